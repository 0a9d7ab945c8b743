import { Refusal } from '../base/refusal.ts';
import { tableLines } from '../base/text-table.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { Command, CommandInput } from '../platform/command.ts';
import { countDependencies, listDependencies, validateRanking } from './dependency.service.ts';
import {
  comparisonLines,
  dependencyCells,
  dependencyHeads,
  dependencyLines,
} from './dependency-text.ts';

/** `lodestock dependency ...` */
export const dependencyCommands: readonly Command[] = [
  {
    name: 'dependency list',
    summary: 'Rank the listed minerals by the GDP that import dependence puts at risk',
    examples: ['dependency list', 'dependency list --json'],
    async run(context) {
      const list = await listDependencies(context);
      if (context.json) context.print(JSON.stringify(list));
      else
        for (const line of tableLines(dependencyHeads, list.map(dependencyCells))) {
          context.print(line);
        }
      return undefined;
    },
  },
  {
    name: 'dependency show',
    params: ['mineral'],
    summary: 'Show how far the country depends on one mineral, on whom, and what no source says',
    examples: ['dependency show gallium'],
    async run(context, { params }) {
      const wanted = params[0] ?? '';
      findMineral(await loadReferenceData(context.tables), wanted);
      const list = await listDependencies(context);
      const found = list.find(({ mineral }) => mineral === wanted);
      if (found === undefined) {
        throw new Refusal(
          'not_found',
          'dependency.not_listed',
          `${wanted} left the list of critical minerals in 2025 and is not assessed`,
        );
      }
      if (context.json) context.print(JSON.stringify(found));
      else for (const line of dependencyLines(found)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'dependency count',
    flags: [
      { name: 'at', value: 'PERCENT', summary: 'least net import reliance to count (100)' },
      { name: 'edition', value: 'YEAR', summary: 'edition of the USGS summaries: 2025 or 2026' },
      { name: 'list', value: 'YEAR', summary: 'list of critical minerals: 2022 or 2025' },
      {
        name: 'groups',
        summary: "count each rare earth by its group's figure, aluminum by bauxite",
      },
    ],
    summary: 'Count the listed minerals at a net import reliance, and name them',
    examples: ['dependency count --at 100 --edition 2026 --list 2025'],
    async run(context, input) {
      const count = await countDependencies(context, {
        at: percent(input),
        edition: oneOf(input, 'edition', [2026, 2025]),
        list: oneOf(input, 'list', [2025, 2022]),
        countsGroups: input.has('groups'),
      });
      if (context.json) context.print(JSON.stringify(count));
      else
        context.print(
          `${count.count} of the ${count.list} list at ${count.at} percent or more in MCS ` +
            `${count.edition}: ${count.minerals.join(', ')}`,
        );
      return undefined;
    },
  },
  {
    name: 'dependency validate',
    summary: 'Compare both rankings with a published one, and say where and why they differ most',
    examples: ['dependency validate'],
    async run(context) {
      const comparison = await validateRanking(context);
      if (context.json) context.print(JSON.stringify(comparison));
      else for (const line of comparisonLines(comparison)) context.print(line);
      return undefined;
    },
  },
];

function percent(input: CommandInput): number {
  const text = input.flag('at') ?? '100';
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new Refusal(
    'invalid',
    'dependency.bad_percentage',
    `--at cannot be '${text}'`,
    'give a percentage from 0 to 100',
  );
}

/** A flag with few values, the first of them by default. */
function oneOf<const Value extends number>(
  input: CommandInput,
  name: string,
  values: readonly Value[],
): Value {
  const text = input.flag(name);
  if (text === undefined) return values[0]!;
  const found = values.find((value) => String(value) === text);
  if (found !== undefined) return found;
  throw new Refusal(
    'invalid',
    'dependency.unknown_vintage',
    `--${name} cannot be '${text}'`,
    `use ${values.join(' or ')}`,
  );
}
