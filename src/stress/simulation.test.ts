import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { inputsOf, kernelOf, rounded } from '../../test/support/stress-kernel.ts';
import {
  plainLink,
  plainMineral,
  plainModel,
  scenarioOf,
} from '../../test/support/stress-model.ts';
import { openEnsemble } from './ensemble.ts';
import { onlyMineral, simulatePath, simulateRun } from './laboratory.ts';
import { LEVERS, type Lever } from './levers.ts';
import { buildStressModel } from './model.ts';
import { PRESETS } from './presets.ts';
import { simulateDraw } from './simulation.ts';
import type { Scenario } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

const half = { kind: 'restriction', country: 'AAA', quarters: 2, startQuarter: 1, depth: 0.5 };

let real: StressModel;
beforeAll(async () => {
  real = buildStressModel(await referenceData());
});

test('no shock, no shortage', () => {
  const { unmet, lossMusd, logPrice } = kernelOf();
  expect(rounded(unmet)).toEqual([0, 0, 0, 0]);
  expect(rounded(lossMusd)).toEqual([0, 0, 0, 0]);
  expect(rounded(logPrice)).toEqual([0, 0, 0, 0]);
});

test('half of the imports gone for two quarters: the closed form of two elasticities', () => {
  const { gap, unmet, lossMusd, logPrice } = kernelOf({ scenario: scenarioOf([half]) });
  // p = 0.5^(−1 / 0.5) = 4;  unmet = 1 − 4^−0.3;  a quarter's bill is 100 t at 10,000 USD/t = 1 M
  const short = 1 - 4 ** -0.3;
  const loss = 1000 * short + 3 * (1 - short) * 1;
  expect(rounded(gap)).toEqual([0, 0.5, 0.5, 0]);
  expect(rounded(unmet)).toEqual(rounded([0, short, short, 0]));
  expect(rounded(lossMusd)).toEqual(rounded([0, loss, loss, 0]));
  expect(rounded(logPrice)).toEqual(rounded([0, Math.log(4), Math.log(4), 0]));
});

test('a stock covers the gap until it is empty', () => {
  const { unmet, gap } = kernelOf({
    scenario: scenarioOf([half]),
    stockTonnes: { unobtainium: 50 }, // the first quarter's gap of 0.5 × 100 t
  });
  expect(rounded(gap)).toEqual([0, 0.5, 0.5, 0]); // the gap is what the reserve meets, before it does
  expect(rounded(unmet).map((each) => each > 0)).toEqual([false, false, true, false]);
});

test('industry stocks go first, and are bought back in part in each calm quarter', () => {
  const settings = { ...plainModel().settings, industryStockQuarters: 0.5 };
  const again = { ...half, startQuarter: 4, quarters: 1 };
  const { gap } = kernelOf({
    model: plainModel({ settings }),
    scenario: scenarioOf([half, again]),
    quarters: 5,
  });
  // empty after the first quarter of the shock; the calm quarter 3 brings back half of 0.5
  expect(rounded(gap)).toEqual([0, 0, 0.5, 0, 0.25]);
});

test('the price rises in part while industry stocks still cover the gap', () => {
  const settings = {
    ...plainModel().settings,
    industryStockQuarters: 0.5,
    priceForesight: 0.5,
  };
  const { unmet, logPrice } = kernelOf({
    model: plainModel({ settings }),
    scenario: scenarioOf([half]),
  });
  expect(unmet[1]).toBe(0);
  // the first quarter is covered from stock: half of ln 4; the second is not: ln 4
  expect(rounded(logPrice)).toEqual(rounded([0, Math.log(4) / 2, Math.log(4), 0]));
});

test('leakage and severity scale a named shock', () => {
  const leaking = kernelOf({ scenario: scenarioOf([{ ...half, leakage: 0.6 }]) });
  const mild = kernelOf({ scenario: scenarioOf([half], { severity: 0.4 }) });
  expect(rounded(leaking.gap)).toEqual([0, 0.2, 0.2, 0]); // 0.5 × (1 − 0.6)
  expect(rounded(mild.gap)).toEqual([0, 0.2, 0.2, 0]); // 0.5 × 0.4
});

test('of two cuts of one link the deeper one counts, and they do not add up', () => {
  const both = scenarioOf([half, { ...half, depth: 0.3 }]);
  expect(rounded(kernelOf({ scenario: both }).gap)).toEqual([0, 0.5, 0.5, 0]);
});

test('detours stay shut while all that is barred is destroyed as well', () => {
  const settings = {
    ...plainModel().settings,
    rerouteShare: { low: 0.5, mid: 0.5, high: 0.5 },
    rerouteRamp: 0.5,
  };
  // of shares whose sums do not cancel: 0.1 + 0.2 - 0.1 - 0.2 is 2.8e-17
  const links = [0.1, 0.2].map((share, at) => plainLink({ iso3: at === 0 ? 'AAA' : 'BBB', share }));
  const always = { low: 1, mid: 1, high: 1 }; // as a range, so that it comes after the fixed shocks
  const shocks = ['AAA', 'BBB'].flatMap((country) => [
    { kind: 'ban', country, quarters: 2, depth: 1 },
    { kind: 'outage', country, quarters: 1, depth: always },
  ]);
  const { gap } = kernelOf({
    model: plainModel({ settings, links }),
    scenario: scenarioOf(shocks),
  });
  // once the mines run again a first quarter of the ban brings 0.5 x 0.5 of the 0.3 by detours
  expect(rounded(gap)).toEqual(rounded([0.3, 0.3 * (1 - 0.25), 0, 0]));
});

test('a new mine takes the place of what is cut', () => {
  const { gap } = kernelOf({
    scenario: scenarioOf([half]),
    addedSupply: [{ mineral: 'unobtainium', tonnesPerYear: 80, startQuarter: 2 }], // 20 t a quarter
  });
  expect(rounded(gap)).toEqual([0, 0.5, 0.3, 0]);
});

const atHome = plainLink({ flow: 'home', iso3: 'USA', general: -1 });

test('an outage at home is replaced by nothing, a closed mine by imports', () => {
  const model = plainModel({
    minerals: [plainMineral({ importShare: { low: 0.4, mid: 0.4, high: 0.4 } })],
    links: [plainLink(), atHome],
  });
  const outage = { kind: 'outage', country: 'USA', quarters: 4, depth: 1 };
  expect(rounded(kernelOf({ model, scenario: scenarioOf([outage]) }).gap)).toEqual([
    0.6, 0.6, 0.6, 0.6,
  ]);
  const ranged = { ...outage, depth: { low: 0.5, mid: 0.5, high: 0.5 } };
  expect(rounded(kernelOf({ model, scenario: scenarioOf([ranged]) }).gap)).toEqual([
    0.3, 0.3, 0.3, 0.3,
  ]);
  const dumping = { kind: 'dumping', quarters: 4, depth: 0.5 };
  const { gap, logPrice } = kernelOf({ model, scenario: scenarioOf([dumping]) });
  expect(rounded(gap)).toEqual([0, 0, 0, 0]);
  expect(logPrice[0]).toBeCloseTo(Math.log(0.5), 9);
});

test('a hazard is active for the share of time that its two-state chain says', () => {
  // onset 0.1 from rest, recovery 0.25: π = 0.1 / (0.1 + 0.25), reached from 0 as 1 − 0.65^q
  const hazard = { ...plainModel().hazards[0]!, onsetPerQuarter: 0.1 };
  const kernel = openEnsemble(inputsOf({ model: plainModel({ hazards: [hazard] }) }));
  const draws = 40_000;
  const active = [0, 0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    simulateDraw(kernel, draw);
    for (let q = 0; q < 4; q++) active[q]! += kernel.gap[q]! > 0 ? 1 : 0;
  }
  active.forEach((count, q) => {
    const expected = (0.1 / 0.35) * (1 - 0.65 ** (q + 1));
    const fiveErrors = 5 * Math.sqrt((expected * (1 - expected)) / draws);
    expect(Math.abs(count / draws - expected)).toBeLessThan(fiveErrors);
  });
});

test('correlated hazards strike as often as uncorrelated ones, but more often together', () => {
  const hazards = ['AAA', 'BBB'].map((iso3) => ({
    ...plainModel().hazards[0]!,
    id: `${iso3}:general`,
    iso3,
    onsetPerQuarter: 0.1,
    recoveryPerQuarter: 1,
  }));
  const links = ['AAA', 'BBB'].map((iso3, h) => plainLink({ iso3, share: 0.5, general: h }));
  const frequency = (blocCorrelation: number) => {
    const settings = { ...plainModel().settings, blocCorrelation };
    const model = plainModel({ hazards, links, settings });
    const kernel = openEnsemble(inputsOf({ model, quarters: 1 }));
    let one = 0;
    let both = 0;
    for (let draw = 0; draw < 40_000; draw++) {
      simulateDraw(kernel, draw);
      const struck = Math.round(kernel.gap[0]! / 0.25);
      one += struck / 2 / 40_000;
      both += struck === 2 ? 1 / 40_000 : 0;
    }
    return { one, both };
  };
  const apart = frequency(0);
  const tied = frequency(0.6);
  expect(apart.both).toBeCloseTo(0.01, 2); // 0.1 × 0.1
  expect(tied.one).toBeCloseTo(apart.one, 2);
  expect(tied.both).toBeGreaterThan(2.5 * apart.both);
});

test('a mineral fares the same alone as among all others', () => {
  const inputs = inputsOf({ model: real, scenario: PRESETS[1]!, quarters: 20 });
  const whole = openEnsemble(inputs);
  const m = real.minerals.findIndex(({ mineral }) => mineral === 'gallium');
  const scenario = {
    ...PRESETS[1]!,
    shocks: [{ ...PRESETS[1]!.shocks[0]!, minerals: ['gallium'] }],
  };
  const alone = openEnsemble({ ...inputs, model: onlyMineral(real, 'gallium'), scenario });
  for (let draw = 0; draw < 50; draw++) {
    simulateDraw(whole, draw);
    simulateDraw(alone, draw);
    for (let q = 0; q < 20; q++) {
      expect(alone.lossMusd[q]).toBe(whole.lossMusd[q * whole.minerals + m]);
      expect(alone.logPrice[q]).toBe(whole.logPrice[q * whole.minerals + m]);
    }
  }
});

test('a draw is the same whatever was simulated before it', () => {
  const inputs = inputsOf({ model: real, quarters: 20 });
  const busy = openEnsemble(inputs);
  for (let draw = 0; draw < 9; draw++) simulateDraw(busy, draw);
  const fresh = openEnsemble(inputs);
  simulateDraw(fresh, 8);
  expect([...fresh.lossMusd]).toEqual([...busy.lossMusd]);
});

test('more stock never raises unmet demand, in any draw of the real model', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.double({ min: 0, max: 50, noNaN: true }), (draw, tonnes) => {
      const scenario = PRESETS.find(({ id }) => id === 'china-full-stop')!;
      const lossWith = (gallium: number) => {
        const kernel = openEnsemble(
          inputsOf({ model: real, scenario, quarters: 20, stockTonnes: { gallium } }),
        );
        simulateDraw(kernel, draw);
        return kernel.unmet.reduce((sum, each) => sum + each, 0);
      };
      expect(lossWith(tonnes + 5)).toBeLessThanOrEqual(lossWith(tonnes) + 1e-9);
    }),
    { numRuns: 40 },
  );
});

test('every preset runs on the real model and does what it says to its minerals', () => {
  const base = simulateRun(real, PRESETS[0]!, { draws: 1000, seed: 7, years: 5 });
  for (const preset of PRESETS.slice(1)) {
    const run = simulateRun(real, preset, { draws: 1000, seed: 7, years: 5 });
    expect(run.total.lossMusd.mean, preset.id).toBeGreaterThan(base.total.lossMusd.mean);
  }
});

test('bands of a path hold each other and follow the shock', () => {
  const preset = PRESETS.find(({ id }) => id === 'fluorspar-mexico-outage')!;
  const options = { mineral: 'fluorspar', draws: 500, seed: 7, years: 5, stockTonnes: 0 };
  const path = simulatePath(real, preset, options);
  const calm = simulatePath(real, PRESETS[0]!, options);
  expect(path.unmetTonnes.p50[1]).toBeGreaterThan(calm.unmetTonnes.p50[1]!);
  for (let q = 0; q < path.quarters; q++) {
    expect(path.priceRatio.p05[q]).toBeLessThanOrEqual(path.priceRatio.p50[q]!);
    expect(path.priceRatio.p50[q]).toBeLessThanOrEqual(path.priceRatio.p95[q]!);
  }
});

test.each(LEVERS.map((lever) => [lever.id, lever] as const))(
  'the lever %s moves some result at each of its ends',
  (id, lever: Lever) => {
    const lossAt = (scenario: Scenario, value: number) => {
      const run = simulateRun(
        real,
        { ...scenario, levers: { ...scenario.levers, [id]: value } },
        { draws: 300, seed: 7, years: 5, stockTonnes: { gallium: 20 } },
      );
      if (lever.more !== 'shifts') return run.total.lossMusd.mean;
      return -run.minerals.find(({ mineral }) => mineral === 'gallium')!.unmetByClass.military;
    };
    const ends = [lever.min, lever.max].filter((end) => end !== lever.default);
    const moved = PRESETS.filter((preset) => preset.shocks.length > 0).some((preset) => {
      const usual = lossAt(preset, lever.default);
      return ends.every((end) => {
        const isMore = end > lever.default === (lever.more !== 'lowers');
        return isMore ? lossAt(preset, end) > usual : lossAt(preset, end) < usual;
      });
    });
    expect(moved).toBe(true);
  },
);

test('a longer shock lasts so many whole quarters more', () => {
  const gapAt = (durationScale: number) =>
    rounded(kernelOf({ scenario: scenarioOf([half], { durationScale }) }).gap);
  expect(gapAt(1)).toEqual([0, 0.5, 0.5, 0]);
  expect(gapAt(0.25)).toEqual([0, 0.5, 0, 0]); // 2 × 0.25, up to one
  expect(gapAt(1.25)).toEqual([0, 0.5, 0.5, 0.5]); // 2 × 1.25, up to three
});

test('leakage comes beside that of the shock, and nothing leaks twice', () => {
  const gapAt = (leakage: number, own: number) =>
    rounded(kernelOf({ scenario: scenarioOf([{ ...half, leakage: own }], { leakage }) }).gap);
  expect(gapAt(0.4, 0.2)).toEqual([0, 0.2, 0.2, 0]); // 0.5 × (1 − 0.6)
  expect(gapAt(0.8, 0.4)).toEqual([0, 0, 0, 0]);
});

test('twice the stock of industry covers twice as much', () => {
  const settings = { ...plainModel().settings, industryStockQuarters: 0.5 };
  const scenario = scenarioOf([half], { industryStockScale: 2 });
  expect(rounded(kernelOf({ model: plainModel({ settings }), scenario }).gap)).toEqual([
    0, 0, 0, 0,
  ]);
});
