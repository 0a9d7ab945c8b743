import { expect, test } from 'vitest';
import { exposureOf, type Holding, type HoldingKind } from './ownership.ts';
import { fractionText, percentText, readShare } from './parties.ts';

let seq = 0;
const holds = (owner: string, share: string, owned: string, kind: HoldingKind = 'equity') => ({
  seq: ++seq,
  owner,
  owned,
  kind,
  share: readShare(share),
});
const shareOf = (holdings: readonly Holding[], ...sources: readonly string[]) =>
  percentText(exposureOf('target', holdings, new Set(sources)).share);

test('shares are multiplied along a chain and added up over chains', () => {
  const holdings = [
    holds('gov', '60%', 'a'),
    holds('a', '30%', 'target'), // 0.6 x 0.3 = 0.18
    holds('gov', '70.1%', 'b'),
    holds('b', '10%', 'target'), // 0.701 x 0.1 = 0.0701
  ];
  expect(shareOf(holdings, 'gov')).toBe('25.01%'); // 0.18 + 0.0701
});

test('two governments count together', () => {
  const holdings = [holds('gov', '15%', 'target'), holds('other', '15%', 'target')];
  expect(shareOf(holdings, 'gov')).toBe('15%');
  expect(shareOf(holdings, 'gov', 'other')).toBe('30%');
});

test('a circle is summed to its end', () => {
  const holdings = [
    holds('gov', '10%', 'target'),
    holds('target', '50%', 'a'),
    holds('a', '50%', 'target'),
  ];
  // x = 0.1 + 0.5 a, a = 0.5 x: x = 0.1 / 0.75
  const { share, links } = exposureOf('target', holdings, new Set(['gov']));
  expect(fractionText(share)).toBe('2/15');
  expect(links.map(({ contribution }) => fractionText(contribution))).toEqual([
    '1/10', // gov
    '1/15', // half of 2/15, which the target brings into a
    '1/30', // half of that, which a brings back
  ]);
});

test('a ring that nobody outside owns belongs to nobody', () => {
  const holdings = [
    holds('a', '1', 'target'),
    holds('target', '1', 'a'),
    holds('gov', '100%', 'elsewhere'),
  ];
  expect(shareOf(holdings, 'gov')).toBe('0%');
});

test('votes here and equity there are no way around', () => {
  const holdings = [
    holds('gov', '100%', 'a', 'votes'),
    holds('gov', '1%', 'a', 'equity'),
    holds('a', '26%', 'target', 'equity'),
  ];
  expect(shareOf(holdings, 'gov')).toBe('26%');
});

test('kinds of one holding are not added to each other', () => {
  const holdings = [holds('gov', '20%', 'target'), holds('gov', '20%', 'target', 'votes')];
  expect(shareOf(holdings, 'gov')).toBe('20%');
});

test.each([
  ['25.01%', '2501/10000'],
  ['1/3', '1/3'],
  ['0.2501', '2501/10000'],
  ['100 %', '1/1'],
])('the share %s is exact', (text, exact) => {
  expect(fractionText(readShare(text))).toBe(exact);
});

test.each(['0', '101%', '1/0', '-5%', 'a third', '4/3', ''])('%j is no share', (text) => {
  expect(() => readShare(text)).toThrowError(/is no share/);
});

test('a share that percent cannot say is said to be about', () => {
  expect(percentText(readShare('1/3'))).toBe('about 33.333333%');
  expect(percentText(readShare('25.01%'))).toBe('25.01%');
});
