import { Hono } from 'hono';
import { renderToString } from 'react-dom/server';
import { Document } from '../../web/pages/document.tsx';
import { PAGES, type PageName, type PageProps } from '../../web/pages/pages.ts';
import { readLabQuery, withSeverity } from '../../web/pages/stress-query.ts';
import { parseUsd } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';
import { countAt } from '../dependency/assessment.ts';
import { readSortOrder } from '../dependency/sorting.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { simulatePath } from '../stress/laboratory.ts';
import { buildStressModel } from '../stress/model.ts';
import { PRESETS } from '../stress/presets.ts';
import { HORIZON_YEARS } from '../stress/stress.ts';
import { type Answer, MAIN_QUESTION } from './answer.ts';
import type { BuiltWeb } from './assets.ts';
import type { PlanPage } from './plan-pages.ts';

// One mineral at a time is quick: so many draws cost some ten milliseconds.
const LAB = { draws: 2000, seed: 7, years: HORIZON_YEARS.usual } as const;

/** What the pages show. */
export interface PageSource {
  readonly data: ReferenceData;
  readonly answer: () => Promise<Answer>;
  /** The plan for a budget [USD], with what other budgets achieve. */
  readonly planFor: (budgetUsd: number) => Promise<PlanPage>;
  readonly web: Pick<BuiltWeb, 'js' | 'css'>;
}

/** The pages, rendered whole: they can be read before any script has run, and without. */
export function pageRoutes(source: PageSource): Hono {
  const { data, answer, planFor, web } = source;
  const model = buildStressModel(data);
  const render = <Name extends PageName>(page: Name, props: PageProps[Name]) => {
    const document = { page, title: PAGES[page].title, props, assets: web, data };
    return `<!doctype html>${renderToString(<Document {...document} />)}`;
  };
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
      const props = await planFor(budgetOf(c.req.query('budget')));
      return c.html(render('plan', props));
    });
}

type Query = Readonly<Record<string, string>>;

function stressProps(
  model: ReturnType<typeof buildStressModel>,
  query: Query,
): PageProps['stress'] {
  const choices = {
    presets: PRESETS.map(({ id }) => id),
    minerals: model.minerals.map(({ mineral }) => mineral),
  };
  const { preset, mineral, stockTonnes, severity } = readLabQuery(query, choices);
  const presetNamed = (id: string) => PRESETS.find((each) => each.id === id)!; // of the choices
  const scenario = withSeverity(presetNamed(preset), severity);
  const base = presetNamed('base');
  return {
    presets: PRESETS,
    model,
    mineral,
    path: simulatePath(model, scenario, { ...LAB, mineral, stockTonnes }),
    baseline: simulatePath(model, base, { ...LAB, mineral, stockTonnes: 0 }),
    scenario,
    stockTonnes,
    seed: LAB.seed,
    draws: LAB.draws,
  };
}

const MOST_USD = 1e12;

/** @throws Refusal `quantity.invalid_money`, `plan.budget_out_of_range` */
function budgetOf(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return MAIN_QUESTION.budgetUsd;
  const budgetUsd = parseUsd(text);
  if (budgetUsd >= 0 && budgetUsd <= MOST_USD) return budgetUsd;
  throw new Refusal(
    'invalid',
    'plan.budget_out_of_range',
    `cannot plan with '${text}'`,
    'write an amount from 0 to 1000B, such as 750M or 2.5B',
  );
}
