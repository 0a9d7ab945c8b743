import type { DocumentRef, TraceStep } from '../../src/audit/audit.ts';
import { centsText } from '../../src/base/booked.ts';
import {
  type Ballot,
  type Recusal,
  type Resolution,
  type ResolutionRecord,
  SEATS,
} from '../../src/board/board.ts';
import { type CountingRule, ruleText } from '../../src/board/board-text.ts';
import type { FundLimit } from '../../src/fund/fund-status.ts';
import { sentenceCase } from '../parts/format.ts';
import type { Cell, Rows } from '../parts/table.tsx';
import { documentText, fundHref, journalHref, threadHref } from './book-text.ts';
import { documentHref, partyHref } from './document-href.ts';

/* One resolution in words and rows: what is asked, what hangs on it, who voted how. */

export const daysText = ({ effectiveOn, expiresOn }: Resolution): string =>
  expiresOn === null
    ? `from ${effectiveOn}, without a last day`
    : `from ${effectiveOn} to ${expiresOn}`;

/** What is asked of the board, in one sentence. */
export function questionText({
  decision,
  aboutKind,
  aboutId,
  fund,
  authorityCents,
}: Resolution): string {
  const about = `${aboutKind} ${aboutId}`;
  if (fund === null || authorityCents === null) return `Shall the board ${decision} ${about}?`;
  const money = centsText(BigInt(authorityCents));
  return `Shall the board ${decision} ${about}, and let up to ${money} of fund ${fund} be obligated?`;
}

/** What a resolution of this kind does when it takes effect. */
const OWN_EFFECT: Readonly<Partial<Record<Resolution['decision'], string>>> = {
  suspend: 'may be suspended: nothing new may rest on it until it is resumed',
  resume: 'may be resumed: what is left of its authority may be used again',
  rescind: 'may be rescinded: what is left of its authority is booked back',
};

/** What happens if it is carried. */
export function yesText(resolution: Resolution): string {
  const { decision, aboutId, fund, authorityCents } = resolution;
  const when = `Once it is brought into effect (${daysText(resolution)})`;
  const own = OWN_EFFECT[decision];
  if (own !== undefined) return `${when}, resolution ${aboutId} ${own}.`;
  if (fund === null || authorityCents === null) {
    return `${when}, others may rest on it. It gives no authority: no money may be obligated on its word.`;
  }
  const money = centsText(BigInt(authorityCents));
  return `${when}, up to ${money} of fund ${fund} may be obligated on its word. The ledger books that limit in accounts C19 (granted) and C10 (left); no money moves.`;
}

/** What happens if it is not. */
export const noText = ({ aboutKind, aboutId }: Resolution): string =>
  aboutKind === 'resolution'
    ? `Nothing: resolution ${aboutId} stays as it is.`
    : 'Nothing: no authority is booked, and nothing may rest on it.';

/** Everything that is decided on, by its digest, and whether it is here to be read. */
export function attachmentRows(
  record: ResolutionRecord,
  {
    keptDigest,
    steps,
  }: { readonly keptDigest: string | null; readonly steps: readonly TraceStep[] },
): Rows {
  const { id, aboutKind, aboutId, aboutDigest, bodyDigest } = record;
  const about: DocumentRef = { kind: aboutKind, id: aboutId };
  const parties = steps.filter(
    ({ kind, because, depth }) => kind === 'party' && depth === -1 && because?.id === id,
  );
  return {
    columns: [
      { label: 'Attachment' },
      { label: 'Digest' },
      { label: 'Kept here' },
      { label: 'Thread' },
    ],
    rows: [
      [
        `Text of resolution ${id}`,
        bodyDigest,
        'yes, below word for word',
        { text: 'of the resolution', href: threadHref('resolution', id) },
      ],
      [
        { text: documentText(aboutKind, aboutId), href: documentHref(about) },
        aboutDigest,
        keptText(aboutDigest, keptDigest),
        { text: `of the ${aboutKind}`, href: threadHref(aboutKind, aboutId) },
      ],
      ...parties
        .filter((party) => aboutKind !== 'party' || party.id !== aboutId)
        .map((party): readonly Cell[] => [
          { text: `Concerns party ${party.id}`, href: partyHref(party.id) },
          'none: a party is a record that grows',
          'yes, on its page',
          { text: 'of the party', href: threadHref('party', party.id) },
        ]),
    ],
  };
}

function keptText(decidedOn: string, kept: string | null): string {
  if (kept === null) return 'no: compare the digest with the original';
  return kept === decidedOn ? 'yes, with this digest' : `yes, but with another digest: ${kept}`;
}

const VOTE_WORD: Readonly<Record<Ballot['status'], string>> = {
  yes: 'For',
  no: 'Against',
  abstain: 'Abstain',
  recused: 'Recused',
  absent: 'Absent',
  present: 'Present, no vote yet',
};

/** One row a seat, whether anybody is in it or not. */
export const voteRows = (ballots: readonly Ballot[], recusals: readonly Recusal[]): Rows => ({
  columns: [
    { label: 'Seat' },
    { label: 'Governor' },
    { label: 'Vote' },
    { label: 'Declared interest' },
    { label: 'Why recused' },
  ],
  rows: Array.from({ length: SEATS }, (_, k) => {
    const ballot = ballots.find(({ seat }) => seat === k + 1);
    const recusal = recusals.find(({ seat }) => seat === k + 1);
    if (ballot === undefined) return [`Seat ${k + 1}`, 'nobody', 'No vote', '', ''];
    return [
      ...[`Seat ${ballot.seat}`, ballot.name, VOTE_WORD[ballot.status]],
      ballot.interest ?? 'none',
      recusal === undefined ? '' : `${recusal.reason} (recorded by ${recusal.by} on ${recusal.on})`,
    ];
  }),
});

/** Whether a vote can be counted: who is there, who is recused, and how many it takes. */
export function quorumText(record: ResolutionRecord, rule: CountingRule | null): string {
  const { ballots, result } = record;
  if (ballots.length === 0)
    return 'Nobody has a vote yet: the roster is frozen when the meeting is opened.';
  const [is, are] = result === null ? ['is', 'are'] : ['was', 'were'];
  const recused = ballots.filter(({ status }) => status === 'recused').length;
  const there = ballots.filter(({ status }) => status !== 'absent' && status !== 'recused').length;
  const counts = `${there} of ${SEATS} governors ${are} there and not recused, ${recused} ${recused === 1 ? is : are} recused`;
  const counted = result ?? rule;
  if (counted === null) return `${counts}.`;
  const towards = counted.countsRecused ? there + recused : there;
  return `${counts}; ${towards} count towards the quorum of ${counted.quorum}: there ${is} ${towards >= counted.quorum ? 'a' : 'no'} quorum.`;
}

/** How the vote came out, with the rule; or the rule by which it would be counted. */
export function outcomeText({ result }: ResolutionRecord, rule: CountingRule | null): string {
  if (result === null) {
    return rule === null
      ? 'No rule set says how its votes are counted.'
      : `To be counted by: ${ruleText(rule)}.`;
  }
  const { outcome, yes, needed } = result;
  return `${sentenceCase(outcome)}: ${yes} For of the ${needed} that were needed. Counted by: ${ruleText(result)}.`;
}

/** What was granted, used and left of the authority of a resolution. */
export const authorityRows = ({ id, fund }: Resolution, limit: FundLimit): Rows => ({
  columns: [
    { label: 'Authority' },
    { label: 'Fund' },
    { label: 'Granted, USD', isNumber: true },
    { label: 'Used', isNumber: true },
    { label: 'Left', isNumber: true },
  ],
  rows: [
    [
      { text: `of resolution ${id}`, href: journalHref({ fund: fund ?? '', dim: limit.dim }) },
      { text: fund ?? '', href: fundHref(fund ?? '') },
      ...[limit.granted, limit.used, limit.available].map((cents) => centsText(BigInt(cents))),
    ],
  ],
});
