import type { ProjectRecord } from '../../src/projects/projects.ts';
import { citationsOf } from '../parts/citations.ts';
import { mineralName, sentenceCase } from '../parts/format.ts';
import type { Cell } from '../parts/table.tsx';

/*
 * The words of the pages of projects, made from their records.
 */

/** What a line of the pipeline shows of a project. */
export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ProjectRecord['kind'];
  readonly stage: ProjectRecord['stage'];
  readonly minerals: readonly string[];
  readonly place: string;
  readonly position: {
    readonly latitude: number;
    readonly longitude: number;
    readonly source: string;
  } | null;
  readonly promised: readonly MineralTonnes[];
  readonly credited: readonly MineralTonnes[]; // none where nothing is
  readonly p50: string | null; // of first output
  readonly p90: string | null;
  readonly forecastNote: string | null;
  readonly firstStated: string | null; // when a milestone of it was spoken of first
  readonly baseline: string | null; // by when first output was promised first
  readonly expectedLast: string | null; // by when delivery begins, as it is dated last
  readonly actual: string | null; // when it began
  readonly slipMonths: number | null; // the largest of its milestones of first output
  readonly milestones: readonly RowMilestone[]; // that have a date
  readonly instruments: number;
  readonly firmInstruments: number;
  readonly checksFired: number;
}

export interface MineralTonnes {
  readonly mineral: string;
  readonly tonnesPerYear: number;
}

export interface RowMilestone {
  readonly id: string;
  readonly title: string;
  readonly date: string; // when it was reached, or by when it is expected
  readonly isReached: boolean;
}

/** The address of a project's page. */
export const projectHref = (id: string): string => `/projects/${id}`;

/** Where a milestone stands on the page of its project. */
export const milestoneAnchor = (id: string): string => `milestone-${id}`;

const KIND_WORD: Readonly<Record<ProjectRecord['kind'], string>> = {
  mine: 'mine',
  plant: 'plant',
  restart: 'restart',
  total: 'sum of projects',
};
export const kindWord = (kind: ProjectRecord['kind']): string => KIND_WORD[kind];

/** What a standing means, in the words of a reader. */
export const STANDING_WORD = {
  fact: 'fact',
  claim: 'claim',
  unverified: 'unverified',
} as const;

export const STANDING_MEANING = {
  fact: 'an office, a regulator, or two sources that agree',
  claim: 'said by a party with an interest; no model uses it until somebody confirms it',
  unverified: 'one source without an interest',
} as const;

export type Standing = keyof typeof STANDING_MEANING;

/** A standing as a cell that tells what it means. */
export const standingCell = (standing: Standing): Cell => ({
  text: STANDING_WORD[standing],
  meaning: STANDING_MEANING[standing],
});

const INTEREST_WORD: Readonly<Record<string, string>> = {
  none: 'no interest',
  issuer: 'the company itself',
  holder: 'holds its shares',
  promoter: 'paid to promote it',
};
export const interestWord = (interest: string): string => INTEREST_WORD[interest] ?? interest;

/** The minerals of a project in a sentence: 'neodymium and praseodymium'. */
export function mineralsText(minerals: readonly string[]): string {
  const names = minerals.map(mineralName);
  if (names.length < 2) return names[0] ?? 'no product';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The same as a heading. */
export const mineralsHeading = (minerals: readonly string[]): string =>
  sentenceCase(mineralsText(minerals));

/** A source as a cell: its publications, each leading to where it can be read. */
export const sourceCell = (source: string): Cell => ({ citations: citationsOf(source) });

/** A day of the record as a year and its part; a coarse one is the middle of what it may mean. */
export function yearAt(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  if (month === undefined) return year! + 0.5;
  return year! + (month - 1 + (day === undefined ? 0.5 : (day - 0.5) / 31)) / 12;
}

/** The last of what a day of the record may mean, as a year and its part. */
export function yearEnd(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  if (month === undefined) return year! + 1;
  return year! + (month - 1 + (day === undefined ? 1 : day / 31)) / 12;
}

/** The slip of first output, or that what was promised has no date any more. */
export const rowSlipText = ({ slipMonths, baseline, expectedLast, actual }: ProjectRow): string =>
  slipMonths === null && baseline !== null && expectedLast === null && actual === null
    ? 'no date'
    : slipText(slipMonths);

/** Months a thing has slipped, with its sign: '+24', '0', '−3'. */
export function slipText(months: number | null): string {
  if (months === null) return '–';
  const whole = Math.round(months);
  if (whole === 0) return '0';
  return `${whole > 0 ? '+' : '−'}${Math.abs(whole)}`;
}
