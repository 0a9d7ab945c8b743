import type { Plan, PlanItem } from './allocation.ts';
import { listText } from './wording.ts';

/*
 * What a plan says of the limits of the law that it was asked to keep: what they barred, and what
 * the records leave open.
 */

/** The limits of the law, in sentences for the summary. */
export function lawSentences(
  { ownership, listing }: Pick<Plan, 'ownership' | 'listing'>,
  items: readonly PlanItem[],
): string[] {
  return [
    ...(ownership === undefined ? [] : ownershipSentences(ownership, items)),
    ...(listing === undefined ? [] : [listingSentence(listing)]),
  ];
}

function ownershipSentences(
  ownership: NonNullable<Plan['ownership']>,
  items: readonly PlanItem[],
): string[] {
  const barred = ownership.filter(({ finding }) => finding === 'covered');
  const supported = ownership.filter(
    ({ choice, finding }) => finding !== 'covered' && items.some(({ id }) => id === choice),
  );
  return [
    'No project is supported whose record names an owner or processor of a covered country ' +
      `(10 U.S.C. 4872); ${barred.length === 0 ? 'none that could be supported does.' : 'barred are:'}`,
    ...barred.map(({ sentence }) => sentence),
    ...supported.map(({ sentence }) => sentence),
  ];
}

function listingSentence({
  ruleSet,
  on,
  exclusionsVerified,
  barred,
}: NonNullable<Plan['listing']>): string {
  const names = barred.map(({ name, reason }) => `${name.toLowerCase()} (${reason})`);
  const what = barred.length === 0 ? 'every mineral may be' : `barred are ${listText(names)}`;
  const doubt = exclusionsVerified
    ? ''
    : '; nobody has confirmed what the text of the bill excludes';
  return (
    'Only minerals that may be listed as eligible are bought or supported, by rule set ' +
    `${ruleSet} on ${on}: ${what}${doubt}.`
  );
}
