import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lodestock } from '../../test/support/command-line.ts';
import { referenceData } from '../../test/support/reference.ts';
import { twoDigits } from '../base/number-text.ts';
import { buildStressModel } from './model.ts';
import { StressRun } from './stress.ts';

/*
 * The page that recomputes a number by hand: its inputs against the model, its arithmetic against a
 * few lines of plain arithmetic here, its results against what the program prints.
 */

const page = readFileSync('docs/models/stress-example.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => cells.slice(1, -1));

/** The value of an input by its symbol. */
function input(symbol: string): number {
  const [row] = rows.filter(([first]) => first === symbol);
  return Number(row?.[2]);
}

/** The numbers of the three quarters in the row that begins with these words. */
function quarters(words: string): number[] {
  const [row] = rows.filter(([first]) => first!.replaceAll('*', '').startsWith(words));
  return row!.slice(1, 4).map(Number);
}

const figure = (text: string) => Number(text.replaceAll(',', ''));
/** Numbers of the page that follow words, as in 'prints 37,814 t'. */
const figuresAfter = (words: RegExp) => words.exec(page)!.slice(1).map(figure);

/** The three quarters again, from the inputs of the page. */
function recompute() {
  const [v, alpha, sigma, r] = [input('v'), input('α'), input('σ'), input('r')];
  const [demandSide, supplySide] = [input('ε_d'), input('ε_s')];
  const tonnes = input('D') / 4;
  const spendMusd = (tonnes * input('p₀')) / 1e6;
  let [adaptation, spare, stock, logPrice] = [0, 0, input('B') / (365 / 4), 0];
  return [1, 2, 3].map(() => {
    adaptation += alpha * (1 - adaptation);
    spare += r * (sigma - spare);
    const before = stock;
    const drawn = Math.min(stock, v - spare);
    stock -= drawn;
    const gap = v - spare - drawn;
    const k = input('k₁') + (input('k₂') - input('k₁')) * adaptation;
    const x = Math.log(1 / (1 - gap)) / (k * (demandSide + supplySide));
    const met = Math.exp(-demandSide * k * x);
    const stake = (input('V') / 4) * (1 - met);
    const bill = (Math.exp(x) - 1) * met * spendMusd;
    const world = Math.log(1 / (1 - v + spare)) / (k * (demandSide + supplySide));
    logPrice += input('θ') * (x + input('ω') * (world - x) - logPrice);
    return {
      missing: v,
      adaptation,
      spare,
      before,
      drawn,
      gap,
      S: 1 - gap,
      k,
      x,
      met,
      stake,
      bill,
      world,
      logPrice,
    };
  });
}

test('what goes into the number is what the model has', async () => {
  const model = buildStressModel(await referenceData());
  const fluorspar = model.minerals.find(({ mineral }) => mineral === 'fluorspar')!;
  const link = model.links.find(
    ({ flow, of, iso3 }) =>
      flow === 'imports' && model.minerals[of] === fluorspar && iso3 === 'MEX',
  )!;
  const { settings } = model;
  expect(input('D')).toBe(fluorspar.demandTonnesPerYear);
  expect(input('p₀')).toBe(fluorspar.priceUsdPerTonne);
  expect(input('v')).toBeCloseTo(link.share, 6);
  expect(input('V')).toBeCloseTo(fluorspar.stakeMusdPerYear.mid, 2);
  expect(input('V')).toBeCloseTo(25 * Math.sqrt(1000 * 173.9), 2);
  expect(input('ε_d')).toBe(fluorspar.demandElasticity.mid);
  expect(input('ε_s')).toBe(fluorspar.supplyElasticity.mid);
  expect(input('k₁')).toBe(settings.firstAnswer.mid);
  expect(input('k₂')).toBe(settings.lastingAnswer.mid);
  expect(input('α')).toBe(settings.adaptationShare);
  expect(input('σ')).toBe(fluorspar.spareShare.mid);
  expect(input('r')).toBe(settings.spareRamp);
  expect(input('θ')).toBe(settings.priceAdjustment);
  expect(input('ω')).toBe(settings.priceForesight);
  expect(input('B')).toBeCloseTo((settings.industryStockQuarters * 365) / 4, 9);
  // What the page says does not matter: wholly imported, no ore, no scrap, one use.
  expect(fluorspar).toMatchObject({ importShare: { mid: 1 }, feed: -1, recycledShare: 0 });
  expect(fluorspar.uses).toHaveLength(1);
});

test('every number of the three quarters follows from those before it', () => {
  const found = recompute();
  const expectRow = (words: string, field: keyof (typeof found)[number], digits: number) => {
    const written = quarters(words);
    found.forEach((each, q) => {
      // Off by at most one in the last digit, for the page rounds what it goes on with.
      expect(Math.abs(written[q]! - each[field]), `${words} ${q + 1}`).toBeLessThan(10 ** -digits);
    });
  };
  expectRow('missing', 'missing', 6);
  expectRow('A ←', 'adaptation', 6);
  expectRow('spare ←', 'spare', 6);
  expectRow("industry's stock before", 'before', 6);
  expectRow('drawn', 'drawn', 6);
  expectRow('gap', 'gap', 6);
  expectRow('S =', 'S', 6);
  expectRow('k =', 'k', 6);
  expectRow('x =', 'x', 6);
  expectRow('met', 'met', 6);
  expectRow('x₀', 'world', 6);
  expectRow('ln p', 'logPrice', 6);
  expectRow('stake', 'stake', 2);
  expectRow('bill', 'bill', 2);
  quarters('unmet').forEach((unmet, q) => {
    expect(unmet).toBeCloseTo(1 - quarters('met')[q]!, 9);
  });
});

test('the last lines of the page are the sums of its quarters', () => {
  const unmet = quarters('unmet');
  const [second, third, tonnes, sum] = figuresAfter(
    /unmet = \(([\d.]+) \+ ([\d.]+)\) × ([\d,]+) t = ([\d,]+) t/,
  );
  expect([0, second, third]).toEqual(unmet);
  expect(tonnes).toBe(input('D') / 4);
  expect(Math.round((second! + third!) * tonnes!)).toBe(sum);
  const [a, b, c, d, lossMusd] = figuresAfter(
    /loss = ([\d.]+) \+ ([\d.]+) \+ ([\d.]+) \+ ([\d.]+) = ([\d,.]+) million USD/,
  );
  expect([a, b]).toEqual(quarters('stake').slice(1));
  expect([c, d]).toEqual(quarters('bill').slice(1));
  expect(a! + b! + c! + d!).toBeCloseTo(lossMusd!, 1);
  const [logPrice, ratio] = figuresAfter(/peak price = e\^([\d.]+) = ([\d.]+) times/);
  expect(logPrice).toBe(quarters('ln p')[2]);
  expect(Math.exp(logPrice!)).toBeCloseTo(ratio!, 4);
});

test('the command of the page prints the numbers of the page', async () => {
  const [, command] = /^lodestock (.*--middle)$/m.exec(page)!;
  const args = [...command!.split(' '), '--no-save'];
  const [screen, json] = await Promise.all([lodestock(args), lodestock([...args, '--json'])]);
  const [, unmetText, lossText, priceText] =
    /\*\*([\d,]+) t\*\* unmet, \*\*([\d,]+) million USD\*\* lost and a peak price of \*\*(x[\d.]+)\*\*/.exec(
      page,
    )!;
  expect(screen.stdout).toMatch(
    new RegExp(`^fluorspar +${unmetText} +${lossText} +${priceText} `, 'm'),
  );
  expect(screen.stdout).toContain('No other mineral loses anything.');

  const run = StressRun.parse(JSON.parse(json.stdout));
  const fluorspar = run.minerals.find(({ mineral }) => mineral === 'fluorspar')!;
  const [unmetTonnes, lossMusd, ratio] = figuresAfter(
    /it prints ([\d,]+) t, ([\d,.]+) million\s+USD and ([\d.]+\d)/,
  );
  expect(Math.round(fluorspar.unmetTonnes.mean)).toBe(unmetTonnes);
  expect(fluorspar.lossMusd.mean).toBeCloseTo(lossMusd!, 1);
  expect(fluorspar.peakPriceRatio.p50).toBeCloseTo(ratio!, 4);
  expect(twoDigits(unmetTonnes!)).toBe(unmetText);
  const sum = recompute().reduce((total, { met }) => total + 1 - met, 0) * (input('D') / 4);
  expect(Math.abs(sum / fluorspar.unmetTonnes.mean - 1)).toBeLessThan(1e-6); // six digits went in
});

test('without chance nothing can be asked for by chance', async () => {
  const { exitCode, stderr } = await lodestock(['stress', 'run', '--middle', '--draws', '500']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--middle runs one future in which nothing is random, and --draws asks');
});
