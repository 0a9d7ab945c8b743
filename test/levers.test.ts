import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { COMMANDS } from '../src/main/commands.ts';
import { unheededByPlans, withLeverFlags } from '../src/stress/lever-flags.ts';
import { LEVERS } from '../src/stress/levers.ts';
import { PathQuery } from '../src/stress/stress.routes.ts';
import { Levers } from '../src/stress/stress.ts';
import { startingState } from '../web/pages/lab-state.ts';
import { StressLevers } from '../web/pages/stress-levers.tsx';
import { dataPinOf } from '../web/pages/stress-query.ts';
import { plainModel, scenarioOf } from './support/stress-model.ts';

// A lever is declared once. It stands on every face, and nothing else does.

const ids = LEVERS.map(({ id }) => id);
const sorted = (names: Iterable<string>) => [...names].sort();

/** Flags of a command, by what a lever's flag has and no other: a value X. */
const leverFlagsOf = (name: string) =>
  COMMANDS.find((command) => command.name === name)!
    .flags!.filter(({ value }) => value === 'X')
    .map((flag) => flag.name);

test('the schema of a scenario has exactly the declared levers, with their ranges', () => {
  const schema = z.toJSONSchema(Levers, { io: 'input' }).$defs!.Levers!;
  expect(sorted(Object.keys(schema.properties!))).toEqual(sorted(ids));
  for (const { id, min, max, default: usual } of LEVERS) {
    expect(schema.properties![id]).toMatchObject({ minimum: min, maximum: max, default: usual });
  }
});

test('the commands have exactly the flags of the declared levers', () => {
  expect(leverFlagsOf('stress run')).toEqual(LEVERS.map(({ flag }) => flag));
  const planned = LEVERS.filter(({ inPlans }) => inPlans).map(({ flag }) => flag);
  expect(leverFlagsOf('plan solve')).toEqual(planned);
  expect(leverFlagsOf('plan frontier')).toEqual(planned);
});

test('the query of the interface has exactly the declared levers, with their ranges', () => {
  const others = ['mineral', 'preset', 'stockTonnes', 'draws', 'seed', 'years'];
  expect(sorted(Object.keys(PathQuery.shape))).toEqual(sorted([...ids, ...others]));
  for (const { id, max } of LEVERS) {
    const read = PathQuery.safeParse({ mineral: 'tin', [id]: String(max + 1) });
    expect(read.error?.issues).toMatchObject([
      { path: [id], message: expect.stringContaining('is outside its range, from') },
    ]);
  }
});

test('the document has exactly the declared levers', () => {
  const page = readFileSync(new URL('../docs/levers.md', import.meta.url), 'utf8');
  const headings = [...page.matchAll(/^## .*: `(\w+)`$/gm)].map(([, id]) => id);
  expect(headings).toEqual(ids);
});

test('the stress lab has exactly the declared levers, beside stock, shock, mineral and run', () => {
  const presets = [scenarioOf()];
  const state = startingState({ presets, minerals: ['unobtainium'] });
  const html = renderToStaticMarkup(
    createElement(StressLevers, {
      state,
      start: state,
      presets,
      model: plainModel(),
      scenario: scenarioOf(),
      pin: dataPinOf(plainModel()),
      corrections: [],
      demandTonnesPerQuarter: 100,
      swings: {},
      onChange: () => {},
    }),
  );
  const controls = [...html.matchAll(/<(?:input|select)[^>]* name="(\w+)"[^>]*>/g)];
  const names = controls
    .filter(([control]) => !control.includes('type="hidden"'))
    .map(([, name]) => name!);
  const others = ['preset', 'mineral', 'stock', 'draws', 'seed', 'years'];
  expect(sorted(names)).toEqual(sorted([...others, ...ids]));
});

test('every zone begins inside the range of its lever, the first at its least', () => {
  for (const { min, max, zones } of LEVERS) {
    expect(zones[0].from).toBe(min);
    const starts = zones.map(({ from }) => from);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts.at(-1)).toBeLessThanOrEqual(max);
  }
});

test('a flag goes before the scenario, and only where it is given', () => {
  const scenario = scenarioOf([], { severity: 0.5, hazardScale: 2 });
  const flags: Record<string, string> = { severity: '0.8', 'demand-growth': '-0.02' };
  expect(withLeverFlags(scenario, (name) => flags[name], 'run').levers).toEqual({
    ...scenario.levers,
    severity: 0.8,
    demandGrowth: -0.02,
  });
});

test('a scenario that moves what a plan decides by itself is told so', () => {
  expect(unheededByPlans(scenarioOf([], { releaseShare: 0.5, severity: 0.5 }))).toEqual([
    "a plan decides by itself what the lever releaseShare says: the scenario's is ignored",
  ]);
});

test.each(LEVERS.map((lever) => [lever.flag, lever] as const))(
  'a value out of range of --%s is refused with its lever, range and unit',
  (flag, { id, min, max, unit }) => {
    for (const text of [String(min - 0.4), String(max + 0.4), 'much', '']) {
      const read = () =>
        withLeverFlags(scenarioOf(), (name) => (name === flag ? text : undefined), 'run');
      expect(read).toThrow(
        `the lever ${id} cannot be '${text}': it goes from ${min} to ${max} (${unit})`,
      );
    }
  },
);
