import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { IntermediaryStanding } from '../../src/parties/intermediary.ts';
import type { Fact, Ownership, Party } from '../../src/parties/parties.ts';
import type { OwnerShare, PartyView, Screening } from '../../src/parties/party-view.ts';
import type { PartnerStanding } from '../../src/rules/partner.ts';
import { ownerTree, placesAbove } from '../charts/owner-graph.ts';
import { PartiesPage } from './parties-page.tsx';
import { PartyPage } from './party-page.tsx';
import { shortPercent } from './party-text.ts';

const data = { version: 'test', digest: 'sha256-0' };
const party = (id: string, other: Partial<Party> = {}): Party => ({
  ...{ id, name: `Party ${id}`, kind: 'company', country: 'CAN', identifiers: [] },
  ...{ isIllustrative: true, source: 'made for the test', madeBy: 'officer', seq: 1 },
  ...other,
});
const share = (seq: number, owner: string, owned: string, text: string): OwnerShare => ({
  ...{ seq, owner, owned, kind: 'equity', share: text },
});
const above = [
  share(1, 'state', 'holding', '2501/10000'),
  share(2, 'holding', 'mine', '1/1'),
  share(3, 'fund', 'mine', '1/3'),
];
const held = (row: OwnerShare): Ownership => ({
  ...row,
  ...{ from: '2026-01-01', to: null, endedBy: null, source: 'register', madeBy: 'officer' },
});
const fact: Fact = {
  ...{ seq: 9, party: 'mine', leg: 'control', country: 'CHN', from: '2026-01-01', to: null },
  ...{ endedBy: null, source: 'filing', note: null, madeBy: 'officer' },
};
const screening: Screening = {
  ...{ seq: 12, party: 'mine', on: '2026-02-01', purpose: 'award', outcome: 'entity of concern' },
  ...{ resultDigest: 'sha256-result', madeBy: 'officer' },
  result: {
    ...{ party: 'mine', on: '2026-02-01', knownBefore: 12, ruleSet: 'trial-1' },
    ...{ ruleSetDigest: 'sha256-rules', inputsDigest: 'sha256-inputs' },
    ...{ outcome: 'entity of concern', coveredNations: ['CHN'], unverifiedRules: [] },
    legs: [
      {
        ...{ leg: 'ownership', fails: true, finding: 'covered governments hold 25.01%' },
        ...{ section: '42 U.S.C. 19237(2)', rows: [] },
      },
      {
        leg: 'control',
        fails: false,
        finding: 'nothing',
        section: '42 U.S.C. 19237(2)',
        rows: [9],
      },
    ],
    ownership: {
      ...{ share: '2501/10000', percent: '25.01%', threshold: '1/4', kind: 'equity' },
      byNation: [{ country: 'CHN', share: '2501/10000', percent: '25.01%' }],
      links: [
        {
          ...{ owner: 'state', ownerName: 'Party state', owned: 'holding' },
          ...{ ownedName: 'Party holding', kind: 'equity', share: '2501/10000' },
          ...{ ownerExposure: '1/1', contribution: '2501/10000', seq: 1 },
        },
      ],
    },
  },
};
const view: PartyView = {
  party: party('mine', { identifiers: [{ scheme: 'CAGE', value: '1ABC2' }] }),
  owners: above.slice(1).map(held),
  holdings: [],
  facts: [fact],
  screenings: [screening],
  currentOutcome: 'entity of concern',
};
const names = Object.fromEntries(
  ['state', 'holding', 'fund', 'mine'].map((id) => [id, `Party ${id}`]),
);
const contract = {
  ...{ id: 'C-1', title: 'Fluorspar', status: 'in_force', ceilingCents: '25000000000' },
  ...{ orderedCents: '0', deliveredCents: '500000000' },
};
const intermediary: IntermediaryStanding = {
  ...{ party: 'mine', on: '2026-03-01', outcome: 'unknown', ruleSet: 'trial-1' },
  ...{ ruleSetDigest: 'sha256-rules', unverifiedRules: [] },
  legs: [
    {
      ...{ leg: 'private', holds: true, since: '2026-01-01', finding: 'it is private: register' },
      ...{ section: '§3(2)', rows: [9] },
    },
    {
      ...{ leg: 'board_approval', holds: null, since: null, finding: 'nobody has found it' },
      ...{ section: '§3(2)', rows: [] },
    },
  ],
};
const partner: PartnerStanding = {
  ...{ country: 'CAN', name: 'Canada', on: '2026-03-01', outcome: 'partner' },
  sentence: 'Canada is a partner country on 2026-03-01: member of NATO since 1949',
  ...{ ruleSet: 'trial-1', ruleSetDigest: 'sha256-rules', routes: [], unverifiedRules: [] },
};
const page = renderToStaticMarkup(
  <PartyPage
    {...{ view, above, intermediary, partner, names, data }}
    on="2026-03-01"
    contracts={[contract]}
    steps={[]}
  />,
);

test('the page says by which route the country of a party is a partner', () => {
  expect(page).toContain('Canada is a partner country on 2026-03-01: member of NATO since 1949.');
});

test('what nobody has found of an intermediary is shown as unknown', () => {
  expect(page).toContain('As an authorised intermediary on 2026-03-01: unknown');
  expect(page).toContain('1 of 2 conditions hold, 0 fail, 1 are unknown');
  expect(page).toMatch(/board approval<\/th><td>Unknown/);
});

test('the register says what the last screening of each party found, and what is made up', () => {
  const parties = [party('mine'), party('other', { isIllustrative: false })];
  const list = renderToStaticMarkup(
    <PartiesPage parties={parties} screenings={[screening]} data={data} />,
  );
  expect(list).toContain('2 parties are registered');
  expect(list).toContain('entity of concern, for award');
  expect(list).toContain('never screened');
  expect(list.match(/>Illustrative</g)).toHaveLength(1);
  expect(list).toContain('href="/do/parties?back=%2Fparties"');
  expect(list).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
});

test('a party shows shares exactly and in percent, findings, and its contracts', () => {
  expect(page).toContain('<td class="number">1/3</td><td class="number">about 33.333333%</td>');
  expect(page).toContain('CAGE 1ABC2');
  expect(page).toContain('control of China');
  expect(page).toContain('href="/contracts/C-1"');
  expect(page).toContain('$250,000,000.00');
  expect(page).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
});

test('a screening is told leg by leg with its rule, its digests and how to make it again', () => {
  expect(page).toContain('Screening of 2026-02-01 for award: entity of concern');
  expect(page).toContain('<td>Fails</td><td>covered governments hold 25.01%</td>');
  for (const digest of ['sha256-result', 'sha256-rules', 'sha256-inputs']) {
    expect(page).toContain(digest);
  }
  expect(page).toContain('lodestock party rerun 12');
  expect(page).toContain('href="/api/v1/parties/screenings/12/rerun"');
});

test('what can be done with a party knows the party already', () => {
  expect(page).toContain('href="/do/parties/mine/screenings?purpose=review&amp;');
  expect(page).toContain('href="/do/parties/ownership?owned=mine&amp;');
  expect(page).toContain('href="/do/parties/ownership/3/end?');
  expect(page).toContain('href="/do/parties/findings/9/end?');
});

test('owners stand as far from the party as the fewest shares between them', () => {
  expect(placesAbove('mine', above)).toEqual([
    { id: 'mine', stepsUp: 0 },
    { id: 'holding', stepsUp: 1 },
    { id: 'fund', stepsUp: 1 },
    { id: 'state', stepsUp: 2 },
  ]);
});

test('a circle of owners is told once in the list', () => {
  const circle = [
    share(1, 'a', 'mine', '1/2'),
    share(2, 'b', 'a', '1/2'),
    share(3, 'a', 'b', '1/2'),
  ];
  const [a] = ownerTree('mine', circle);
  expect(a!.owners[0]!.owners[0]).toMatchObject({ id: 'a', isRepeated: true, owners: [] });
});

test('a share on a line is exact where that is short', () => {
  expect(shortPercent('2501/10000')).toBe('25.01%');
  expect(shortPercent('1/3')).toBe('≈ 33.33%');
});
