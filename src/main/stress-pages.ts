import { type Context, Hono } from 'hono';
import {
  chosenScenario,
  type LabChoices,
  type LabState,
  scenarioOf,
} from '../../web/pages/lab-state.ts';
import type { PageName, PageProps } from '../../web/pages/pages.ts';
import {
  dataPinOf,
  type LabQuery,
  labAddress,
  readLabQuery,
} from '../../web/pages/stress-query.ts';
import { canonicalJson } from '../base/canonical.ts';
import { nearest } from '../base/nearest.ts';
import { simulatePath } from '../stress/laboratory.ts';
import { findPreset, isPreset, PRESETS } from '../stress/presets.ts';
import type { StressQuestion } from '../stress/question.ts';
import { scenarioFileName } from '../stress/question-text.ts';
import type { Scenario } from '../stress/stress.ts';
import type { StressModel } from '../stress/supply-chain.ts';

/** Renders a page whole. */
export type Render = <Name extends PageName>(page: Name, props: PageProps[Name]) => string;

/**
 * The stress lab by its address: `/stress?...`, `/stress/PRESET-ID?...`, and the scenario that an
 * address means as a file.
 */
export function stressPageRoutes(model: StressModel, render: Render): Hono {
  const minerals = model.minerals.map(({ mineral }) => mineral);
  const lab = (c: Context, query: LabQuery) => {
    const choices = { presets: presetsFor(query), minerals };
    const pinned = pinnedElsewhere(model, query, choices);
    if (pinned !== null) return c.html(render('pinned', pinned), 404);
    return c.html(render('stress', stressProps(model, query, choices)));
  };
  return new Hono()
    .get('/stress', (c) => lab(c, c.req.query()))
    .get('/stress/scenario.json', (c) => {
      const presets = presetsFor(c.req.query());
      const { state } = readLabQuery(c.req.query(), { presets, minerals });
      const name = scenarioFileName(chosenScenario(state, presets));
      return c.body(`${canonicalJson(questionOf(state, presets))}\n`, 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      });
    })
    .get('/stress/:preset', (c) => {
      const preset = c.req.param('preset');
      if (isPreset(preset)) return lab(c, { ...c.req.query(), preset });
      return c.html(render('missing', missingPreset(model, preset)), 404);
    });
}

/** The whole question of a state: what the command line and the interface are asked. */
function questionOf(state: LabState, presets: readonly Scenario[]): StressQuestion {
  const { mineral, stockTonnes, draws, seed, years } = state;
  return {
    scenario: scenarioOf(state, presets),
    stockTonnes: stockTonnes > 0 ? { [mineral]: stockTonnes } : {},
    ...{ draws, seed, years },
  };
}

/**
 * The presets that an address can mean. The cut of a country is made when one asks for it, as its
 * shock or as one that is pinned: a list of all would be long.
 */
function presetsFor(query: LabQuery): readonly Scenario[] {
  const pinned = [query.b, query.c, query.d].map((pin) => new URLSearchParams(pin).get('preset'));
  const made = [...new Set([query.preset, ...pinned])].flatMap((id) =>
    id && isPreset(id) && PRESETS.every((preset) => preset.id !== id) ? [findPreset(id)] : [],
  );
  return [...PRESETS, ...made];
}

interface Offered extends LabChoices {
  readonly presets: readonly Scenario[];
}

function stressProps(model: StressModel, query: LabQuery, choices: Offered): PageProps['stress'] {
  const { presets } = choices;
  const { state, corrections } = readLabQuery(query, choices);
  const { mineral, draws, seed, years } = state;
  const common = { mineral, draws, seed, years };
  const base = PRESETS.find(({ id }) => id === 'base')!; // the first of the table
  const pathOf = (setting: Parameters<typeof scenarioOf>[0]) =>
    simulatePath(model, scenarioOf(setting, presets), {
      ...common,
      stockTonnes: setting.stockTonnes,
    });
  return {
    presets,
    model,
    state,
    path: pathOf(state),
    baseline: simulatePath(model, base, { ...common, stockTonnes: 0 }),
    pins: state.pins.map(pathOf),
    corrections,
  };
}

/** What to say of an address that means other data or another model; null where it means ours. */
function pinnedElsewhere(
  model: StressModel,
  query: Readonly<Partial<Record<string, string>>>,
  choices: LabChoices,
): PageProps['pinned'] | null {
  const held = dataPinOf(model);
  const wanted = { data: query.data ?? held.data, model: query.model ?? held.model };
  if (wanted.data === held.data && wanted.model === held.model) return null;
  const { state } = readLabQuery(query, choices);
  return {
    wanted,
    held,
    rerun: `/stress${labAddress(state, held)}`,
    data: { version: model.dataVersion, digest: model.dataDigest },
  };
}

function missingPreset(model: StressModel, wanted: string): PageProps['missing'] {
  const near = nearest(
    wanted,
    PRESETS.map(({ id }) => id),
  );
  return {
    sentence: `There is no shock '${wanted}'`,
    near: near.map((id) => ({ text: id, href: `/stress/${id}` })),
    data: { version: model.dataVersion, digest: model.dataDigest },
  };
}
