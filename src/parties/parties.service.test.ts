import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief, registerChief, registerWith } from '../../test/support/reserve.ts';
import { perform } from '../audit/audit.service.ts';
import type { IsoDate } from '../base/act.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { findRuleSet, readRuleSets } from '../rules/rules.ts';
import {
  endFact,
  endOwnership,
  recordFact,
  recordOwnership,
  registerParty,
  requireCleared,
  rerunScreening,
  screenParty,
  showParty,
} from './parties.service.ts';
import { NewFact, NewOwnership, NewParty, type PartyKind } from './parties.ts';

const test = databaseTests();

const SOURCE = 'illustrative, made for the test';
const DAY: IsoDate = '2026-06-01';
const act = { ...chief, on: DAY };

async function tools() {
  const { ruleSets, rules } = await referenceData();
  const sets = readRuleSets(ruleSets, rules, digestOf);
  return { act, rules: findRuleSet(sets, 'srr-2026'), ruleSets: sets, digestOf };
}

const add = (db: Db, id: string, country: string, kind: PartyKind = 'company') =>
  registerParty(
    db,
    act,
    NewParty.parse({
      id,
      name: `Party ${id}`,
      kind,
      country,
      isIllustrative: true,
      source: SOURCE,
    }),
  );
const own = (db: Db, owner: string, share: string, owned: string, more: object = {}) =>
  recordOwnership(
    db,
    act,
    NewOwnership.parse({
      ...{ owner, owned, share, kind: 'equity', from: '2026-02-01', source: SOURCE },
      ...more,
    }),
  );
const find = (db: Db, party: string, leg: string, more: object = {}) =>
  recordFact(db, act, NewFact.parse({ party, leg, from: '2026-01-01', source: SOURCE, ...more }));
const screenIt = async (db: Db, party: string, on: IsoDate = DAY) =>
  screenParty(db, await tools(), { party, purpose: 'review', on });

/** A government, two holdings in third countries, and the miner that both own. */
async function twoChains(db: Db, second: string) {
  await registerChief(db);
  await add(db, 'state-of-china', 'CHN', 'government');
  await add(db, 'first-holding', 'SGP');
  await add(db, 'second-holding', 'CHE');
  await add(db, 'miner', 'CAN');
  await own(db, 'state-of-china', '60%', 'first-holding');
  await own(db, 'first-holding', '30%', 'miner'); // 0.60 x 0.30 = 0.18
  await own(db, 'state-of-china', second, 'second-holding');
  await own(db, 'second-holding', '10%', 'miner');
}

test('25.01 percent through two chains is refused, and the leg names the rule', async (db) => {
  await twoChains(db, '70.1%'); // 0.18 + 0.0701
  const given = await tools();
  const deed = { name: 'test award', request: { to: 'miner' } };
  const award = perform(db, act, deed, (tx, id) =>
    requireCleared(tx, id, given, { party: 'miner', purpose: 'award' }),
  );
  await expect(award).rejects.toMatchObject({
    kind: 'not_allowed',
    code: 'party.entity_of_concern',
    message: expect.stringMatching(/hold 25\.01% by equity.*at most 25% may.*§3\(8\)\(B\)/),
  });
  const [refused] = await db.query('select code, name from refused_deed');
  expect(refused).toEqual({ code: 'party.entity_of_concern', name: 'test award' });
});

test('exactly 25 percent passes', async (db) => {
  await twoChains(db, '70%'); // 0.18 + 0.07
  const { outcome, result } = await screenIt(db, 'miner');
  expect(outcome).toBe('cleared');
  expect(result.ownership).toMatchObject({ share: '1/4', percent: '25%', kind: 'equity' });
  expect(result.ownership.links).toHaveLength(4);
});

test('two covered governments count together', async (db) => {
  await twoChains(db, '70%');
  await add(db, 'state-of-iran', 'IRN', 'state_body');
  await own(db, 'state-of-iran', '0.01%', 'miner');
  const { outcome, result } = await screenIt(db, 'miner');
  expect(outcome).toBe('entity of concern');
  expect(result.ownership.byNation.map(({ country, percent }) => [country, percent])).toEqual([
    ['CHN', '25%'],
    ['IRN', '0.01%'],
  ]);
});

test('control fails at no share at all, and passes on what is held', async (db) => {
  await registerChief(db);
  await add(db, 'holding', 'SGP');
  await add(db, 'miner', 'CAN');
  await own(db, 'holding', '26%', 'miner');
  expect((await screenIt(db, 'miner')).outcome).toBe('cleared');
  await find(db, 'holding', 'control', { country: 'CHN', note: 'licence' });
  const holding = await screenIt(db, 'holding');
  expect(holding.result.legs.filter(({ fails }) => fails).map(({ leg }) => leg)).toEqual([
    'control',
  ]);
  expect((await screenIt(db, 'miner')).result.ownership.percent).toBe('26%');
  expect((await screenIt(db, 'miner')).outcome).toBe('entity of concern');
});

test('each other leg fails by itself, and a company that moved away no longer does', async (db) => {
  await registerChief(db);
  await add(db, 'trader', 'RUS');
  const failing = async () =>
    (await screenIt(db, 'trader')).result.legs.filter(({ fails }) => fails).map(({ leg }) => leg);
  expect(await failing()).toEqual(['jurisdiction']);
  await find(db, 'trader', 'incorporation', { country: 'CHE' });
  expect(await failing()).toEqual([]);
  const listed = await find(db, 'trader', 'sdn_list');
  await find(db, 'trader', 'agent', { country: 'PRK' });
  expect(await failing()).toEqual(['sdn_list', 'agent']);
  await endFact(db, act, listed.seq, { to: '2026-05-01', reason: 'taken off the list' });
  expect(await failing()).toEqual(['agent']);
});

test('only what holds on the day and was known then counts, and a rerun gives the same bytes', async (db) => {
  await twoChains(db, '70.1%');
  const before = await screenIt(db, 'miner', '2026-01-20');
  expect(before).toMatchObject({ outcome: 'cleared', result: { ownership: { share: '0/1' } } });
  const barred = await screenIt(db, 'miner');
  const { owners } = await showParty(db, 'miner');
  const mistaken = owners.find(({ owner }) => owner === 'second-holding')!;
  await endOwnership(db, act, mistaken.seq, { to: '2026-02-01', reason: 'recorded by mistake' });
  expect((await showParty(db, 'miner')).currentOutcome).toBe('changed since');
  expect((await screenIt(db, 'miner')).outcome).toBe('cleared');
  expect((await showParty(db, 'miner')).currentOutcome).toBe('cleared');
  const again = await rerunScreening(db, await tools(), barred.seq);
  expect(again).toEqual(barred); // by what was known when it was made
});

test('the shares in a party never exceed the whole, in thirds as well', async (db) => {
  await registerChief(db);
  for (const id of ['owner-a', 'owner-b', 'owner-c', 'owner-d', 'mine']) await add(db, id, 'USA');
  for (const id of ['owner-a', 'owner-b', 'owner-c']) await own(db, id, '1/3', 'mine');
  await expect(own(db, 'owner-d', '1/1000000', 'mine')).rejects.toMatchObject({
    code: 'party.over_whole',
  });
  await own(db, 'owner-d', '100%', 'mine', { kind: 'votes' }); // another kind is another whole
  await expect(own(db, 'owner-a', '1%', 'mine')).rejects.toMatchObject({
    code: 'party.holds_already',
  });
});

test('the whole is held by the database itself, on every day', async (db) => {
  await registerChief(db);
  for (const id of ['owner-a', 'owner-b', 'mine']) await add(db, id, 'USA');
  await own(db, 'owner-a', '60%', 'mine', { from: '2026-03-01', to: '2026-04-01' });
  const insert = (values: string) =>
    db.transaction((tx) =>
      tx.script(
        `insert into ownership (owner, owned, kind, share_top, share_bottom, from_day, to_day, source, deed)
         values ${values.replace('DEED', '(select max(id) from deed)')}`,
      ),
    );
  const whole = `('owner-b', 'mine', 'equity', 41, 100, '2026-01-01', null, 'test', DEED)`;
  await expect(insert(whole)).rejects.toThrowError(/add up to 101\/100 on 2026-03-01/);
  await insert(whole.replace('41', '40'));
  const bad = {
    self: `('mine', 'mine', 'votes', 1, 2, '2026-01-01', null, 'test', DEED)`,
    tooMuch: `('owner-b', 'mine', 'votes', 3, 2, '2026-01-01', null, 'test', DEED)`,
    nothing: `('owner-b', 'mine', 'votes', 0, 2, '2026-01-01', null, 'test', DEED)`,
    backwards: `('owner-b', 'mine', 'votes', 1, 2, '2026-01-01', '2026-01-01', 'test', DEED)`,
  };
  for (const values of Object.values(bad)) {
    await expect(insert(values)).rejects.toThrowError(/check constraint/);
  }
});

test('nothing recorded of a party is changed or removed', async (db) => {
  await twoChains(db, '70%');
  await screenIt(db, 'miner');
  for (const table of ['party', 'ownership', 'party_screening', 'party_clock']) {
    await expect(db.transaction((tx) => tx.script(`delete from ${table}`))).rejects.toThrowError(
      /append-only/,
    );
  }
  await expect(
    db.transaction((tx) => tx.script('update party_clock set seq = 0')),
  ).rejects.toThrowError(/forward one by one/);
});

test('who has no part in it writes nothing, and an identifier belongs to one party', async (db) => {
  await registerChief(db);
  const nobody = await registerWith(db, 'reader', 'auditor');
  const party = NewParty.parse({
    ...{ id: 'mine', name: 'Mine', kind: 'company', country: 'USA', source: SOURCE },
    identifiers: [{ scheme: 'LEI', value: '5493001kjtiigc8y1r12' }],
  });
  await expect(registerParty(db, nobody, party)).rejects.toMatchObject({
    code: 'access.role_required',
  });
  expect((await registerParty(db, act, party)).identifiers).toEqual([
    { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' },
  ]);
  await expect(registerParty(db, act, { ...party, id: 'other' })).rejects.toMatchObject({
    code: 'party.identifier_taken',
  });
  await expect(registerParty(db, act, party)).rejects.toMatchObject({ code: 'party.exists' });
  await expect(own(db, 'min', '1%', 'mine')).rejects.toMatchObject({ code: 'party.not_found' });
});
