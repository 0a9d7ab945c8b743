import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lodestock } from '../../test/support/command-line.ts';
import { referenceData } from '../../test/support/reference.ts';
import { assume } from '../dependency/assumptions.ts';
import {
  consumptionTonnes,
  importShares,
  priceUsdPerTonne,
  relianceInYear,
} from '../minerals/minerals.ts';
import { findProject } from '../projects/projects.ts';
import { GapReport } from './capacity-gap.ts';

/*
 * The number that docs/models/capacity-gap.md recomputes by hand: its inputs against the tables, its
 * arithmetic against a few lines here, its results against what the program prints.
 */

const page = readFileSync('docs/models/capacity-gap.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => cells.slice(1, -1));

/** The value of an input by its symbol. */
function input(symbol: string): number {
  const [row] = rows.filter(([first, , third]) => first === symbol && third !== undefined);
  return Number(row?.[2]);
}

/** The value of a step by its first words. */
function step(words: string): number {
  const [row] = rows.filter(([first]) => first!.startsWith(words));
  return Number(row?.[1]);
}

test('what goes into the number is what the tables hold', async () => {
  const data = await referenceData();
  const assumed = (id: string, scope: string) => assume(data.assumptions, id, [scope]).mid;
  const consumption = consumptionTonnes(data, 'antimony')!;
  expect(input('D')).toBe(consumption.value);
  expect(page).toContain(consumption.evidence[0]!);
  const reliance = relianceInYear(data, 'antimony', 2025)!;
  expect(input('n')).toBe(reliance.value! / 100);
  expect(page).toContain(reliance.evidence[0]!);
  const shares = importShares(data, 'antimony');
  const india = shares.find(({ country }) => country === 'IND')!.share;
  expect(input('q')).toBeCloseTo(india / shares.reduce((sum, { share }) => sum + share, 0), 9);
  const stibnite = findProject(data, 'stibnite');
  expect(stibnite.capacities[0]).toMatchObject({
    amount: input('c'),
    unit: 'lb',
    years: input('l'),
  });
  expect(stibnite.stage).toBe('construction');
  const due = stibnite.milestones.find(({ kind }) => kind === 'first output')!.datings.at(-1)!;
  const [year, month] = due.expectedLast!.split('-').map(Number) as [number, number];
  expect(input('a')).toBe((year - 2026) * 4 + Math.floor((month - 1) / 3));
  expect(input('w')).toBe(assumed('fundable_weight', 'status:committed'));
  expect(input('d')).toBe(assumed('project_delay_quarters', 'stage:construction'));
  expect(input('p')).toBe(priceUsdPerTonne(data, 'antimony')!.value);
  expect(input('y')).toBe(assumed('project_cost_years', 'stage:planned'));
});

test('every step follows from the inputs', () => {
  const [D, n] = [input('D'), input('n')];
  const inPlace = D * (1 - n);
  const yearly = (0.45359237 * input('c')) / (1000 * input('l'));
  const first = input('a') + input('d');
  expect(Math.floor(first / 4)).toBe(2029 - 2026); // quarter 15 is the last of the fourth year
  const ramp = (0.5 + 0.75 + 1 + 1) / 4;
  const credited = yearly * input('w') * ramp;
  const supply = inPlace + credited;
  const partners = D * n * input('q');
  expect(step('in place')).toBeCloseTo(inPlace, 6);
  expect(step('yearly')).toBeCloseTo(yearly, 4);
  expect(step('ramp')).toBe(ramp);
  expect(step('credited')).toBeCloseTo(credited, 4);
  expect(step('S at home')).toBeCloseTo(supply, 4);
  expect(step('gap at home')).toBeCloseTo(D / supply - 1, 4);
  expect(step('partners')).toBeCloseTo(partners, 6);
  expect(step('gap with partners')).toBeCloseTo(D / (supply + partners) - 1, 4);
  expect(step('needed')).toBeCloseTo(((D - supply) * input('p') * input('y')) / 1e6, 3);
});

test('the command of the page prints the numbers of the page', async () => {
  const [, command] = /^lodestock (gap .*--middle)$/m.exec(page)!;
  const args = command!.split(' ');
  const [screen, json] = await Promise.all([lodestock(args), lodestock([...args, '--json'])]);
  const [, home, partners, needed] =
    /prints \*\*([^*]+)\*\* at home, \*\*([^*]+)\*\* with partners, and \*\*([^*]+)\*\*/.exec(
      page,
    )!;
  expect(screen.stdout).toMatch(new RegExp(`^2030 .* ${home} +${partners}$`, 'm'));
  expect(screen.stdout).toContain(`To close the gap at home in 2030: ${needed};`);
  const { minerals } = GapReport.parse(JSON.parse(json.stdout));
  const row = minerals[0]!.years.find(({ year }) => year === 2030)!;
  expect(row.gapAtHome.p50).toBeCloseTo(step('gap at home'), 4);
  expect(row.gapWithPartners.p50).toBeCloseTo(step('gap with partners'), 4);
  expect(row.homeTonnes.p50).toBeCloseTo(step('S at home'), 4);
  expect(minerals[0]!.investmentMusd.atHome!.p50).toBeCloseTo(step('needed'), 3);
});

test('without chance nothing can be asked for by chance', async () => {
  const { exitCode, stderr } = await lodestock(['gap', '--middle', '--seed', '3']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--middle shows one future in which nothing is random');
});
