import { Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import { traceThread } from '../audit/audit.service.ts';
import type { IsoDate } from '../base/act.ts';
import { asRefusal } from '../base/refusal.ts';
import { readContracts } from '../contracts/contracts.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { judgeIntermediary } from '../parties/intermediary.service.ts';
import type { IntermediaryStanding } from '../parties/intermediary.ts';
import {
  listParties,
  readLastScreenings,
  readOwnersAbove,
  showParty,
} from '../parties/parties.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { findPartner } from '../rules/partner.service.ts';
import { loadRuleSet } from '../rules/rules.service.ts';
import { currentAct } from './act.ts';
import { pageShower } from './shown-page.ts';
import type { Render } from './stress-pages.ts';

export interface PartyPageSource {
  readonly data: ReferenceData;
  readonly tools: Pick<Workshop, 'openDb' | 'tables' | 'digestOf'>;
  readonly render: Render;
}

/** The register of parties, and each with its owners and screenings. */
export function partyPageRoutes({ data: { version, digest }, tools, render }: PartyPageSource) {
  const data = { version, digest };
  const near = [{ text: 'all parties', href: '/parties' }];
  const shown = pageShower({ openDb: tools.openDb, render, data, near });
  return new Hono()
    .get('/parties', (c) =>
      shown(c, async (db) =>
        render('parties', {
          parties: await listParties(db),
          screenings: (await readLastScreenings(db)).map(({ party, on, purpose, outcome }) => ({
            ...{ party, on, purpose, outcome },
          })),
          data,
        }),
      ),
    )
    .get('/parties/:id', (c) =>
      shown(c, async (db) =>
        render('party', { ...(await partyProps(db, tools, c.req.param('id'))), data }),
      ),
    );
}

async function partyProps(
  db: Db,
  tools: PartyPageSource['tools'],
  id: string,
): Promise<Omit<PageProps['party'], 'data'>> {
  const { on } = currentAct();
  const view = await showParty(db, id);
  return {
    ...{ view, on },
    intermediary: await findIntermediary(db, tools, id, on),
    partner: (await findPartner(tools, view.party.country, on)) ?? null,
    above: await readOwnersAbove(db, id, on),
    names: Object.fromEntries((await listParties(db)).map((each) => [each.id, each.name])),
    contracts: (await readContracts(db)).filter(({ party }) => party === id),
    steps: await traceThread(db, `party:${id}`),
  };
}

/** The six conditions by the rules of a day; a page without those rules says so. */
async function findIntermediary(
  db: Db,
  tools: PartyPageSource['tools'],
  id: string,
  on: IsoDate,
): Promise<IntermediaryStanding | null> {
  try {
    const rules = await loadRuleSet(tools, on);
    return await judgeIntermediary(db, { rules, digestOf: tools.digestOf, on }, id);
  } catch (error) {
    if (asRefusal(error)?.code.startsWith('rule.')) return null;
    throw error;
  }
}
