import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief, registerChief } from '../../test/support/reserve.ts';
import type { IsoDate } from '../base/act.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { findRuleSet, readRuleSets, ruleAt } from '../rules/rules.ts';
import { judgeIntermediary } from './intermediary.service.ts';
import { INTERMEDIARY_LEGS } from './intermediary.ts';
import { endFact, recordFact, recordOwnership, registerParty } from './parties.service.ts';
import { NewFact, NewOwnership, NewParty, type PartyKind } from './parties.ts';

const test = databaseTests();

const SOURCE = 'illustrative, made for the test';
const DAY: IsoDate = '2026-06-01';
const act = { ...chief, on: DAY };

async function rulesOf(id: string) {
  const { ruleSets, rules } = await referenceData();
  return findRuleSet(readRuleSets(ruleSets, rules, digestOf), id);
}
const judge = async (db: Db, on: IsoDate = DAY, rules = 'srr-2026') =>
  judgeIntermediary(db, { rules: await rulesOf(rules), digestOf, on }, 'trader');

const add = (db: Db, id: string, country: string, kind: PartyKind = 'company') =>
  registerParty(
    db,
    act,
    NewParty.parse({
      ...{ id, name: `Party ${id}`, kind, country, isIllustrative: true, source: SOURCE },
    }),
  );
const own = (db: Db, owner: string, share: string) =>
  recordOwnership(
    db,
    act,
    NewOwnership.parse({
      ...{ owner, owned: 'trader', share, kind: 'equity', from: '2026-02-01', source: SOURCE },
    }),
  );
const find = (db: Db, leg: string, more: object = {}) =>
  recordFact(
    db,
    act,
    NewFact.parse({ party: 'trader', leg, from: '2026-03-01', source: `paper on ${leg}`, ...more }),
  );

/** A trader of which everything was found but some conditions. */
async function trader(db: Db, ...missing: readonly string[]) {
  await registerChief(db);
  await add(db, 'trader', 'USA');
  for (const leg of INTERMEDIARY_LEGS) if (!missing.includes(leg)) await find(db, leg);
}

const standingOf = async (db: Db, leg: string, on?: IsoDate) =>
  (await judge(db, on)).legs.find((each) => each.leg === leg)!;

test('all six found is authorised, each with its evidence and day', async (db) => {
  await trader(db);
  const { outcome, legs } = await judge(db);
  expect(outcome).toBe('authorised');
  expect(legs).toHaveLength(ruleAt(await rulesOf('srr-2026'), 'intermediary.legs', DAY).value);
  for (const { leg, holds, since, finding, rows } of legs) {
    expect({ leg, holds, since }).toEqual({ leg, holds: true, since: '2026-03-01' });
    expect(finding).toContain(`paper on ${leg}`);
    expect(rows).toHaveLength(1);
  }
});

test('owners that nobody looked into are unknown, though none on record is barred', async (db) => {
  await trader(db, 'no_barred_ownership');
  const { outcome, legs } = await judge(db);
  expect(outcome).toBe('unknown');
  const unknown = legs.filter(({ holds }) => holds === null);
  expect(unknown.map(({ leg }) => leg)).toEqual(['no_barred_ownership']);
  expect(unknown[0]!.finding).toMatch(/nobody has found.*they own 0% of it/);
});

test('more than the threshold on record breaks what was found', async (db) => {
  await trader(db);
  await add(db, 'citizen', 'CHN', 'person');
  await add(db, 'exporter', 'RUS');
  await own(db, 'citizen', '15%');
  await own(db, 'exporter', '10%'); // 25 percent together, which may be
  expect(await standingOf(db, 'no_barred_ownership')).toMatchObject({ holds: true });
  await add(db, 'other-citizen', 'IRN', 'person');
  await own(db, 'other-citizen', '0.01%');
  expect(await standingOf(db, 'no_barred_ownership')).toMatchObject({
    ...{
      holds: false,
      finding: 'by the shares on record they own 25.01% of it; at most 25% may be',
    },
  });
  expect((await judge(db)).outcome).toBe('not authorised');
  expect((await judge(db, '2026-01-31')).outcome).toBe('unknown'); // before any of it
});

test('a finding that ended is unknown again, and influence on record breaks its own leg', async (db) => {
  await trader(db);
  const extra = await find(db, 'influence', { country: 'CHN', source: 'a letter' });
  expect(await standingOf(db, 'no_barred_influence')).toMatchObject({
    ...{ holds: false, rows: [extra.seq], finding: 'on record: influence of China (a letter)' },
  });
  const { rows } = await standingOf(db, 'board_approval');
  await endFact(db, act, rows[0]!, { to: '2026-05-01', reason: 'rescinded' });
  expect(await standingOf(db, 'board_approval')).toMatchObject({ holds: null });
  expect(await standingOf(db, 'board_approval', '2026-04-30')).toMatchObject({ holds: true });
});

test('a body of a state is not private, whatever was found', async (db) => {
  await registerChief(db);
  await add(db, 'trader', 'CAN', 'state_body');
  await find(db, 'private');
  expect(await standingOf(db, 'private')).toMatchObject({ holds: false });
});

test('rules without the six conditions and an unknown party are refused', async (db) => {
  await trader(db);
  await expect(judge(db, '2025-06-01', 'srr-2024')).rejects.toMatchObject({
    code: 'rule.unknown_key',
  });
  const tools = { rules: await rulesOf('srr-2026'), digestOf, on: DAY };
  await expect(judgeIntermediary(db, tools, 'nobody')).rejects.toMatchObject({
    code: 'party.not_found',
  });
});

test('the database knows the sixth leg, and no seventh', async (db) => {
  await trader(db);
  const insert = (leg: string) =>
    db.transaction((tx) =>
      tx.script(`insert into party_fact (party, leg, from_day, source, deed)
        values ('trader', '${leg}', '2026-04-01', 'by hand', (select max(id) from deed))`),
    );
  await insert('no_barred_ownership');
  await expect(insert('no_barred_anything')).rejects.toThrowError(/party_fact_leg_check/);
});
