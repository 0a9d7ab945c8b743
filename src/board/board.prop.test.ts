import fc from 'fast-check';
import { expect, vi } from 'vitest';
import {
  governor,
  MEETING_DAY,
  motionOf,
  noticedMeeting,
  openMeeting,
  seatBoard,
} from '../../test/support/board.ts';
import { type Cast, type Item, type Step, take, tally } from '../../test/support/board-oracle.ts';
import { databaseTests } from '../../test/support/database.ts';
import { chief, registerChief } from '../../test/support/reserve.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  changeResolution,
  closeVote,
  readResolutionRecord,
  recuse,
  vote,
} from './board.service.ts';
import { BOARD_RULE_2024, type BoardRule, SEATS } from './board.ts';
import { attend } from './meeting.service.ts';
import { changeTerm, declareConflict } from './seat.service.ts';

vi.setConfig({ testTimeout: 900_000 }); // some thousand deeds, on a machine that may be busy

const onDatabase = databaseTests();
const STATES: readonly Cast[] = ['absent', 'recused', 'yes', 'no', 'abstain'];

const RULES: Readonly<Record<string, BoardRule>> = {
  'of votes cast': BOARD_RULE_2024,
  'of all seats, a recused seat counting for the quorum': {
    ...{ ...BOARD_RULE_2024, countsRecused: true },
    majority: { of: 'seats', top: 1, bottom: 2 },
  },
  'two thirds of those present, quorum 5': {
    ...{ ...BOARD_RULE_2024, quorum: 5 },
    majority: { of: 'present', top: 2, bottom: 3 },
  },
};

/** The k-th of all ways in which seven seats can stand. */
const wayOf = (k: number): Cast[] =>
  Array.from({ length: SEATS }, (_, seat) => STATES[Math.floor(k / 5 ** seat) % 5]!);

onDatabase(
  'G1: all 78,125 ways in which seven seats can stand come out as they should',
  async (db) => {
    for (const [name, rule] of Object.entries(RULES)) {
      const rows = await db.query<{ k: number; outcome: string; yes: number; present: number }>(
        `select k, outcome, yes, present
       from generate_series(0, 78124) as k, board_outcome(
         (select array_agg(($1::text[])[1 + k / power(5, seat)::int % 5] order by seat)
          from generate_series(0, 6) as seat), $2, $3, $4, $5, $6, $7)`,
        [
          ...[STATES, rule.seats, rule.quorum, rule.countsRecused],
          ...[rule.majority.of, rule.majority.top, rule.majority.bottom],
        ],
      );
      expect(rows, name).toHaveLength(5 ** SEATS);
      const wrong = rows.filter(({ k, outcome }) => outcome !== tally(wayOf(Number(k)), rule));
      expect(wrong, name).toEqual([]);
      const short = rows.filter(({ outcome, present }) => outcome === 'carried' && present < 4);
      expect(rule.countsRecused || short.length === 0, name).toBe(true);
    }
  },
);

/** The same step on the database. @returns the code of the refusal */
async function ask(db: Db, step: Step, terms: readonly string[]): Promise<string | undefined> {
  const act = 'seat' in step ? governor(step.seat + 1) : chief;
  const resolution = 'B-1';
  const deeds: { readonly [Name in Step['do']]: () => Promise<unknown> } = {
    attend: () => attend(db, act, { meeting: 'M-1', person: act.by }),
    recuse: () => recuse(db, act, { resolution, person: act.by, reason: 'x' }),
    declare: () => {
      const interest = {
        kind: 'party',
        about: 'ares',
        beginsOn: MEETING_DAY,
        reason: 'x',
      } as const;
      return declareConflict(db, act, interest);
    },
    leave: () => {
      const term = 'seat' in step ? terms[step.seat]! : '';
      return changeTerm(db, chief, { term, event: 'end', reason: 'x' });
    },
    vote: () => vote(db, act, { resolution, vote: step.do === 'vote' ? step.choice : 'yes' }),
    open: () => changeResolution(db, chief, { resolution, event: 'open' }),
    withdraw: () => changeResolution(db, chief, { resolution, event: 'withdraw' }),
    close: () => closeVote(db, chief, { resolution, lapses: false }, BOARD_RULE_2024),
    lapse: () => closeVote(db, chief, { resolution, lapses: true }, BOARD_RULE_2024),
  };
  try {
    await deeds[step.do]();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const seat = fc.nat({ max: SEATS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('attend'), seat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('recuse', 'declare', 'leave'), seat }) },
  {
    weight: 9,
    arbitrary: fc.record({
      ...{ do: fc.constant('vote'), seat },
      choice: fc.constantFrom('yes', 'no', 'abstain'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close', 'lapse', 'withdraw') }) },
) as fc.Arbitrary<Step>; // fc.record widens the words of a union

interface Real {
  readonly db: Db;
  readonly terms: readonly string[];
}

/** One step as a command: both have to say the same, and to stand the same after it. */
const command = (one: Step): fc.AsyncCommand<Item, Real> => ({
  check: () => true,
  run: async (item, { db, terms }) => {
    const wanted = take(item, one, BOARD_RULE_2024);
    expect(await ask(db, one, terms), JSON.stringify(one)).toBe(wanted);
    const { status, ballots } = await readResolutionRecord(db, 'B-1');
    expect(status).toBe(item.status);
    expect(ballots.map((ballot) => ballot.status)).toEqual(item.votes);
  },
  toString: () => JSON.stringify(one),
});

onDatabase('G1 to G4: any sequence of steps comes out as in the oracle', async (db) => {
  await registerChief(db);
  await seatBoard(db);
  await noticedMeeting(db, 'M-1', motionOf('B-1', { parties: ['ares'] }));
  await openMeeting(db, 'M-1', ['gov1', 'gov2', 'gov3']);
  const terms = Array.from({ length: SEATS }, (_, k) => `seat-${k + 1}-1`);
  const ends: string[] = [];
  const property = fc.asyncProperty(
    fc.commands([step.map(command)], { maxCommands: 24, size: 'max' }),
    async (commands) => {
      const undo = new Error('undo');
      const run = db.transaction(async (tx) => {
        const item: Item = {
          ...{ status: 'noticed', interested: new Set<number>(), gone: new Set<number>() },
          votes: Array.from({ length: SEATS }, (_, k) => (k < 3 ? 'present' : 'absent')),
        };
        const setup = () => ({ model: item, real: { db: tx, terms } });
        await fc.asyncModelRun(setup, commands);
        ends.push(item.status);
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    },
  );
  await fc.assert(property, { numRuns: 200, seed: 6, endOnFailure: false });
  // The sequences reach every way in which an item can end.
  expect(new Set(ends)).toEqual(
    new Set(['noticed', 'open', 'withdrawn', 'carried', 'failed', 'lapsed']),
  );
});
