import { Hono } from 'hono';
import { renderToString } from 'react-dom/server';
import { Document } from '../../web/pages/document.tsx';
import { PAGES, type PageName, type PageProps } from '../../web/pages/pages.ts';
import { readLabQuery, withLevers } from '../../web/pages/stress-query.ts';
import { countAt } from '../dependency/assessment.ts';
import { readSortOrder } from '../dependency/sorting.ts';
import type { TradeDisruptions } from '../dependency/trade-disruption.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { simulatePath } from '../stress/laboratory.ts';
import { buildStressModel } from '../stress/model.ts';
import { findPreset, isPreset, PRESETS } from '../stress/presets.ts';
import { HORIZON_YEARS } from '../stress/stress.ts';
import type { Answer } from './answer.ts';
import type { BuiltWeb } from './assets.ts';
import { type PlanPages, readBudget } from './plan-pages.ts';
import {
  countryProps,
  mineralProps,
  missingCountry,
  missingMineral,
  validationProps,
} from './profile-props.ts';

// One mineral at a time is quick: so many draws cost some ten milliseconds.
const LAB = { draws: 2000, seed: 7, years: HORIZON_YEARS.usual } as const;

/** What the pages show. */
export interface PageSource {
  readonly data: ReferenceData;
  readonly answer: () => Promise<Answer>;
  readonly planPages: PlanPages;
  readonly disruptions: () => Promise<TradeDisruptions>;
  readonly web: Pick<BuiltWeb, 'js' | 'css' | 'live'>;
}

/** The pages, rendered whole: they can be read before any script has run, and without. */
export function pageRoutes(source: PageSource): Hono {
  const { data, answer, planPages, disruptions, web } = source;
  const model = buildStressModel(data);
  const render = <Name extends PageName>(page: Name, props: PageProps[Name]) => {
    const document = { page, props, assets: web };
    return `<!doctype html>${renderToString(<Document {...document} />)}`;
  };
  let checks: PageProps['validation'] | undefined;
  return new Hono()
    .get(PAGES.overview.path, async (c) => {
      const { version, digest } = data;
      const { count, minerals } = countAt(data, 100, 2026, 2025);
      const props = {
        ...(await answer()),
        data: { version, digest },
        fullyReliant: { count, minerals },
        sort: readSortOrder(c.req.query()),
      };
      return c.html(render('overview', props));
    })
    .get(PAGES.stress.path, (c) => c.html(render('stress', stressProps(model, c.req.query()))))
    .get(PAGES.plan.path, async (c) => {
      const props = await planPages(readBudget(c.req.query('budget')));
      return c.html(render('plan', props));
    })
    .get(PAGES.validation.path, async (c) => {
      checks ??= validationProps(data, await disruptions());
      return c.html(render('validation', checks));
    })
    .get(PAGES.mineral.path, async (c) => {
      const id = c.req.param('id') ?? '';
      const props = mineralProps(data, await answer(), id);
      if (props === undefined) return c.html(render('missing', missingMineral(data, id)), 404);
      return c.html(render('mineral', props));
    })
    .get(PAGES.country.path, async (c) => {
      const code = c.req.param('code') ?? '';
      const props = countryProps(data, await answer(), code);
      if (props === undefined) return c.html(render('missing', missingCountry(data, code)), 404);
      return c.html(render('country', props));
    });
}

type Query = Readonly<Record<string, string>>;

function stressProps(
  model: ReturnType<typeof buildStressModel>,
  query: Query,
): PageProps['stress'] {
  // The cut of a country is made when an address asks for it: a list of all would be long.
  const asked: string | undefined = query.preset;
  const isMade = asked !== undefined && isPreset(asked) && PRESETS.every(({ id }) => id !== asked);
  const presets = isMade ? [...PRESETS, findPreset(asked)] : PRESETS;
  const choices = {
    presets: presets.map(({ id }) => id),
    minerals: model.minerals.map(({ mineral }) => mineral),
  };
  const { state, corrections } = readLabQuery(query, choices);
  const { preset, mineral, stockTonnes, levers } = state;
  const presetNamed = (id: string) => presets.find((each) => each.id === id)!; // of the choices
  const scenario = withLevers(presetNamed(preset), levers);
  const base = presetNamed('base');
  return {
    presets,
    model,
    mineral,
    path: simulatePath(model, scenario, { ...LAB, mineral, stockTonnes }),
    baseline: simulatePath(model, base, { ...LAB, mineral, stockTonnes: 0 }),
    scenario,
    stockTonnes,
    seed: LAB.seed,
    draws: LAB.draws,
    corrections,
  };
}
