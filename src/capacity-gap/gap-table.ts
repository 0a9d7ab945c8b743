import { csvText } from '../minerals/csv-text.ts';
import type { Band, GapReport, ShareBand } from './capacity-gap.ts';

/*
 * The gap as a table for other programs: a row for each mineral and year.
 */

const BANDS = ['p05', 'p50', 'p95'] as const;
const TONNES = ['demand', 'home', 'in_place', 'committed', 'probable', 'partner'] as const;
const GAPS = ['gap_at_home', 'gap_with_partners'] as const;

const HEADER = [
  'mineral',
  'year',
  'case',
  'demand_basis',
  ...TONNES.flatMap((name) => BANDS.map((end) => `${name}_t_${end}`)),
  ...GAPS.flatMap((name) => [...BANDS.map((end) => `${name}_${end}`), `${name}_no_supply_share`]),
  'data_digest',
];

/** CSV of all minerals and years; a gap is empty where nothing is supplied. */
export function gapTable({ minerals, demandCase, dataDigest }: GapReport): string {
  const rows = minerals.flatMap(({ mineral, demandBasis, years }) =>
    years.map((row) => [
      mineral,
      String(row.year),
      demandCase.id,
      demandBasis,
      ...[row.demandTonnes, row.homeTonnes, row.inPlaceTonnes].flatMap(ends),
      ...[row.committedTonnes, row.probableTonnes, row.partnerTonnes].flatMap(ends),
      ...[row.gapAtHome, row.gapWithPartners].flatMap((gap) => [
        ...ends(gap),
        String(gap.noSupplyShare),
      ]),
      dataDigest,
    ]),
  );
  return csvText(HEADER, rows);
}

const ends = (band: Band | ShareBand): string[] => BANDS.map((each) => String(band[each] ?? ''));
