import fs, { openAsBlob } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { perform } from '../../src/audit/audit.service.ts';
import { auditLedger, postEntries, readFund, readTieOuts } from '../../src/fund/fund.service.ts';
import * as journal from '../../src/fund/journal.ts';
import type { Db } from '../../src/platform/db.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openPglite } from '../../src/platform/pglite.ts';
import { openPostgres } from '../../src/platform/postgres.ts';
import { chief, fundWith, registerChief, withoutBoard } from './reserve.ts';

// A program that opens a ledger, says what is wrong with it and which entries it has, and then books
// one entry after the other until it is killed, saying the id of each after its commit. As a
// known-bad control it says the id before. Arguments: a folder or the URL of a server, a dump to
// begin the folder with, how to acknowledge (after, before, or never: look only), the last number
// that was acknowledged, whether files are flushed (flush, or lax: another control).

const [place, snapshot, acknowledge, since, flush] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const db = place!.startsWith('postgres')
  ? await openPostgres(place!)
  : await openPglite(place!, await openAsBlob(snapshot!));
await migrate(db);
await readFund(db, 'reserve').catch(async () => {
  await registerChief(db);
  await withoutBoard(db);
  await fundWith(db, 1_000_000_00n);
});

const wrong = await auditLedger(db);
const open = (await readTieOuts(db)).filter(({ difference }) => difference !== '0');
const numbers = await db.query<{ dim: string }>(
  `select dim from ledger_line where account = '480100' and amount < 0 and dim like 'order:%'`,
);
const kept = numbers.map(({ dim }) => Number(dim.slice('order:'.length)));
say(JSON.stringify({ wrong: [...wrong, ...open.map(({ id }) => id)], kept }));
if (flush === 'lax') {
  fs.fsyncSync = () => {};
  syncBuiltinESMExports();
}
if (acknowledge === 'never') {
  await db.close();
  process.exit(0);
}

const FUND = { id: 'reserve', kind: 'appropriated' } as const;
for (let k = Number(since) + 1; ; k++) {
  await db.transaction(async (tx) => {
    await book(tx, k);
    if (acknowledge !== 'before') return;
    say(String(k));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  if (acknowledge === 'after') say(String(k));
}

/** An order of a cent, as a deed with all that belongs to one. */
function book(tx: Db, k: number): Promise<unknown> {
  return perform(tx, chief, { name: 'crash', request: { k } }, async (work, deed) => {
    const lines = [
      ...journal.authority(FUND, 'resolution:B', 1n),
      ...journal.commitment(FUND, { requisition: 'requisition:R', resolution: 'resolution:B' }, 1n),
      ...journal.ceilingRise(FUND, 'C', 1n),
      ...journal.order(
        FUND,
        { contract: 'C', order: String(k), requisition: 'requisition:R' },
        { cents: 1n, fromMinimumCents: 0n },
      ),
    ];
    const of = { kind: 'order', id: String(k) } as const;
    return { entries: await postEntries(work, chief, deed, [{ template: 'crash', lines, of }]) };
  });
}
