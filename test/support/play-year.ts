import { perform } from '../../src/audit/audit.service.ts';
import type { Act, IsoDate } from '../../src/base/act.ts';
import { openFund, postEntries } from '../../src/fund/fund.service.ts';
import type { Db } from '../../src/platform/db.ts';
import { PLAY_FUNDS } from './fund-actions.ts';
import { createPlay, type Play } from './fund-play.ts';
import { type Attempt, chooser } from './oracle.ts';
import { CHIEF, chief, registerChief, withoutBoard } from './reserve.ts';

const AT_ONCE = 100; // entries of one deed
const MISCHIEF = 60; // of so many amounts one is too large
const DAYS = 365;
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** The four funds of the play, open and empty. */
export async function openPlayFunds(db: Db): Promise<void> {
  await registerChief(db);
  await withoutBoard(db);
  for (const { id, kind, partner } of PLAY_FUNDS) {
    await openFund(db, chief, { id, kind, title: `Fund ${id} (illustrative)`, partner });
  }
}

/** Attempts of before with the ids and numbers of their entries. */
export type Booked = Map<Attempt, { readonly id: string; readonly seq: bigint }>;

/** Books attempts as one deed, in their order. */
export async function bookAttempts(
  db: Db,
  act: Act,
  attempts: readonly Attempt[],
  booked: Booked,
): Promise<void> {
  const { entries } = await perform(
    db,
    act,
    { name: 'play', request: { templates: attempts.map(({ template }) => template) } },
    async (tx, deed) => ({
      entries: await postEntries(
        tx,
        act,
        deed,
        attempts.map(({ template, lines, of, reverses }, k) => ({
          ...{ template, lines, of, part: String(k) },
          ...(reverses && { reverses: booked.get(reverses)!.seq, reason: 'taken back' }),
        })),
      ),
    }),
  );
  const rows = await db.query<{ id: string; seq: bigint }>(
    'select id, seq from ledger_entry where id = any($1::text[])',
    [entries],
  );
  const seqs = new Map(rows.map(({ id, seq }) => [id, seq]));
  for (const [k, id] of entries.entries()) booked.set(attempts[k]!, { id, seq: seqs.get(id)! });
}

export interface PlayedYear {
  readonly play: Play;
  readonly entries: number;
  readonly refused: number;
  /** Attempts about which oracle and database disagree: none. */
  readonly disagreements: readonly string[];
}

/**
 * Plays a year: what the oracle allows is booked in deeds of up to a hundred entries, what it does
 * not is tried alone and has to be refused.
 */
export async function playYear(
  db: Db,
  { seed, entries }: { seed: number; entries: number },
): Promise<PlayedYear> {
  const play = createPlay(chooser(seed), () => MISCHIEF);
  const booked: Booked = new Map();
  const disagreements: string[] = [];
  let [done, refused] = [0, 0];
  let waiting: Attempt[] = [];
  const today = (): Act => ({ by: CHIEF, on: dayOf(done / entries) });
  const flush = async () => {
    if (waiting.length > 0) await bookAttempts(db, today(), waiting, booked);
    done += waiting.length;
    waiting = [];
  };
  while (done + waiting.length < entries) {
    const attempt = play.attempt();
    if (attempt === undefined || attempt.lines.length === 0) continue;
    const isAllowed = play.oracle.book(attempt.lines);
    if (!isAllowed || (attempt.reverses && !booked.has(attempt.reverses))) await flush();
    if (isAllowed) {
      play.booked(attempt); // the deed that books it would fail if the database disagreed
      waiting.push(attempt);
      if (waiting.length >= AT_ONCE) await flush();
      continue;
    }
    refused += 1;
    const verdict = await bookAttempts(db, today(), [attempt], booked).then(
      () => 'booked',
      (error: { code?: string }) => error.code ?? String(error),
    );
    if (verdict !== 'fund.insufficient') disagreements.push(`${attempt.template}: ${verdict}`);
  }
  await flush();
  return { play, entries: done, refused, disagreements };
}

/** The day of a year at which a part of it is over. */
function dayOf(share: number): IsoDate {
  const time = FIRST_DAY + Math.min(DAYS - 1, Math.floor(share * DAYS)) * 86_400_000;
  // The first ten letters of an ISO instant are an IsoDate.
  return new Date(time).toISOString().slice(0, 10) as IsoDate;
}
