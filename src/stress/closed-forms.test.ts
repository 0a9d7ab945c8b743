import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inputsOf, kernelOf, rounded } from '../../test/support/stress-kernel.ts';
import {
  plainLink,
  plainMineral,
  plainModel,
  plainUse,
  scenarioOf,
} from '../../test/support/stress-model.ts';
import { openEnsemble } from './ensemble.ts';
import { simulateDraw } from './simulation.ts';
import type { ChainMineral, ChainSettings, StressModel } from './supply-chain.ts';

/*
 * Markets whose course has a closed form: one mineral of 100 t a quarter, without noise. The formula
 * of each stands in its test.
 */

const exactly = (value: number) => ({ low: value, mid: value, high: value });
const eachQuarter = (count: number, value: (quarter: number) => number) =>
  rounded(Array.from({ length: count }, (_, quarter) => value(quarter)));

/** A plain model with some settings and figures of its mineral changed. */
function modelWith(
  settings: Partial<ChainSettings>,
  mineral: Partial<ChainMineral> = {},
  rest: Partial<StressModel> = {},
): StressModel {
  return plainModel({
    settings: { ...plainModel().settings, ...settings },
    minerals: [plainMineral(mineral)],
    ...rest,
  });
}

const ban = (depth: number, quarters: number, rest: object = {}) => ({
  kind: 'ban',
  country: 'AAA',
  quarters,
  depth,
  ...rest,
});

/** The price at which demand p^-a and supply s p^b meet, by halving. */
function clearingPrice(supply: number, a: number, b: number): number {
  let [low, high] = [1, 1e9];
  for (let step = 0; step < 200; step++) {
    const middle = Math.sqrt(low * high);
    if (middle ** -a > supply * middle ** b) low = middle;
    else high = middle;
  }
  return low;
}

test('two countries, one of which stops: the price is where demand and supply meet', () => {
  const share = fc.integer({ min: 5, max: 95 }).map((percent) => percent / 100);
  fc.assert(
    fc.property(share, share, share, share, (part, depth, a, b) => {
      const model = modelWith(
        {},
        { demandElasticity: exactly(a), supplyElasticity: exactly(b) },
        {
          links: [plainLink({ share: part }), plainLink({ iso3: 'BBB', share: 1 - part })],
        },
      );
      const { unmet, logPrice } = kernelOf({ model, scenario: scenarioOf([ban(depth, 4)]) });
      const price = clearingPrice(1 - part * depth, a, b);
      fc.pre(price < 1000); // beyond the cap buyers do without
      expect(Math.exp(logPrice[0]!) / price).toBeCloseTo(1, 9);
      expect(unmet[0]).toBeCloseTo(1 - price ** -a, 9);
    }),
    { seed: 7 },
  );
});

test('beyond the price cap supply answers as far as the cap, and buyers do without', () => {
  const { unmet, logPrice } = kernelOf({
    model: modelWith({ priceCapRatio: 3 }),
    scenario: scenarioOf([ban(0.8, 4)]),
  });
  // 0.2 of supply clears at 0.2^(-1 / 0.5) = 25 times the price; at 3 times it is 0.2 x 3^0.2
  expect(unmet[0]).toBeCloseTo(1 - 0.2 * 3 ** 0.2, 9);
  expect(logPrice[0]).toBeCloseTo(Math.log(3), 9);
});

test('spare capacity comes as a geometric series, up to its limit', () => {
  const gapWith = (limit: number) =>
    kernelOf({
      model: modelWith({ spareRamp: 0.25 }, { spareShare: exactly(limit) }),
      scenario: scenarioOf([ban(0.4, 8)]),
      quarters: 8,
    }).gap;
  expect(rounded(gapWith(1))).toEqual(eachQuarter(8, (q) => 0.4 * 0.75 ** (q + 1)));
  expect(rounded(gapWith(0.1))).toEqual(eachQuarter(8, (q) => 0.4 - 0.1 * (1 - 0.75 ** (q + 1))));
});

test('detours open while a control lasts and close as fast after it', () => {
  const { gap } = kernelOf({
    model: modelWith({ rerouteShare: exactly(0.5), rerouteRamp: 0.4 }),
    scenario: scenarioOf([ban(0.8, 2), ban(0.8, 2, { startQuarter: 4 })]),
    quarters: 6,
  });
  const open = (quarters: number) => 0.5 * (1 - 0.6 ** quarters);
  const again = open(2) * 0.6 ** 2; // two quarters without a control
  const after = (quarters: number) => 0.5 - (0.5 - again) * 0.6 ** quarters;
  expect(rounded(gap)).toEqual(
    rounded([
      0.8 * (1 - open(1)),
      0.8 * (1 - open(2)),
      0,
      0,
      0.8 * (1 - after(1)),
      0.8 * (1 - after(2)),
    ]),
  );
});

test('what is destroyed has no detours', () => {
  const { gap } = kernelOf({
    model: modelWith({ rerouteShare: exactly(1), rerouteRamp: 1 }),
    scenario: scenarioOf([ban(0.8, 4), { ...ban(0.3, 4), kind: 'outage' }]),
  });
  expect(rounded(gap)).toEqual([0.3, 0.3, 0.3, 0.3]); // the other 0.5 is barred, and comes round
});

/** A by-product of zinc that could grow by a quarter on the ore of today. */
const byproduct = (spareShare: number) =>
  modelWith(
    { spareRamp: 1 },
    { feed: 0, feedSlack: exactly(0.25), spareShare: exactly(spareShare) },
    {
      feeds: [{ id: 'zinc-ore', name: 'Zinc ore', mineral: 'zinc' }],
      links: [
        plainLink({ iso3: 'AAA' }),
        plainLink({ flow: 'feed', iso3: 'BBB', share: 0.6, general: -1 }),
      ],
    },
  );
const oreOutage = (depth: number) => ({
  ...ban(depth, 4),
  kind: 'outage',
  country: 'BBB',
  minerals: ['zinc'],
});

test('a by-product cannot outgrow its ore (R5.08): host output x content x recovery', () => {
  // At most 1.25 of today's output is in today's ore; of 1 - 0.6 x 0.5 of the ore it is 0.875.
  const scenario = scenarioOf([oreOutage(0.5)]);
  const { gap, closing } = kernelOf({ model: byproduct(1), scenario });
  expect(rounded(gap)).toEqual(eachQuarter(4, () => 1 - 1.25 * (1 - 0.6 * 0.5)));
  expect(closing!.spare[0]).toBe(0); // there is no ore for it
  // A tenth of the ore is within the slack: 1.25 x (1 - 0.06) > 1.
  expect(kernelOf({ model: byproduct(1), scenario: scenarioOf([oreOutage(0.1)]) }).gap[0]).toBe(0);
  // Spare capacity makes up for a ban of the metal, as far as the ore goes: 0.875 in all.
  const both = scenarioOf([oreOutage(0.5), ban(0.4, 4)]);
  expect(rounded(kernelOf({ model: byproduct(1), scenario: both }).gap)).toEqual(
    eachQuarter(4, () => 1 - 1.25 * (1 - 0.6 * 0.5)),
  );
});

test('a plant that stands still takes its share of its country, and no other', () => {
  const hazards = [
    ...plainModel().hazards,
    { ...plainModel().hazards[0]!, id: 'plant:alpha', kind: 'plant' as const, bloc: -1 },
  ];
  const plants = [{ hazard: 1, share: 0.4 }];
  const links = [plainLink({ share: 0.5, plants }), plainLink({ iso3: 'BBB', share: 0.5 })];
  const shock = { kind: 'outage', plant: 'alpha', quarters: 4, depth: 0.5 };
  const { gap } = kernelOf({
    model: plainModel({ hazards, links }),
    scenario: scenarioOf([shock]),
  });
  expect(rounded(gap)).toEqual(eachQuarter(4, () => 0.5 * 0.4 * 0.5));
});

test('licences are granted evenly over four quarters, up to the leakage', () => {
  const { gap } = kernelOf({
    scenario: scenarioOf([{ ...ban(1, 6), kind: 'licence', leakage: 0.8 }]),
    quarters: 6,
  });
  expect(rounded(gap)).toEqual(eachQuarter(6, (q) => 1 - 0.8 * Math.min(1, (q + 1) / 4)));
});

test('others sell what we keep out by sanctions, over four quarters, and more where more leaks', () => {
  const gapWith = (leakage: number) =>
    kernelOf({
      model: modelWith({ sanctionSwap: 0.6 }),
      scenario: scenarioOf([{ ...ban(1, 6), kind: 'sanctions', leakage }]),
      quarters: 6,
    }).gap;
  const expected = (most: number) => eachQuarter(6, (q) => 1 - most * Math.min(1, (q + 1) / 4));
  expect(rounded(gapWith(0))).toEqual(expected(0.6));
  expect(rounded(gapWith(0.9))).toEqual(expected(0.9));
});

test('a war takes what its country ships, and its bloc holds back in part', () => {
  const links = [
    plainLink({ iso3: 'CHN', share: 0.5 }),
    plainLink({ iso3: 'RUS', share: 0.3 }), // of the same bloc
    plainLink({ iso3: 'JPN', share: 0.2 }), // of another
  ];
  const { gap } = kernelOf({
    model: modelWith({ blocs: 5, warFollowers: 0.25 }, {}, { links }),
    scenario: scenarioOf([{ ...ban(0.8, 4), kind: 'war', country: 'CHN' }]),
  });
  expect(rounded(gap)).toEqual(eachQuarter(4, () => 0.5 * 0.8 + 0.3 * 0.8 * 0.25));
});

test('ships that do not come leave what is made at home', () => {
  const links = ['AAA', 'BBB'].map((iso3) => plainLink({ iso3, share: 0.5 }));
  const model = modelWith({}, { importShare: exactly(0.7) }, { links });
  const lost = { kind: 'transport-loss', quarters: 4, depth: 0.6 };
  const gapOf = (shock: object) => rounded(kernelOf({ model, scenario: scenarioOf([shock]) }).gap);
  expect(gapOf(lost)).toEqual(eachQuarter(4, () => 0.7 * 0.6));
  expect(gapOf({ ...lost, country: 'BBB' })).toEqual(eachQuarter(4, () => 0.7 * 0.5 * 0.6));
});

/** Soldiers use 0.3 of it and give way half as readily as the mean; others lose less per tonne. */
const twoUses = () =>
  modelWith(
    {},
    {
      uses: [
        plainUse({
          share: 0.3,
          readiness: 0.5,
          classShare: { military: 1, essential: 0, other: 0 },
          stakeFactor: 2,
        }),
        plainUse({ share: 0.7, readiness: (1 - 0.3 * 0.5) / 0.7, stakeFactor: (1 - 0.6) / 0.7 }),
      ],
    },
  );

test('defence first moves exactly what is released, and at most what the military lack', () => {
  const shortWith = (stock: number, defenceFirst: number) => {
    const kernel = kernelOf({
      model: twoUses(),
      scenario: scenarioOf([ban(0.5, 1)], { defenceFirst }),
      stockTonnes: { unobtainium: stock },
    });
    const { unmetSum, earlySum, shiftedSum, lossSumMusd } = kernel.draw;
    const [unmet, early, shifted] = [unmetSum[0]!, earlySum[0]!, shiftedSum[0]!];
    const military = 0.3 * (0.5 * early + unmet - early);
    return { unmet, military, shifted, loss: lossSumMusd[0]! };
  };
  const plain = shortWith(4, 0);
  expect(plain.shifted).toBe(0);
  expect(shortWith(4, 1).shifted).toBeCloseTo(0.04, 12); // 4 t of 100 t, all of it
  expect(shortWith(4, 0.5).shifted).toBeCloseTo(0.02, 12);
  const ample = shortWith(30, 1);
  expect(ample.shifted).toBeCloseTo(ample.military, 12); // less than the 0.3 that is released
  // A tonne of the others' is at stake with 0.4 / 0.7 of the mean, a soldier's with 2: 1,000 M a quarter.
  expect(shortWith(4, 1).loss).toBeCloseTo(plain.loss + 0.04 * (0.4 / 0.7 - 2) * 1000, 9);
});

test('the reserve keeps its floor, and waits for the price that opens it', () => {
  const releasedWith = (levers: object) =>
    rounded(
      kernelOf({
        scenario: scenarioOf([ban(0.5, 4)], levers),
        stockTonnes: { unobtainium: 120 },
      }).closing!.reserve,
    );
  expect(releasedWith({})).toEqual([0.5, 0.5, 0.2, 0]); // 120 t
  const quarter = 365 / 4;
  expect(releasedWith({ coverFloorDays: quarter / 2 })).toEqual([0.5, 0.2, 0, 0]); // but 50 t
  expect(releasedWith({ releaseShare: 0.4 })).toEqual([0.2, 0.2, 0.2, 0.2]);
  // The price of the quarter before decides: 1, then 4, then 1 after a quarter that was covered.
  expect(releasedWith({ releaseTrigger: 2 })).toEqual([0, 0.5, 0, 0.5]);
});

test('a market answers by its first elasticities at once and goes to its lasting ones', () => {
  const { logPrice, unmet } = kernelOf({
    model: modelWith({
      firstAnswer: exactly(0.5),
      lastingAnswer: exactly(2),
      adaptationShare: 0.3,
    }),
    scenario: scenarioOf([ban(0.5, 40)]),
    quarters: 40,
  });
  const answer = (q: number) => 0.5 + 1.5 * (1 - 0.7 ** (q + 1));
  expect(rounded(logPrice)).toEqual(eachQuarter(40, (q) => Math.log(2) / (0.5 * answer(q))));
  expect(rounded(unmet)).toEqual(
    eachQuarter(40, () => 1 - 0.5 ** (0.3 / 0.5)), // both sides adapt alike: the split stays
  );
  expect(logPrice[39]).toBeCloseTo(Math.log(2) / (0.5 * 2), 5);
});

test('old scrap grows by its boost as a shortage lasts', () => {
  const { gap, closing } = kernelOf({
    model: modelWith(
      { recyclingBoost: 0.5, adaptationShare: 0.25 },
      { importShare: exactly(0.8), recycledShare: 0.2 },
    ),
    scenario: scenarioOf([ban(0.5, 8)]),
    quarters: 8,
  });
  const more = (q: number) => 0.2 * 0.5 * (1 - 0.75 ** (q + 1));
  expect(rounded(closing!.recycled)).toEqual(eachQuarter(8, more));
  expect(rounded(gap)).toEqual(eachQuarter(8, (q) => 0.8 * 0.5 - more(q)));
});

test('industry refills its stock by a geometric series', () => {
  const again = ban(1, 1, { startQuarter: 5 });
  const { gap } = kernelOf({
    model: modelWith({ industryStockQuarters: 0.5, restockShare: 0.5 }),
    scenario: scenarioOf([ban(1, 1), again]),
    quarters: 6,
  });
  expect(gap[5]).toBeCloseTo(1 - 0.5 * (1 - 0.5 ** 4), 9); // four calm quarters
});

test('a price war closes mines over four quarters for good; imports take their place', () => {
  const { gap, logPrice } = kernelOf({
    model: modelWith({ dumpingExitShare: 0.5 }, { importShare: exactly(0.2) }),
    scenario: scenarioOf([
      { kind: 'dumping', quarters: 2, depth: 0.4 },
      ban(1, 1, { startQuarter: 3 }),
    ]),
  });
  expect(rounded(logPrice).slice(0, 2)).toEqual(rounded([Math.log(0.6), Math.log(0.6)]));
  // In two quarters half of what it would close is; after it, all: 0.5 x 0.4 of the 0.8 at home.
  expect(gap[3]).toBeCloseTo(0.2 + 0.8 * 0.5 * 0.4, 9);
});

test('demand grows by its yearly rate, and a surge comes on top', () => {
  const { gap } = kernelOf({
    scenario: scenarioOf([{ kind: 'demand-surge', startQuarter: 3, quarters: 1, depth: 0.1 }], {
      demandGrowth: 0.04,
    }),
  });
  expect(rounded(gap)).toEqual(
    eachQuarter(4, (q) => 1.04 ** ((q + 1) / 4) * (q === 3 ? 1.1 : 1) - 1),
  );
});

test('without noise and hazards every draw is the same', () => {
  const kernel = openEnsemble(inputsOf({ scenario: scenarioOf([ban(0.5, 2)]) }));
  const draws = [0, 1, 17, 4000].map((draw) => {
    simulateDraw(kernel, draw);
    return [...kernel.lossMusd, ...kernel.logPrice];
  });
  for (const each of draws) expect(each).toEqual(draws[0]);
});
