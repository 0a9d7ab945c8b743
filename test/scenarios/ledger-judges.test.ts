import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportJournal, requireBalancedBooks } from '../../src/fund/books.service.ts';
import { auditLedger, readBalances, readTieOuts } from '../../src/fund/fund.service.ts';
import { PEER_FORMATS, peerAccount, peerCommodity } from '../../src/fund/journal-export.ts';
import type { Database } from '../../src/platform/db.ts';
import { openServerDatabase } from '../support/database.ts';
import { placeName } from '../support/oracle.ts';
import { findPeers, peerBalances } from '../support/peers.ts';
import { openPlayFunds, type PlayedYear, playYear } from '../support/play-year.ts';
import { sizeOf } from '../support/sizes.ts';

// A year of a reserve at play, judged by those who know nothing of us: hledger, ledger, beancount.

const ENTRIES = sizeOf('entriesOfYear');
const SEED = 20260;

let database: Database;
let year: PlayedYear;
const folder = mkdtempSync(join(tmpdir(), 'lodestock-judges-'));

beforeAll(async () => {
  database = await openServerDatabase();
  await openPlayFunds(database);
  year = await playYear(database, { seed: SEED, entries: ENTRIES });
}, 600_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('oracle and database agree on every attempt of the year, and on every balance', async () => {
  expect(year.entries).toBe(ENTRIES);
  expect(year.refused).toBeGreaterThan(ENTRIES / 200);
  expect(year.disagreements).toEqual([]);
  const balances = (await readBalances(database, {})).filter(({ net }) => net !== '0');
  const told = new Map(
    balances.map(({ net, ...place }) => [placeName(place as never), BigInt(net)]),
  );
  expect(told).toEqual(year.play.oracle.balances);
});

test('every tie-out of the year is zero, grams and cost of the lots too', async () => {
  const found = await readTieOuts(database, year.play.holdings());
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter(({ difference }) => difference !== '0')).toEqual([]);
  expect(await auditLedger(database)).toEqual([]);
  await requireBalancedBooks(database);
});

test.each(PEER_FORMATS)(
  '%s comes to our balances, and misses no cent',
  async (format) => {
    const { missing } = await findPeers();
    expect(missing, 'install with: apt-get install hledger ledger beancount').not.toContain(format);
    const lines: string[] = [];
    for await (const line of exportJournal(database, format)) lines.push(line);
    const file = join(folder, `year.${format}`);
    writeFileSync(file, `${lines.join('\n')}\n`);

    const ours = (await readBalances(database, {}))
      .filter(({ net }) => net !== '0')
      .map(({ net, ...place }): [string, string] => [
        `${peerAccount(place)} ${peerCommodity(place.unit)}`,
        place.unit === 'USD' ? dollars(BigInt(net)) : net,
      ]);
    const theirs = await peerBalances(format, file);
    expect(theirs).toEqual(new Map(ours));

    // One cent more in one line of one entry in the middle of the year.
    const middle = lines.findIndex(
      (line, k) => k > lines.length / 2 && / \d+[.]\d\d USD$/.test(line),
    );
    const changed = lines.with(middle, lines[middle]!.replace(/\d USD$/, raised));
    writeFileSync(file, `${changed.join('\n')}\n`);
    expect(readFileSync(file, 'utf8')).not.toBe(`${lines.join('\n')}\n`);
    await expect(peerBalances(format, file)).rejects.toThrow(/balance/i);
  },
  3_600_000,
);

const raised = (end: string) => `${(Number(end[0]) + 1) % 10}${end.slice(1)}`;

function dollars(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
