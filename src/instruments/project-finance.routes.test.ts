import { expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { financeRoutes } from './project-finance.routes.ts';
import { parseUsdRates, showProjectFinance } from './project-finance.service.ts';
import { ProjectFinance } from './project-finance.ts';
import { financeLines } from './project-finance-text.ts';

test('the finance of a project is served, and read by a person with the same numbers', async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  const routes = financeRoutes({
    ...opened.tools,
    jobs: createJobs({ clockMs: opened.tools.clockMs }),
    actOf: () => ({ by: 'test', on: '2026-01-02' }),
  });
  const response = await routes.request('/lost-sheep/finance?rate=CAD%3D0.72');
  const found = ProjectFinance.parse(await response.json());
  const units = found.instruments.find(({ id }) => id === 'ares-units')!;
  expect(units).toMatchObject({ amount: 10499850.45, dilution: { label: 'dilutive' } });
  // CAD 10,499,850.45 at 0.72 beside the $11 million of the state
  expect(found.mobilised.privateUsd).toBeCloseTo(10499850.45 * 0.72, 2);
  expect(found.mobilised.publicUsd).toBe(11e6);
  const text = financeLines(found).join('\n');
  expect(text).toContain('CAD 10,499,850.45');
  expect(text).toContain('14.98 percent');
  await opened.close();
});

test('an unknown project is refused with those on record, and a rate that is none', async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  await expect(showProjectFinance(opened.tools, 'lost-cheap', {})).rejects.toMatchObject({
    code: 'project.no_finance',
    hint: expect.stringContaining('lost-sheep'),
  });
  expect(() => parseUsdRates(['CAD'])).toThrow("--rate cannot be 'CAD'");
  expect(parseUsdRates(['CAD=0.72'])).toEqual({ CAD: 0.72 });
  await opened.close();
});
