import { expect } from 'vitest';
import { motionOf, resolve, seatBoard } from '../../test/support/board.ts';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { actOf, chief, registerChief, registerWith } from '../../test/support/reserve.ts';
import { traceThread } from '../audit/audit.service.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { compareLists, publishList, readLists, readStanding } from './eligible-list.service.ts';
import { ListPublication } from './eligible-list.ts';
import { findRuleSet, readRuleSets } from './rules.ts';

const test = databaseTests();

async function desk() {
  const data = await referenceData();
  const sets = readRuleSets(data.ruleSets, data.rules, digestOf);
  return { data, rules: findRuleSet(sets, 'srr-2026') };
}

const publish = async (db: Db, asked: object, on = chief.on) =>
  publishList(
    db,
    { ...chief, on },
    ListPublication.parse({ reason: 'the yearly list', ...asked }),
    await desk(),
  );

const insertEntry = (db: Db, values: string) =>
  db.transaction((tx) =>
    tx.script(`insert into eligible_entry (version, mineral, is_listed, left_out, candidate, deed)
      ${values}`),
  );

test('a list keeps every mineral with its flags and grounds, and is due again in a year', async (db) => {
  await registerChief(db);
  const list = await publish(db, {});
  expect(list).toMatchObject({
    ...{ version: 1, effectiveOn: '2026-01-15', dueOn: '2027-01-15', listed: 58 },
    ...{ ruleSet: 'srr-2026', madeBy: 'chief', publishedOn: '2026-01-15' },
    unverifiedRules: ['list.excluded', 'list.needs', 'list.republish_months'],
  });
  expect(list.entries).toHaveLength(60);
  const gallium = list.entries.find(({ mineral }) => mineral === 'gallium')!;
  expect(gallium.isListed).toBe(true);
  expect(gallium.candidate.inputs).toHaveLength(5);
  const uranium = list.entries.find(({ mineral }) => mineral === 'uranium')!;
  expect(uranium).toMatchObject({ isListed: false, leftOut: null });
  expect(uranium.candidate.warnings[0]).toContain('on the USGS list of 2025');
});

test('which list is in force depends on the day, and an overdue one stays in force', async (db) => {
  await registerChief(db);
  expect(await readStanding(db, '2026-01-15')).toMatchObject({
    list: null,
    sentence: expect.stringContaining('nothing is refused'),
  });
  await publish(db, {});
  await publish(db, { effectiveOn: '2027-01-10' }, '2026-12-01');
  const on = async (day: string) => {
    const { list, isOverdue } = await readStanding(db, day);
    return [list?.version, isOverdue];
  };
  expect(await on('2026-01-14')).toEqual([undefined, false]);
  expect(await on('2027-01-09')).toEqual([1, false]);
  expect(await on('2027-01-10')).toEqual([2, false]);
  expect(await on('2028-01-10')).toEqual([2, false]); // the day on which the next one is due
  expect(await on('2028-01-11')).toEqual([2, true]);
});

test('what is excluded or has no evidence is refused with the reason', async (db) => {
  await registerChief(db);
  await expect(publish(db, { minerals: ['gallium', 'uranium'] })).rejects.toMatchObject({
    ...{ kind: 'not_allowed', code: 'eligible.excluded' },
    message: expect.stringMatching(/cannot list uranium: the law excludes uranium.*USGS list/),
  });
  await expect(publish(db, { minerals: ['unobtainium'] })).rejects.toMatchObject({
    code: 'mineral.not_found',
  });
  await expect(publish(db, { minerals: ['gallium'] })).rejects.toMatchObject({
    ...{ code: 'eligible.reason_missing', message: expect.stringContaining('germanium') },
  });
  await expect(publish(db, { reason: null })).rejects.toMatchObject({ code: 'eligible.no_ground' });
  expect(await readLists(db)).toEqual([]);
});

test('two lists are told apart with the reason of each change', async (db) => {
  await registerChief(db);
  await publish(db, { minerals: ['gallium', 'tin'], leftOut: 'a first step' });
  const later = { minerals: ['gallium', 'germanium'], leftOut: 'tin can wait' };
  await publish(db, { ...later, effectiveOn: '2026-03-01' });
  const { added, removed, kept } = await compareLists(db, { from: 1, to: 2 });
  expect(added).toEqual([
    expect.objectContaining({
      mineral: 'germanium',
      reason: 'every condition has evidence; before: left out: a first step',
    }),
  ]);
  expect(removed).toEqual([
    expect.objectContaining({ mineral: 'tin', reason: 'left out: tin can wait' }),
  ]);
  expect(kept).toBe(1);
  await expect(compareLists(db, { from: 1, to: 3 })).rejects.toMatchObject({
    code: 'eligible.not_found',
  });
});

test('a list rests on a vote in effect, and the thread leads to it', async (db) => {
  await registerChief(db);
  await seatBoard(db);
  await expect(publish(db, { resolution: 'B-9', reason: null })).rejects.toMatchObject({
    ...{ code: 'eligible.no_resolution', message: expect.stringContaining('it is unknown') },
  });
  await resolve(db, motionOf('B-9'));
  expect((await publish(db, { resolution: 'B-9', reason: null })).resolution).toBe('B-9');
  const steps = await traceThread(db, 'eligible-list:1');
  expect(steps).toContainEqual(expect.objectContaining({ kind: 'resolution', id: 'B-9' }));
});

test('only the secretary publishes, the same key once', async (db) => {
  await registerChief(db);
  const analyst = await registerWith(db, 'analyst', 'analyst');
  const asked = ListPublication.parse({ reason: 'mine' });
  const given = await desk();
  await expect(publishList(db, analyst, asked, given)).rejects.toMatchObject({
    code: 'access.role_required',
  });
  const first = await publishList(db, chief, asked, given, 'once');
  expect(await publishList(db, chief, asked, given, 'once')).toEqual(first);
  expect(await readLists(db)).toHaveLength(1);
});

test('the database itself keeps the order of lists, and no list is changed', async (db) => {
  await registerChief(db);
  await publish(db, {});
  await expect(publish(db, {})).rejects.toMatchObject({ code: 'eligible.not_after_the_last' });
  await expect(publish(db, { effectiveOn: '2026-02-01' }, '2026-03-01')).rejects.toMatchObject({
    code: 'eligible.backdated',
  });
  for (const sql of [
    'delete from eligible_entry',
    "update eligible_list set reason = 'another'",
    'truncate eligible_entry',
  ]) {
    await expect(db.transaction((tx) => tx.script(sql))).rejects.toThrowError(/append-only/);
  }
  const row = (mineral: string, of: string) => `select 1, '${mineral}', true, null,
    replace(candidate, '"${of}"', '"${mineral}"'), deed from eligible_entry where mineral = '${of}'`;
  await expect(insertEntry(db, row('kryptonite', 'gallium'))).rejects.toThrowError(/is published/);
});

test('the database lists nothing that has no grounds', async (db) => {
  await registerChief(db);
  const { entries } = await publish(db, {});
  const uranium = JSON.stringify(entries.find(({ mineral }) => mineral === 'uranium')!.candidate);
  const attempt = db.transaction((tx) =>
    tx.script(`insert into deed (person, name, on_day, request, request_digest)
        values ('chief', 'test', '2026-02-01', '{}', 'sha256-' || repeat('0', 64));
      insert into eligible_list (effective_on, reason, republish_months, rule_set,
          rule_set_digest, unverified_rules, data_version, data_digest, deed)
        select '2026-02-01', 'by hand', 12, 'srr-2026', rule_set_digest, '{}', '1', data_digest,
          (select max(id) from deed) from eligible_list;
      insert into eligible_entry (version, mineral, is_listed, left_out, candidate, deed)
        select 2, 'uranium', true, null, $text$${uranium}$text$, max(id) from deed`),
  );
  await expect(attempt).rejects.toThrowError(/eligible_only_with_grounds/);
});

test('a list may be published before the day from which it is in force', async (db) => {
  await registerChief(db);
  const asked = ListPublication.parse({ reason: 'early', effectiveOn: '2026-06-01' });
  const list = await publishList(db, actOf('chief', '2026-01-20'), asked, await desk());
  expect(list).toMatchObject({ effectiveOn: '2026-06-01', publishedOn: '2026-01-20' });
  expect((await readStanding(db, '2026-05-31')).list).toBeNull();
});
