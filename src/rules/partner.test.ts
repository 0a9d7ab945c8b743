import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { IsoDate } from '../base/act.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { PartnerFact } from '../minerals/rule-rows.ts';
import { digestOf } from '../platform/digest.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { partnerRoutes } from './partner.routes.ts';
import { judgePartner } from './partner.service.ts';
import { PartnerStanding, partnerOf } from './partner.ts';
import { partnerLines } from './partner-text.ts';
import { findRuleSet, readRuleSets } from './rules.ts';

const DAY: IsoDate = '2026-06-01';

async function rulesOf(id = 'srr-2026') {
  const { ruleSets, rules } = await referenceData();
  return findRuleSet(readRuleSets(ruleSets, rules, digestOf), id);
}
const standing = async (country: string, on: IsoDate = DAY) =>
  partnerOf((await referenceData()).partnerFacts, await rulesOf(), country, on);
const routesOf = ({ routes }: PartnerStanding) =>
  routes.filter(({ holds }) => holds === true).map(({ route }) => route);

const ROW: PartnerFact = {
  ...{ iso3: 'VEN', route: 'defence_treaty', since: '1947', until: null },
  ...{ confidence: 'verified', note: null, source: 'made for the test' },
};
const made = async (row: Partial<PartnerFact>, on: IsoDate = DAY) =>
  partnerOf([{ ...ROW, ...row }], await rulesOf(), row.iso3 ?? ROW.iso3, on);

test('each route is told by itself, with its source', async () => {
  const canada = await standing('CAN');
  expect(canada.outcome).toBe('partner');
  expect(routesOf(canada)).toEqual(['nato']);
  expect(canada.routes).toHaveLength(7);
  expect(canada.sentence).toContain('member of NATO since 1949');
  expect(routesOf(await standing('JPN'))).toEqual(['major_non_nato_ally', 'defence_treaty']);
  expect(partnerLines(await standing('JPN')).join('\n')).toContain('22 U.S.C. 2321k(b)');
});

test('no row is not a no, and the own country is no partner of itself', async () => {
  const chile = await standing('CHL');
  expect(chile.outcome).toBe('not established');
  expect(chile.routes.every(({ holds }) => holds === null)).toBe(true);
  expect((await standing('USA')).outcome).toBe('own country');
});

test('a route holds from the day on which it surely did, to the day before its end', async () => {
  const row = { iso3: 'FIN', route: 'nato', since: '2026-06-01' } as const;
  expect((await made(row, '2026-05-31')).outcome).toBe('not established');
  expect((await made(row)).outcome).toBe('partner');
  expect((await made({ ...row, since: '2025' })).outcome).toBe('partner');
  expect((await made({ ...row, since: '2026' })).outcome).toBe('not established');
  expect((await made({ ...row, since: '2026-06' })).outcome).toBe('not established');
  expect((await made({ ...row, since: '2026-05' })).outcome).toBe('partner');
  const ended = { ...row, since: '2026-05' };
  expect((await made({ ...ended, until: '2026-06-01' })).outcome).toBe('not established');
  expect((await made({ ...ended, until: '2026-06-02' })).outcome).toBe('partner');
});

test('what nobody confirmed makes a partner that says so', async () => {
  const found = await made({ iso3: 'KOR', confidence: 'unverified' });
  expect(found.outcome).toBe('partner, unverified');
  expect(found.sentence).toContain('(unverified)');
});

test('the treaty is closed to Venezuela, the memorandum to a covered nation', async () => {
  expect(await made({})).toMatchObject({ outcome: 'not established' });
  const memorandum = await made({ iso3: 'CHN', route: 'usgs_memorandum', since: '2020' });
  expect(memorandum.routes.find(({ route }) => route === 'usgs_memorandum')).toMatchObject({
    ...{ holds: false, finding: 'the law closes this route to China' },
  });
  expect((await made({ iso3: 'COL' })).outcome).toBe('partner');
});

test('rules without the test and what is no country are refused', async () => {
  const facts = (await referenceData()).partnerFacts;
  const before = await rulesOf('srr-2024');
  expect(() => partnerOf(facts, before, 'CAN', '2025-01-01')).toThrowError(/no parameter/);
  const { tools, close } = await openWorkshop({
    ...{ dataFolder: 'unused', databaseUrl: undefined, threads: 1 },
  });
  await expect(judgePartner(tools, 'CANADA', DAY)).rejects.toMatchObject({
    code: 'partner.no_country',
  });
  const jobs = createJobs({ clockMs: tools.clockMs });
  const app = partnerRoutes({ ...tools, jobs, actOf: () => ({ by: 'test', on: DAY }) });
  const told = PartnerStanding.parse(await (await app.request('/FIN?on=2026-01-20')).json());
  expect(told).toMatchObject({ outcome: 'partner', on: '2026-01-20' });
  const all = (await (await app.request('/')).json()) as object[];
  expect(all).toContainEqual(expect.objectContaining({ country: 'KEN', outcome: 'partner' }));
  expect(all).toContainEqual(
    expect.objectContaining({ country: 'AFG', outcome: 'not established' }),
  );
  await close();
});
