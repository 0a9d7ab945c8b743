import { expect, test } from 'vitest';
import { clearMarket, type TradeMarket } from './trade-market.ts';

// Two countries: D makes 60 of 100 and uses 20 of them at home, F makes 40.
const two = (spare = Infinity): TradeMarket => ({
  producers: [
    { country: 'D', output: 60, homeUse: 1 / 3, spare: 0 },
    { country: 'F', output: 40, homeUse: 0, spare },
  ],
  demandElasticity: 0.35,
  supplyElasticity: 0.25,
  logPriceCap: Math.log(1000),
});
const DIGITS = 11;

test('two countries, a full stop: the closed form of two constant elasticities', () => {
  // Outside D 80 were used, 40 its exports: p = (80 / 40)^(1 / (0.35 + 0.25)), q = p^−0.35
  const price = 2 ** (1 / 0.6);
  const { priceRatio, availableShare } = clearMarket(two(), 'D', 1);
  expect(priceRatio).toBeCloseTo(price, DIGITS);
  expect(availableShare).toBeCloseTo(price ** -0.35, DIGITS);
});

test('two countries without a supply answer: the price clears demand alone', () => {
  // No spare capacity: 80 p^−0.35 = 40 + (1 − 0.25) 40
  const { priceRatio, availableShare } = clearMarket(two(0), 'D', 0.25);
  expect(priceRatio).toBeCloseTo((80 / 70) ** (1 / 0.35), DIGITS);
  expect(availableShare).toBeCloseTo(70 / 80, DIGITS);
});

test('capacity that runs out: what is spare is added, and the price does the rest', () => {
  // The closed form wants 40 × 2^(0.25 / 0.6) = 53.4 of F, which can make 44: 80 p^−0.35 = 44
  const { priceRatio, availableShare } = clearMarket(two(4), 'D', 1);
  expect(priceRatio).toBeCloseTo((80 / 44) ** (1 / 0.35), DIGITS);
  expect(availableShare).toBeCloseTo(44 / 80, DIGITS);
});

test('a partial restriction solves the equation it stands for', () => {
  const { priceRatio: p } = clearMarket(two(), 'D', 0.5);
  expect(80 * p ** -0.35).toBeCloseTo(40 * p ** 0.25 + 20, DIGITS - 2);
});

test('beyond the price at which buyers do without, they get what there is', () => {
  const market = { ...two(4), logPriceCap: Math.log(2) };
  const { priceRatio, availableShare } = clearMarket(market, 'D', 1);
  expect(priceRatio).toBeCloseTo(2, DIGITS);
  expect(availableShare).toBeCloseTo(44 / 80, DIGITS); // 40 × 2^0.25 = 47.6 would be more than 44
});

test('a single producer that stops leaves nothing; nothing withheld changes nothing', () => {
  const alone = { ...two(), producers: two().producers.slice(0, 1), logPriceCap: Math.log(10) };
  expect(clearMarket(alone, 'D', 1).availableShare).toBe(0);
  expect(clearMarket(alone, 'D', 0)).toEqual({ priceRatio: 1, availableShare: 1 });
  expect(clearMarket(two(), 'X', 1)).toEqual({ priceRatio: 1, availableShare: 1 });
});

test('many producers with kinks: the price clears the market, and rises with the restriction', () => {
  const market: TradeMarket = {
    producers: Array.from({ length: 12 }, (_, i) => ({
      country: `C${i}`,
      output: 1 + i,
      homeUse: 0.1 * (i % 5),
      spare: 0.05 * (i % 4) * (1 + i),
    })),
    demandElasticity: 0.2,
    supplyElasticity: 0.4,
    logPriceCap: Math.log(100),
  };
  let before = 1;
  for (const restriction of [0.2, 0.4, 0.6, 0.8, 1]) {
    const { priceRatio: p } = clearMarket(market, 'C11', restriction);
    const outside = market.producers.slice(0, 11);
    const exported = 12 * (1 - 0.1); // C11 uses a tenth of its 12 at home
    const demand = outside.reduce((sum, { output }) => sum + output, exported) * p ** -0.2;
    const supply = outside.reduce(
      (sum, { output, spare }) => sum + Math.min(output * p ** 0.4, output + spare),
      (1 - restriction) * exported,
    );
    expect(demand).toBeCloseTo(supply, DIGITS - 2);
    expect(p).toBeGreaterThan(before);
    before = p;
  }
});
