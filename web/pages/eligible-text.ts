import type { Candidate } from '../../src/rules/eligible.ts';
import {
  dueDoubt,
  type EligibleDifference,
  type EligibleEntry,
  type EligibleList,
  type EligibleListHead,
  offReason,
} from '../../src/rules/eligible-list.ts';
import { groundText } from '../../src/rules/eligible-list-text.ts';
import { flagText } from '../../src/rules/eligible-text.ts';
import type { OfferedDeed } from '../parts/deeds.tsx';
import type { Cell, Rows } from '../parts/table.tsx';
import { threadHref } from './book-text.ts';
import { eligibleHref } from './document-href.ts';

/* The eligible list in words and rows. */

export const PUBLISH_LIST: OfferedDeed = {
  text: 'Publish the next list',
  path: '/rules/eligible/lists',
};

const FLAG_COLUMNS = [
  { label: 'USGS list' },
  { label: 'DOE list' },
  { label: 'DLA interest' },
  { label: 'DPA determination' },
  { label: 'Stock Piling Act' },
] as const;

const MEANING: Readonly<Record<string, string>> = { '?': 'no evidence either way' };

const flagCells = ({ inputs }: Candidate): Cell[] =>
  inputs.map(({ holds, confidence }) => {
    const text = flagText(holds);
    if (holds === null) return { text, meaning: MEANING[text] ?? '' };
    return confidence === 'verified'
      ? text
      : { text: `${text}, unverified`, meaning: 'unverified' };
  });

const named = ({ mineral, candidate }: EligibleEntry): Cell => ({
  text: candidate.name,
  href: `/minerals/${encodeURIComponent(mineral)}`,
});

/** What is on a list: its five flags, each by itself, and what it serves. */
export const listedRows = ({ entries }: EligibleList): Rows => ({
  columns: [
    { label: 'Mineral' },
    ...FLAG_COLUMNS,
    { label: 'Grounds', isLong: true },
    { label: 'Warnings' },
  ],
  rows: entries
    .filter(({ isListed }) => isListed)
    .map((entry) => [
      named(entry),
      ...flagCells(entry.candidate),
      entry.candidate.legs.map(({ leg, evidence }) => `${leg}: ${evidence}`).join('; '),
      entry.candidate.warnings.join('; ') || 'none',
    ]),
});

/** What was considered and is not on it. */
export const offRows = ({ entries }: EligibleList): Rows => ({
  columns: [
    { label: 'Mineral' },
    ...FLAG_COLUMNS,
    { label: 'Why not', isLong: true },
    { label: 'Warnings', isLong: true },
  ],
  rows: entries
    .filter(({ isListed }) => !isListed)
    .map((entry) => [
      named(entry),
      ...flagCells(entry.candidate),
      offReason(entry),
      entry.candidate.warnings.join('; ') || 'none',
    ]),
});

/** Every list, each with a way to what it changed. */
export const historyRows = (lists: readonly EligibleListHead[]): Rows => ({
  columns: [
    { label: 'List' },
    { label: 'In force from', isUnbroken: true },
    { label: 'Next due by', isUnbroken: true },
    { label: 'Minerals', isNumber: true },
    { label: 'Published on', isUnbroken: true },
    { label: 'By' },
    { label: 'Ground' },
    { label: 'What it changed' },
  ],
  rows: lists.map((list, i) => {
    const before = lists[i + 1];
    return [
      { text: `List ${list.version}`, href: eligibleHref(list.version) },
      ...[list.effectiveOn, `${list.dueOn}${dueDoubt(list)}`, `${list.listed}`],
      ...[list.publishedOn, list.madeBy],
      groundCell(list),
      before === undefined
        ? 'the first list'
        : {
            text: `against list ${before.version}`,
            href: `/eligible?from=${before.version}&to=${list.version}`,
          },
    ];
  }),
});

const groundCell = (list: EligibleListHead): Cell =>
  list.resolution === null
    ? groundText(list)
    : { text: groundText(list), href: threadHref('resolution', list.resolution) };

/** Each change between two lists with its reason. */
export const differenceRows = ({ added, removed }: EligibleDifference): Rows => ({
  columns: [{ label: 'Mineral' }, { label: 'Change' }, { label: 'Reason' }],
  rows: [
    ...added.map(({ name, reason }) => [name, 'added', reason]),
    ...removed.map(({ name, reason }) => [name, 'removed', reason]),
  ],
});
