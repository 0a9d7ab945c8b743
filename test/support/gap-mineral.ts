import type { CreditedProject } from '../../src/capacity-gap/credited-supply.ts';
import type { GapMineral } from '../../src/capacity-gap/gap-model.ts';
import { exactly } from '../../src/dependency/assumptions.ts';
import type { DemandCase } from '../../src/minerals/reference-data.ts';

/*
 * A mineral of our own making, in round numbers: 1,000 t are used, 40 percent of them are imported,
 * half of that from partners, and a tonne of yearly output costs 10,000 dollars.
 */

export const FLAT: DemandCase = {
  id: 'flat',
  name: 'Demand stays what it was',
  method: 'level',
  growthLow: null,
  growthMid: null,
  growthHigh: null,
  rationale: 'a test',
  confidence: 'verified',
};

export const GROWING: DemandCase = {
  ...FLAT,
  id: 'growing',
  method: 'growth',
  growthLow: 0.1,
  growthMid: 0.1,
  growthHigh: 0.1,
};

export const project = (change: Partial<CreditedProject> = {}): CreditedProject => ({
  id: 'p',
  project: 'P',
  mineral: 'x',
  side: 'home',
  status: 'committed',
  weight: exactly(0.9),
  tonnesPerYear: 200,
  startQuarter: exactly(4), // the first quarter of 2027
  delayQuarters: 0,
  capitalMusd: null,
  assumed: [],
  source: 'a test',
  ...change,
});

export const gapMineral = (change: Partial<GapMineral> = {}): GapMineral => ({
  mineral: 'x',
  name: 'X',
  demand: {
    history: [],
    group: null,
    share: exactly(1),
    latest: exactly(1000),
    level: exactly(1000),
    line: null,
    isAssumed: false,
    assumed: [],
  },
  importShare: exactly(0.4),
  partnerShare: 0.5,
  isAtLeast: false,
  projects: [],
  capital: { usdPerAnnualTonne: exactly(10_000), basis: 'assumed', sentence: 'a test' },
  output: null,
  assumed: [],
  evidence: [],
  ...change,
});
