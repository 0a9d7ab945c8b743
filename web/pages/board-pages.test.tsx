import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Ballot, MeetingRecord, ResolutionRecord, Term } from '../../src/board/board.ts';
import { BOARD_RULE_2024, seatOf } from '../../src/board/board.ts';
import { countingRule, packetText } from '../../src/board/board-text.ts';
import { BoardPage } from './board-page.tsx';
import { MeetingPage } from './meeting-page.tsx';
import { PacketPage } from './packet-page.tsx';
import { ResolutionPage } from './resolution-page.tsx';

const data = { version: 'test', digest: 'sha256-0' };
const rule = countingRule(BOARD_RULE_2024);
const digest = (letter: string) => `sha256-${letter.repeat(64)}`;
const BROKEN = /NaN|undefined|Infinity|style=|\[object/;

const VOTES: readonly Ballot['status'][] = ['yes', 'yes', 'yes', 'yes', 'no', 'recused', 'absent'];
const ballots = VOTES.map(
  (status, k): Ballot => ({
    ...{ id: `B-1.${k + 1}`, resolution: 'B-1', seat: k + 1, person: `gov${k + 1}` },
    ...{ name: `Governor ${k + 1}`, status, interest: status === 'recused' ? 'party ares' : null },
  }),
);
const event = (n: number, name: string, to: string, on: string) => ({
  ...{ n, from: n === 0 ? 'none' : 'before', to, event: name, by: 'secretary', on },
  ...{ deed: String(n), reason: null },
});
const carried: ResolutionRecord = {
  ...{ id: 'B-1', title: 'Fluorspar from Utah', body: 'Resolved: up to $600.00 (illustrative).' },
  ...{ bodyDigest: digest('b'), decision: 'approve', aboutKind: 'plan', aboutId: 'plan-1' },
  ...{ aboutDigest: digest('a'), fund: 'reserve', authorityCents: '60000', leftCents: '10000' },
  ...{ effectiveOn: '2026-01-19', expiresOn: '2026-12-31', minerals: ['fluorspar'] },
  ...{ meeting: 'M-1', status: 'effective', version: 5, ballots },
  result: {
    ...{ ...rule, present: 5, recused: 1, yes: 4, no: 1, abstain: 0, needed: 3 },
    outcome: 'carried',
  },
  events: [event(0, 'draft', 'draft', '2026-01-16'), event(1, 'notice', 'noticed', '2026-01-16')],
};
const withheld: ResolutionRecord = {
  ...carried,
  ...{ id: 'B-2', decision: 'withhold', aboutKind: 'determination', aboutId: 'D-1' },
  ...{ aboutDigest: digest('c'), bodyDigest: digest('d'), fund: null, authorityCents: null },
  ...{ leftCents: null, expiresOn: null, status: 'noticed', result: null },
  ballots: ballots.map((each) => ({ ...each, resolution: 'B-2', status: 'present' as const })),
};
const meeting: MeetingRecord = {
  ...{ id: 'M-1', title: 'First meeting', heldOn: '2026-01-19', place: 'Washington' },
  ...{ status: 'open', version: 2, agenda: [carried, withheld] },
  roster: ballots.map(({ seat, person, name }) => ({
    ...{ seat, person, name },
    office: seat === 1 ? ('chair' as const) : ('member' as const),
  })),
  minutes: [
    { n: 1, body: 'The chair opened the meeting.', closedReason: null },
    { n: 2, body: null, closedReason: '5 U.S.C. 552b(c)(1)' },
  ],
  events: [event(0, 'notice', 'noticed', '2026-01-16'), event(1, 'open', 'open', '2026-01-19')],
};
const term: Term = {
  ...{ id: 'seat-1-1', seat: 1, person: 'gov1', name: 'Governor 1', office: 'chair' },
  ...{ beginsOn: '2025-06-01', endsOn: '2030-06-01', status: 'confirmed', viceChairUntil: null },
  source: 'rule',
};

const resolutionPage = (record: ResolutionRecord) =>
  renderToStaticMarkup(
    <ResolutionPage
      record={record}
      recusals={[{ seat: 6, by: 'gov6', on: '2026-01-19', reason: 'a brother owns shares' }]}
      keptDigest={record.aboutDigest}
      limit={{
        ...{ kind: 'authority', title: 'Authority of a resolution', dim: 'resolution:B-1' },
        ...{ unit: 'USD', granted: '60000', used: '50000', available: '10000' },
      }}
      rule={rule}
      steps={[]}
      data={data}
    />,
  );

test('the board says who has which seat, what was resolved, and offers what begins something', () => {
  const page = renderToStaticMarkup(
    <BoardPage
      seats={[1, 2].map((seat) => seatOf(seat, [term]))}
      meetings={[meeting]}
      resolutions={[carried, withheld]}
      results={{ 'B-1': carried.result! }}
      interests={[
        {
          ...{ id: '7', person: 'gov3', kind: 'party', about: 'ares', beginsOn: '2026-01-01' },
          ...{ endsOn: null, reason: 'shares' },
        },
      ]}
      data={data}
    />,
  );
  expect(page).toContain('1 of 7 seats are taken');
  expect(page).toContain('Next: M-1 on 2026-01-19, Washington.');
  expect(page).toContain('carried: 4 yes, 1 no, 0 abstained, 1 recused, 5 present; 3 yes needed');
  expect(page).toContain('href="/do/board/terms?back=%2Fboard"');
  expect(page).toContain('href="/do/board/terms/seat-1-1/steps?event=hold-over&amp;back=%2Fboard"');
  expect(page).toContain('href="/do/board/interests/7/end?back=%2Fboard"');
  expect(page).not.toMatch(BROKEN);
});

test('a resolution asks one question and says what hangs on each answer', () => {
  const page = resolutionPage(carried);
  expect(page).toContain(
    'Shall the board approve plan plan-1, and let up to $600.00 of fund reserve be obligated?',
  );
  expect(page).toContain('up to $600.00 of fund reserve may be obligated on its word');
  expect(page).toContain('Nothing: no authority is booked');
  for (const each of [carried.aboutDigest, carried.bodyDigest]) expect(page).toContain(each);
  expect(page).toContain('yes, with this digest');
  expect(page).toContain('href="/plan?against=plan-1"');
  expect(page).toContain('href="/api/v1/plans/plan-1"');
  expect(page).not.toMatch(BROKEN);
});

test('a resolution tells each vote in a word, the quorum, the rule, and what is left', () => {
  const page = resolutionPage(carried);
  const words = [...page.matchAll(/<td>(For|Against|Abstain|Recused|Absent)<\/td>/g)];
  expect(words.map(([, word]) => word)).toEqual([
    ...['For', 'For', 'For', 'For', 'Against', 'Recused', 'Absent'],
  ]);
  expect(page).toContain('a brother owns shares (recorded by gov6 on 2026-01-19)');
  expect(page).toContain('5 count towards the quorum of 4: there was a quorum');
  expect(page).toContain('Carried: 4 For of the 3 that were needed.');
  expect(page).toContain(BOARD_RULE_2024.source);
  for (const amount of ['$600.00', '$500.00', '$100.00']) {
    expect(page).toContain(`<td class="number">${amount}</td>`);
  }
});

test('before an item is opened it offers recusals, while it is open votes, then neither', () => {
  const recusal = 'href="/do/board/resolutions/B-2/recusals?';
  const vote = 'href="/do/board/resolutions/B-2/votes?vote=yes&amp;';
  expect(resolutionPage(withheld)).toContain(recusal);
  expect(resolutionPage(withheld)).not.toContain(vote);
  const open = resolutionPage({ ...withheld, status: 'open' });
  expect(open).toContain(vote);
  expect(open).not.toContain(recusal);
  expect(resolutionPage(carried)).not.toMatch(/\/votes\?|\/recusals\?/);
});

test('a meeting shows its agenda, who is there, and a closed portion only by its reason', () => {
  const page = renderToStaticMarkup(
    <MeetingPage record={meeting} drafts={[]} rule={rule} steps={[]} data={data} />,
  );
  expect(page).toContain('href="/board/resolutions/B-1"');
  expect(page).toContain('7 of 7 governors are there; 4 make a quorum');
  expect(page).toContain('Presiding: Governor 1 (chair).');
  expect(page).toContain('Closed to the public: 5 U.S.C. 552b(c)(1)');
  expect(page).toContain('href="/do/board/meetings/M-1/steps?event=close&amp;');
  expect(page).not.toMatch(BROKEN);
});

test('the packet to print has every digest and every fact of the packet as text', () => {
  const page = renderToStaticMarkup(
    <PacketPage record={meeting} textDigest={digest('e')} data={data} />,
  );
  const text = packetText(meeting);
  const digests = text.match(/sha256-[0-9a-f]{64}/g)!;
  expect(new Set(digests).size).toBe(4);
  for (const each of [...digests, digest('e')]) expect(page).toContain(each);
  const shown = page.replaceAll(/<[^>]+>/g, ' ').replaceAll('&#x27;', "'");
  for (const { name } of meeting.roster) expect(shown).toContain(name);
  for (const fact of text.match(/(?<=: )(gov\d on B-.*|carried: .*|quorum .*)/g)!) {
    expect(shown).toContain(fact);
  }
  expect(page).toContain(`B-1 · ${carried.aboutDigest}`);
  expect(page).toContain('As of');
  expect(page).not.toMatch(BROKEN);
});
