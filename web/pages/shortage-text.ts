import { grouped } from '../../src/base/number-text.ts';
import type { Closing, MineralPath } from '../../src/stress/stress.ts';
import { massText, massUnit, mineralName, sentenceCase, twoDigits } from '../parts/format.ts';
import type { Rows } from '../parts/table.tsx';

/*
 * Where what was missing came from, and who went without, in words and rows.
 */

type Part = Exclude<keyof Closing, 'missing' | 'unmet'>;

/** What closes a gap, in the order in which it does. */
const PART_LABEL: Readonly<Record<Part, string>> = {
  rerouted: 'Detours',
  recycled: 'More recycling',
  spare: 'Spare capacity',
  industryStock: "Industry's stocks",
  reserve: 'The reserve',
  priceResponse: 'Producers, by price',
};

export interface ClosingPart {
  readonly label: string;
  readonly tonnes: number;
}

export function closingParts({ closing }: MineralPath): readonly ClosingPart[] {
  return (Object.keys(PART_LABEL) as Part[]).map((part) => ({
    label: PART_LABEL[part],
    tonnes: closing[part],
  }));
}

/** What closed the gap, as a title. */
export function closingFinding(path: MineralPath): string {
  const { missing, unmet } = path.closing;
  if (missing === 0) return `Nothing of ${mineralName(path.mineral)} is missing`;
  const [most] = [...closingParts(path)].sort((a, b) => b.tonnes - a.tonnes);
  const left = `${grouped((100 * unmet) / missing, 0)} percent of what is missing stays missing`;
  if (most === undefined || most.tonnes === 0) return sentenceCase(left);
  return `${most.label} closes most of the gap; ${left}`.replace(
    /(stocks|Detours|Producers, by price) closes/,
    '$1 close',
  );
}

/** The same with the masses, for those who do not see the chart. */
export function closingSummary(path: MineralPath): string {
  const { closing, mineral } = path;
  if (closing.missing === 0) return 'On average over all futures, nothing is missing.';
  const parts = closingParts(path)
    .filter(({ tonnes }) => tonnes > 0)
    .map(({ label, tonnes }) => `${label.toLowerCase()} ${massText(mineral, tonnes)}`);
  return `On average over all futures ${massText(mineral, closing.missing)} are missing over the horizon: ${[...parts, `unmet ${massText(mineral, closing.unmet)}`].join(', ')}.`;
}

export function closingRows(path: MineralPath): Rows {
  const { unit, perTonne } = massUnit(path.mineral);
  const { missing, unmet } = path.closing;
  const row = (label: string, tonnes: number) => [
    label,
    twoDigits(tonnes * perTonne),
    missing === 0 ? '–' : grouped((100 * tonnes) / missing, 1),
  ];
  return {
    columns: [
      { label: 'What' },
      { label: `Mean over the horizon, ${unit}`, isNumber: true },
      { label: 'Percent of what is missing', isNumber: true },
    ],
    rows: [
      row('Missing', missing),
      ...closingParts(path).map(({ label, tonnes }) => row(label, tonnes)),
      row('Unmet', unmet),
    ],
  };
}

const CLASS_LABEL = {
  military: 'Military',
  essential: 'Essential civilian',
  other: 'Other',
} as const;

export interface Shortage {
  readonly label: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What part of its demand each class does without, in percent; a class that uses none is left out. */
export function classShortages({ classes }: MineralPath): readonly Shortage[] {
  return classes
    .filter(({ demandTonnes }) => demandTonnes > 0)
    .map(({ demandClass, demandTonnes, unmetTonnes: { mean, p05, p95 } }) => ({
      label: CLASS_LABEL[demandClass],
      mean: (100 * mean) / demandTonnes,
      low: (100 * p05) / demandTonnes,
      high: (100 * p95) / demandTonnes,
    }));
}

/** Who bears most, as a title. */
export function classFinding(path: MineralPath): string {
  const shortages = classShortages(path);
  const [most] = [...shortages].sort((a, b) => b.mean - a.mean);
  if (most === undefined || most.mean === 0) return 'No user goes short';
  return `${most.label} demand goes short most: ${twoDigits(most.mean)} percent of it on average`;
}

export function classRows({ mineral, classes }: MineralPath): Rows {
  const { unit, perTonne } = massUnit(mineral);
  const text = (tonnes: number) => twoDigits(tonnes * perTonne);
  return {
    columns: [
      { label: 'Demand' },
      { label: `Over the horizon, ${unit}`, isNumber: true },
      { label: `Unmet, mean, ${unit}`, isNumber: true },
      { label: 'Unmet, median', isNumber: true },
      { label: '5th percentile', isNumber: true },
      { label: '95th percentile', isNumber: true },
    ],
    rows: classes.map(({ demandClass, demandTonnes, unmetTonnes: { mean, p05, p50, p95 } }) => [
      CLASS_LABEL[demandClass],
      ...[demandTonnes, mean, p50, p05, p95].map(text),
    ]),
  };
}

/** What each use does without, in the mineral's unit, the largest first. */
export function useShortages({ mineral, uses }: MineralPath): readonly Shortage[] {
  const { perTonne } = massUnit(mineral);
  return uses
    .map(({ use, unmetTonnes: { mean, p05, p95 } }) => ({
      label: use,
      mean: mean * perTonne,
      low: p05 * perTonne,
      high: p95 * perTonne,
    }))
    .sort((a, b) => b.mean - a.mean);
}

/** Which use lacks most, as a title. */
export function useFinding(path: MineralPath): string {
  const [most] = useShortages(path);
  if (most === undefined) return 'The source names no uses';
  if (most.mean === 0) return 'No use goes short';
  const { unit } = massUnit(path.mineral);
  return `Of the uses, ${most.label} lacks most: ${twoDigits(most.mean)} ${unit} on average`;
}

export function useRows({ mineral, uses }: MineralPath): Rows {
  const { unit, perTonne } = massUnit(mineral);
  const text = (tonnes: number) => twoDigits(tonnes * perTonne);
  return {
    columns: [
      { label: 'Use' },
      { label: 'Share of use, percent', isNumber: true },
      { label: 'The share is' },
      { label: `Unmet, mean, ${unit}`, isNumber: true },
      { label: 'Median', isNumber: true },
      { label: '5th percentile', isNumber: true },
      { label: '95th percentile', isNumber: true },
    ],
    rows: uses.map(({ use, share, isAssumed, unmetTonnes: { mean, p05, p50, p95 } }) => [
      use,
      grouped(100 * share, 0),
      isAssumed ? 'assumed' : 'published',
      ...[mean, p50, p05, p95].map(text),
    ]),
  };
}
