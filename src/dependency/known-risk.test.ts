import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { knownRisk } from './known-risk.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const riskOf = (id: string) => knownRisk(data, findMineral(data, id));

test('what is known of a mineral that cannot be modelled is said', () => {
  expect(riskOf('cesium')).toBe('100 percent of use imported on balance (2025)');
  expect(riskOf('boron')).toMatch(
    /^exported on balance \(2025\); \d+ percent of imports from TUR$/,
  );
  expect(riskOf('uranium')).toContain('export controls: RUS ban 2022');
});

test('where nothing is published, that is said', () => {
  expect(riskOf('metallurgical_coal')).toBe(
    'no published figure says who supplies it or how much is imported',
  );
});
