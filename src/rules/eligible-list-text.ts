import { tableLines } from '../base/text-table.ts';
import type { Candidate } from './eligible.ts';
import {
  dueDoubt,
  type EligibleDifference,
  type EligibleList,
  type EligibleListHead,
  type EligibleStanding,
  offReason,
} from './eligible-list.ts';
import { flagText } from './eligible-text.ts';

/** 'on resolution B-3; the yearly list': what a list rests on. */
export const groundText = ({
  resolution,
  reason,
}: Pick<EligibleListHead, 'resolution' | 'reason'>): string =>
  [resolution === null ? null : `on resolution ${resolution}`, reason]
    .filter((text) => text !== null)
    .join('; ');

/** A list with its minerals, what is off it and why, and the warnings. */
export function eligibleListLines(list: EligibleList): string[] {
  const listed = list.entries.filter(({ isListed }) => isListed);
  const off = list.entries.filter(({ isListed }) => !isListed);
  const warnings = list.entries.flatMap(({ candidate }) => candidate.warnings);
  return [
    `Eligible list ${list.version}, in force from ${list.effectiveOn}: ${list.listed} minerals`,
    `published on ${list.publishedOn} by ${list.madeBy}, ${groundText(list)}`,
    `the next one is due by ${list.dueOn}${dueDoubt(list)}; rule set ${list.ruleSet}, data ${list.dataVersion}`,
    ...(list.unverifiedRules.length === 0
      ? []
      : [`unverified rules: ${list.unverifiedRules.join(', ')}`]),
    '',
    ...tableLines(
      ['mineral', 'USGS', 'DOE', 'DLA', 'DPA 303', 'stockpile'],
      listed.map(({ candidate }) => [candidate.mineral, ...flagsOf(candidate)]),
    ),
    ...(off.length === 0 ? [] : ['', 'not listed:']),
    ...off.map((entry) => `  ${entry.mineral}: ${offReason(entry)}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}

const flagsOf = ({ inputs }: Candidate): string[] => inputs.map(({ holds }) => flagText(holds));

/** The list of a day. */
export const standingLines = ({ sentence, list }: EligibleStanding): string[] => [
  sentence,
  ...(list === null ? [] : ['', ...eligibleListLines(list)]),
];

/** Every list as a line. */
export function historyLines(lists: readonly EligibleListHead[]): string[] {
  if (lists.length === 0) return ['no eligible list was ever published'];
  return tableLines(
    ['list', 'in force from', 'minerals', 'next due by', 'published', 'by', 'ground'],
    lists.map((list) => [
      ...[`${list.version}`, list.effectiveOn, `${list.listed}`],
      ...[`${list.dueOn}${dueDoubt(list)}`, list.publishedOn, list.madeBy, groundText(list)],
    ]),
  );
}

/** What was added and removed between two lists, each with its reason. */
export const differenceLines = (difference: EligibleDifference): string[] => [
  differenceSentence(difference),
  ...difference.added.map(({ mineral, reason }) => `  added ${mineral}: ${reason}`),
  ...difference.removed.map(({ mineral, reason }) => `  removed ${mineral}: ${reason}`),
];

/** 'From list 1 (2026-02-01) to list 2 (2027-02-01): 1 added, 2 removed, 55 kept'. */
export const differenceSentence = ({
  from,
  to,
  fromOn,
  toOn,
  added,
  removed,
  kept,
}: EligibleDifference): string =>
  `From list ${from} (${fromOn}) to list ${to} (${toOn}): ${added.length} added, ${removed.length} removed, ${kept} kept`;
