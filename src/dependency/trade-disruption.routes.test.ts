import { expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { disruptionRoutes } from './trade-disruption.routes.ts';
import { TradeDisruptions } from './trade-disruption.ts';

test('disruptions of one mineral by one country are served, with their range', async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  const routes = disruptionRoutes({
    ...opened.tools,
    jobs: createJobs({ clockMs: opened.tools.clockMs }),
    actOf: () => ({ by: 'test', on: '2026-01-02' }),
  });
  const response = await routes.request('/disruptions?mineral=gallium&country=chn&restriction=1');
  const found = TradeDisruptions.parse(await response.json());
  expect(found.scenarios.map(({ country, restriction }) => [country, restriction])).toEqual([
    ['CHN', 1],
  ]);
  expect(found.minerals[0]!.lowMusd).not.toBeNull();
  await opened.close();
});
