import { Refusal } from '../base/refusal.ts';
import type { Command, CommandContext, CommandInput, Flag } from '../platform/command.ts';
import { findPartner } from '../rules/partner.service.ts';
import { loadRuleSet, loadRuleSets } from '../rules/rules.service.ts';
import { IDENTIFIER_SCHEMES } from './identifiers.ts';
import { judgeIntermediary } from './intermediary.service.ts';
import { HOLDING_KINDS } from './ownership.ts';
import * as service from './parties.service.ts';
import {
  COUNTRY_LEGS,
  Day,
  FACT_LEGS,
  NewEnd,
  NewFact,
  NewOwnership,
  NewParty,
  PARTY_KINDS,
  PURPOSES,
} from './parties.ts';
import { intermediaryLines, partyLines, partyListLines, screeningLines } from './party-text.ts';

const SOURCE: Flag = { name: 'source', value: 'TEXT', summary: 'where it was read' };
const FROM: Flag = { name: 'from', value: 'DATE', summary: 'first day on which it holds' };
const TO: Flag = { name: 'to', value: 'DATE', summary: 'first day on which it holds no longer' };
const COUNTRY: Flag = { name: 'country', value: 'CODE', summary: 'three letters, such as USA' };
const KEY: Flag = { name: 'key', value: 'KEY', summary: 'the same key is done once' };

/** Prints an answer as JSON, or as lines. */
function say<Answer>(
  context: CommandContext,
  answer: Answer,
  lines: (answer: Answer) => readonly string[],
): undefined {
  if (context.json) context.print(JSON.stringify(answer));
  else for (const line of lines(answer)) context.print(line);
  return undefined;
}

const showAfter = async (context: CommandContext, id: string) =>
  partyLines(await service.showParty(await context.openDb(), id));

/** `lodestock party ...`: with whom the reserve deals, and who stands behind them. */
export const partyCommands: readonly Command[] = [
  {
    name: 'party add',
    params: ['id'],
    flags: [
      { name: 'name', value: 'TEXT', summary: 'its name' },
      { name: 'kind', value: 'KIND', summary: PARTY_KINDS.join(', ') },
      COUNTRY,
      ...IDENTIFIER_SCHEMES.map((scheme) => ({
        name: scheme.toLowerCase(),
        value: 'ID',
        summary: `its ${scheme}, whose form and check digits are looked at`,
      })),
      SOURCE,
      { name: 'illustrative', summary: 'made up for a trial' },
      KEY,
    ],
    summary: 'Register a counterparty with its identifiers',
    examples: [
      'party add ares --name "Ares Strategic Mining Inc." --kind company --country CAN --source "its filings"',
    ],
    async run(context, input) {
      const party = NewParty.parse({
        id: input.params[0],
        ...{ name: input.flag('name'), kind: input.flag('kind'), country: input.flag('country') },
        identifiers: IDENTIFIER_SCHEMES.flatMap((scheme) => {
          const value = input.flag(scheme.toLowerCase());
          return value === undefined ? [] : [{ scheme, value }];
        }),
        isIllustrative: input.has('illustrative'),
        source: input.flag('source'),
      });
      const db = await context.openDb();
      const added = await service.registerParty(db, context.act, party, input.flag('key'));
      return say(context, added, (each) => partyListLines([each]));
    },
  },
  {
    name: 'party own',
    params: ['owner', 'share', 'owned'],
    flags: [
      { name: 'kind', value: 'KIND', summary: `${HOLDING_KINDS.join(', ')} (equity)` },
      ...[FROM, TO, SOURCE, KEY],
    ],
    summary: 'Record who holds a share of whom, as an exact fraction, from a day on',
    examples: ['party own state-of-x 25.01% miner --from 2026-01-01 --source "annual report"'],
    async run(context, input) {
      const [owner, share, owned] = input.params;
      const edge = NewOwnership.parse({
        ...{ owner, share, owned, kind: input.flag('kind') ?? 'equity' },
        ...{ from: input.flag('from'), to: input.flag('to'), source: input.flag('source') },
      });
      const db = await context.openDb();
      const row = await service.recordOwnership(db, context.act, edge, input.flag('key'));
      const lines = await showAfter(context, row.owned);
      return say(context, row, () => lines);
    },
  },
  {
    name: 'party find',
    params: ['id', 'leg'],
    flags: [
      { ...COUNTRY, summary: `for ${COUNTRY_LEGS.join(', ')}` },
      ...[FROM, TO, SOURCE],
      { name: 'note', value: 'TEXT', summary: 'what to know of it' },
      KEY,
    ],
    summary: `Record what was found of a party: ${FACT_LEGS.join(', ')}`,
    examples: ['party find miner control --country CHN --from 2026-01-01 --source "licence 12"'],
    async run(context, input) {
      const [party, leg] = input.params;
      const fact = NewFact.parse({
        ...{ party, leg, country: input.flag('country'), note: input.flag('note') },
        ...{ from: input.flag('from'), to: input.flag('to'), source: input.flag('source') },
      });
      const db = await context.openDb();
      const row = await service.recordFact(db, context.act, fact, input.flag('key'));
      const lines = await showAfter(context, row.party);
      return say(context, row, () => lines);
    },
  },
  ...(['share', 'finding'] as const).map(endCommand),
  {
    name: 'party list',
    summary: 'List the counterparties',
    async run(context) {
      return say(context, await service.listParties(await context.openDb()), partyListLines);
    },
  },
  {
    name: 'party show',
    params: ['id'],
    summary: 'Show a party: owners, holdings, findings and screenings, each with its days',
    async run(context, input) {
      const view = await service.showParty(await context.openDb(), input.params[0]!); // it has one
      const { country } = view.party;
      const partner = await findPartner(context, country, context.act.on);
      const line = partner?.sentence ?? 'the rules of today have no test of partner countries';
      return say(context, view, (shown) => [...partyLines(shown), `country: ${line}`]);
    },
  },
  {
    name: 'party screen',
    params: ['id'],
    flags: [
      { name: 'purpose', value: 'P', summary: `${PURPOSES.join(', ')} (review)` },
      { name: 'on', value: 'DATE', summary: 'day whose ownership counts (today)' },
      KEY,
    ],
    summary: 'Screen a party for a foreign entity of concern, leg by leg, and keep the screening',
    examples: ['party screen miner --purpose award'],
    async run(context, input) {
      const request = {
        party: input.params[0]!, // it has one
        purpose: purposeOf(input.flag('purpose')),
        on: input.flag('on') === undefined ? undefined : Day.parse(input.flag('on')),
      };
      const rules = await loadRuleSet(context, request.on ?? context.act.on);
      const tools = { act: context.act, rules, digestOf: context.digestOf };
      const db = await context.openDb();
      const screening = await service.screenParty(db, tools, request, input.flag('key'));
      return say(context, screening, screeningLines);
    },
  },
  {
    name: 'party intermediary',
    params: ['id'],
    flags: [{ name: 'on', value: 'DATE', summary: 'day whose findings and owners count (today)' }],
    summary: 'Whether a party may be an authorised intermediary: six conditions, leg by leg',
    examples: ['party intermediary trader --on 2026-06-30'],
    async run(context, input) {
      const on = input.flag('on') === undefined ? context.act.on : Day.parse(input.flag('on'));
      const tools = { rules: await loadRuleSet(context, on), digestOf: context.digestOf, on };
      const db = await context.openDb();
      const standing = await judgeIntermediary(db, tools, input.params[0]!); // it has one
      return say(context, standing, intermediaryLines);
    },
  },
  {
    name: 'party rerun',
    params: ['screening'],
    summary: 'Make a screening again from what was known then, and compare it byte by byte',
    async run(context, input) {
      const tools = { ruleSets: await loadRuleSets(context), digestOf: context.digestOf };
      const seq = rowOf(input);
      const screening = await service.rerunScreening(await context.openDb(), tools, seq);
      return say(context, screening, (again) => [
        `screening ${again.seq} comes out the same, byte by byte: ${again.resultDigest}`,
        ...screeningLines(again),
      ]);
    },
  },
];

/** Shares and findings end in the same way. */
function endCommand(what: 'share' | 'finding'): Command {
  return {
    name: what === 'share' ? 'party end' : 'party clear',
    params: ['row'],
    flags: [TO, { name: 'reason', value: 'TEXT', summary: 'why it ended, or was wrong' }, KEY],
    summary: `End a ${what} on a day; on its first day, it never was`,
    async run(context, input) {
      const end = NewEnd.parse({ to: input.flag('to'), reason: input.flag('reason') });
      const db = await context.openDb();
      const [{ act }, key, row] = [context, input.flag('key'), rowOf(input)];
      if (what === 'share') {
        const ended = await service.endOwnership(db, act, row, end, key);
        const lines = await showAfter(context, ended.owned);
        return say(context, ended, () => lines);
      }
      const ended = await service.endFact(db, act, row, end, key);
      const lines = await showAfter(context, ended.party);
      return say(context, ended, () => lines);
    },
  };
}

function rowOf({ params }: CommandInput): number {
  const row = Number(params[0]);
  if (Number.isSafeInteger(row) && row > 0) return row;
  const hint = '`lodestock party show ID` names the rows';
  throw new Refusal('usage', 'party.bad_row', `'${params[0]}' is no number of a row`, hint);
}

function purposeOf(text: string | undefined) {
  const purpose = PURPOSES.find((each) => each === (text ?? 'review'));
  if (purpose !== undefined) return purpose;
  const hint = `write one of ${PURPOSES.join(', ')}`;
  throw new Refusal('usage', 'party.bad_purpose', `nobody is screened for '${text}'`, hint);
}
