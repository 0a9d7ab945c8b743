import { Hono } from 'hono';
import { PAGES, type PageProps } from '../../web/pages/pages.ts';
import type { TradeDisruptions } from '../dependency/trade-disruption.ts';
import { readHoldings } from '../inventory/inventory.service.ts';
import { gramsOf } from '../inventory/inventory.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import type { RouteContext } from '../platform/routes.ts';
import type { StressModel } from '../stress/supply-chain.ts';
import type { Answer } from './answer.ts';
import {
  countryProps,
  mineralProps,
  missingCountry,
  missingMineral,
  validationProps,
} from './profile-props.ts';
import type { Render } from './stress-pages.ts';

export interface ProfilePageSource {
  readonly data: ReferenceData;
  readonly model: StressModel;
  readonly answer: () => Promise<Answer>;
  readonly disruptions: () => Promise<TradeDisruptions>;
  readonly openDb: () => Promise<Db>;
  readonly actOf: RouteContext['actOf'];
  readonly render: Render;
}

/** One mineral, one country, and how the model does against what others publish. */
export function profilePageRoutes(source: ProfilePageSource): Hono {
  const { data, answer, disruptions, actOf, render } = source;
  let checks: PageProps['validation'] | undefined;
  return new Hono()
    .get(PAGES.validation.path, async (c) => {
      checks ??= validationProps(data, await disruptions());
      return c.html(render('validation', checks));
    })
    .get(PAGES.mineral.path, async (c) => {
      const id = c.req.param('id') ?? '';
      const held = await heldStock(source, id, (await actOf(c.req.raw)).on);
      const props = mineralProps(data, await answer(), id, held);
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

/** What lies in the reserve's own lots of a mineral. */
async function heldStock(
  { model, openDb }: ProfilePageSource,
  mineral: string,
  on: string,
): Promise<PageProps['mineral']['held']> {
  const holdings = await readHoldings(await openDb());
  const grams = holdings
    .filter(({ unit }) => unit === gramsOf(mineral))
    .reduce((sum, holding) => sum + holding.grams, 0n);
  const used = model.minerals.find((each) => each.mineral === mineral)?.demandTonnesPerYear;
  return { grams: `${grams}`, on, demandTonnesPerYear: used ?? null };
}
