import { expect, test } from 'vitest';
import {
  cappedShares,
  dilutionOf,
  impliedSharesBefore,
  newShares,
  type ShareRights,
  wholeWarrants,
} from './dilution.ts';

const NONE = { sharesIssued: 0n, conversion: null, warrants: null };

/** The Ares units: two tranches, C$0.45 each, a half warrant at C$0.55. */
const TRANCHES = [11_111_112n, 12_221_889n] as const;
const ARES_UNITS: ShareRights = {
  id: 'ares-units',
  sharesIssued: TRANCHES[0] + TRANCHES[1],
  conversion: null,
  warrants: {
    shares: wholeWarrants(TRANCHES[0], 500_000n) + wholeWarrants(TRANCHES[1], 500_000n),
    strikeMicros: 550_000n,
    expiresOn: '2027-10-21',
  },
};

test('the Ares units: 34,999,501 new shares, 14.98 percent of the company that results', () => {
  // C$10,499,850.45 / C$0.45 = 23,333,001 units
  expect(1_049_985_045n / 45n).toBe(23_333_001n);
  expect(ARES_UNITS.sharesIssued).toBe(23_333_001n);
  // a half warrant each: 11,111,112 / 2 = 5,555,556 and 12,221,889 / 2 = 6,110,944.5, whole ones 6,110,944
  expect(ARES_UNITS.warrants!.shares).toBe(5_555_556n + 6_110_944n);
  // 23,333,001 + 11,666,500 = 34,999,501; outstanding before: 198.58 million on 20 June 2025
  const { newShares: count, share, label } = dilutionOf([ARES_UNITS], 198_580_000n);
  expect(count).toBe(34_999_501n);
  expect(share).toBeCloseTo(34_999_501 / (198_580_000 + 34_999_501), 15);
  expect(share).toBeCloseTo(0.1498, 4);
  expect(label).toBe('dilutive');
});

/** The preferred stock and the warrant of the Department of Defense in MP Materials. */
const MP_PREFERRED: ShareRights = {
  ...NONE,
  id: 'mp-preferred',
  conversion: { amountCents: 400_000_000_00n, priceMicros: 30_030_000n },
};
const MP_WARRANT: ShareRights = {
  ...NONE,
  id: 'mp-warrant',
  warrants: { shares: 11_201_659n, strikeMicros: 30_030_000n, expiresOn: '2035-07-11' },
};

test('the MP warrant and preferred stock: the shares that were registered for resale', () => {
  expect(newShares(MP_PREFERRED)).toBe(13_320_013n); // 400,000,000 / 30.03 = 13,320,013.32
  // 13,320,013 + 11,201,659 = 24,521,672, the number of the prospectus of 15 August 2025
  expect(newShares(MP_PREFERRED) + newShares(MP_WARRANT)).toBe(24_521_672n);
});

test('15 percent of the shares outstanding is 13.04 percent of those that result', () => {
  // Of shares outstanding: 24,521,672 / 0.15 = 163,477,813; 24,521,672 / 187,999,485 = 13.04 %.
  const before = impliedSharesBefore(24_521_672n, 150_000n, 'of shares outstanding');
  expect(before).toBe(163_477_813n);
  expect(dilutionOf([MP_PREFERRED, MP_WARRANT], before).share).toBeCloseTo(0.130435, 6);
  expect(dilutionOf([MP_WARRANT], before).share).toBeCloseTo(11_201_659 / 174_679_472, 12); // 6.41 %
  expect(dilutionOf([MP_PREFERRED], before).share).toBeCloseTo(13_320_013 / 176_797_826, 12); // 7.53 %
  // Of resulting shares: 163,477,813 − 24,521,672 = 138,956,141, and 15 percent.
  const other = impliedSharesBefore(24_521_672n, 150_000n, 'of resulting shares');
  expect(other).toBe(138_956_141n);
  expect(dilutionOf([MP_PREFERRED, MP_WARRANT], other).share).toBeCloseTo(0.15, 8);
});

test('only an instrument without new shares is called non-dilutive', () => {
  const loan = { ...NONE, id: 'loan' };
  expect(dilutionOf([loan], 100n)).toMatchObject({ share: 0, label: 'non-dilutive' });
  expect(dilutionOf([loan], null)).toMatchObject({ share: 0, label: 'non-dilutive' });
  expect(dilutionOf([{ ...loan, sharesIssued: 1n }], 10n ** 9n).label).toBe('dilutive');
});

test('where shares outstanding are not known the new shares are told, and no percentage', () => {
  const { share, sentence } = dilutionOf([ARES_UNITS], null);
  expect(share).toBeNull();
  expect(sentence).toContain('shares outstanding not known: 34,999,501 new shares');
});

test('a warrant with no strike is refused', () => {
  const warrants = { shares: 5n, strikeMicros: null, expiresOn: null };
  expect(() => newShares({ ...NONE, id: 'w', warrants })).toThrow(
    'the warrants of w have no strike',
  );
});

test('a cap of 19.9 percent lets a holder have as many shares, and not one more', () => {
  const most = cappedShares(163_477_813n, 199_000n);
  const stake = (shares: bigint) => Number(shares) / Number(163_477_813n + shares);
  expect(stake(most)).toBeLessThanOrEqual(0.199);
  expect(stake(most + 1n)).toBeGreaterThan(0.199);
});
