import { expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { CandidateList } from './eligible.ts';
import { ruleRoutes } from './rules.routes.ts';
import { Rule, RuleList } from './rules.ts';

async function openRoutes() {
  const { tools, close } = await openWorkshop({
    dataFolder: 'unused',
    databaseUrl: undefined,
    threads: 1,
  });
  const jobs = createJobs({ clockMs: tools.clockMs });
  const actOf = () => ({ by: 'test', on: '2026-06-01' as const });
  return { close, routes: ruleRoutes({ ...tools, jobs, actOf }) };
}

test('the parameters are served for a day, with what nobody has confirmed', async () => {
  const { close, routes } = await openRoutes();
  const list = RuleList.parse(await (await routes.request('/')).json());
  expect(list).toMatchObject({ ruleSet: 'srr-2026', on: '2026-06-01' });
  expect(list.unverified).toBeGreaterThan(0);
  const before = RuleList.parse(await (await routes.request('/?on=2024-12-01')).json());
  expect(before.ruleSet).toBe('srr-2024');
  const quorum = Rule.parse(await (await routes.request('/board.quorum')).json());
  expect(quorum).toMatchObject({ value: '4', confidence: 'unverified' });
  await close();
});

test('the candidates of the eligible list are served', async () => {
  const { close, routes } = await openRoutes();
  const list = CandidateList.parse(await (await routes.request('/eligible')).json());
  expect(list.candidates).toHaveLength(60);
  await close();
});
