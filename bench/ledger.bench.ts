import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLedger, openFund, readBalances } from '../src/fund/fund.service.ts';
import { insertEntries } from '../src/fund/fund.store.ts';
import type { Entry } from '../src/fund/fund.ts';
import * as journal from '../src/fund/journal.ts';
import type { Database, Db } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { openPglite } from '../src/platform/pglite.ts';
import { openPostgres } from '../src/platform/postgres.ts';
import { startPostgresServer } from '../test/support/postgres-server.ts';
import { chief, registerChief } from '../test/support/reserve.ts';
import { commitNow } from './commit-now.ts';
import { withTable } from './comparison.ts';
import {
  type LedgerComparison,
  ledgerLines,
  ledgerTable,
  median,
  type Rates,
} from './ledger-comparison.ts';
import type { BenchOptions } from './run.ts';
import { setUpPgbench } from './setup.ts';

const HISTORY = join(import.meta.dirname, 'history.jsonl');
const PAGE = join(import.meta.dirname, '../docs/benchmarks.md');

const FUNDS = 100; // over which the entries are spread
const SCALE = 10; // of pgbench: a million accounts
const ROUNDS = 5;
const SECONDS = 5; // of each program and round
const BATCH = 1000;
const FEW = 1000; // entries in the ledger when the cost of one is taken first
const MANY = 50_000; // and when it is taken again
const SINGLES = 300;
const AUDITED = 100_000; // entries of four lines each

/**
 * Posting beside pgbench's TPC-B-like transactions on the same server with flushes on; batches on
 * the embedded database beside the server; cost of an entry in a full ledger; audit and trial balance.
 */
export async function benchLedger(
  print: (line: string) => void,
  { writes, isShort }: BenchOptions,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lodestock-bench-'));
  const server = await startPostgresServer(['shared_buffers=256MB', 'max_wal_size=4GB']);
  const onServer = await openPostgres(server.url);
  try {
    await prepare(onServer);
    const pgbench = setUpPgbench(print);
    const rounds = isShort ? 2 : ROUNDS;
    const rates =
      'program' in pgbench ? await compareRates(pgbench.program, server.url, folder, rounds) : null;
    const embedded = await openPglite(join(folder, 'embedded'));
    await prepare(embedded);
    const batches = await compareBatches(embedded, onServer, rounds);
    const growth = await costOfGrowth(embedded, isShort ? MANY / 10 : MANY);
    const audit = await timeAudit(embedded, isShort ? AUDITED / 10 : AUDITED);
    await embedded.close();
    const comparison: LedgerComparison = {
      date: new Date().toISOString(),
      commit: commitNow(),
      bench: 'ledger',
      machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}; Node ${process.versions.node}`,
      missing: 'missing' in pgbench ? pgbench.missing : null,
      ...{ rounds, rates, batches, growth, audit },
    };
    for (const line of ledgerLines(comparison)) print(line);
    appendFileSync(HISTORY, `${JSON.stringify(comparison)}\n`);
    if (writes) {
      const page = readFileSync(PAGE, 'utf8');
      writeFileSync(PAGE, withTable(page, ledgerTable(comparison), 'ledger'));
    }
  } finally {
    await onServer.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const fundOf = (k: number) => ({ id: `f${(k % FUNDS) + 1}`, kind: 'appropriated' }) as const;

/** A hundred funds that anything may be booked on. */
async function prepare(db: Db): Promise<void> {
  await migrate(db);
  await registerChief(db);
  for (let k = 0; k < FUNDS; k++) {
    const { id, kind } = fundOf(k);
    await openFund(db, chief, { id, kind, title: 'Bench', partner: null });
  }
}

const DAYS = 28; // over which the entries are spread
const HALF_WAY = '2026-01-14'; // half of them have taken effect
const dayOf = (k: number) => `2026-01-${String(1 + (k % DAYS)).padStart(2, '0')}`;

/** Four lines in two books: an appropriation. The script of pgbench posts the same. */
const entryOf = (prefix: string, k: number): Entry => ({
  id: `${prefix}-${k}`,
  template: 'bench',
  effectiveOn: dayOf(k),
  lines: journal.appropriation(fundOf(k), BigInt(1 + (k % 1000))),
});

const POST = (fund: string) => `\\set f random(1, ${FUNDS})
\\set c random(1, 100000)
select post_entries(array[gen_random_uuid()::text], array[1::bigint], array['bench'],
  array['2026-01-15'::date], array[null::date], array[null], array[null::bigint], array['bench'],
  array[1, 1, 1, 1], array[${fund}, ${fund}, ${fund}, ${fund}],
  array['411900', '445000', '101000', '310100'], array['', '', '', ''],
  array['USD', 'USD', 'USD', 'USD'], array[:c, 0 - :c, :c, 0 - :c]::bigint[]);
`;

async function compareRates(
  program: string,
  url: string,
  folder: string,
  rounds: number,
): Promise<Rates> {
  await pgbench(program, url, ['-i', '-q', '-s', String(SCALE)]);
  const [spread, hot] = [join(folder, 'spread.sql'), join(folder, 'hot.sql')];
  writeFileSync(spread, POST("'f' || :f"));
  writeFileSync(hot, POST("'f1'"));
  const run = async (clients: number, ...what: readonly string[]) => {
    const args = ['-n', '-M', 'prepared', '-T', String(SECONDS), '-c', String(clients), ...what];
    const text = await pgbench(program, url, args);
    return Number(/tps = ([\d.]+)/.exec(text)?.[1]);
  };
  const measured: Record<keyof Rates, number[]> = {
    ...{ tpcb1: [], tpcb8: [], post1: [], post8: [], hot8: [] },
  };
  for (let round = 0; round < rounds; round++) {
    measured.tpcb1.push(await run(1, '-b', 'tpcb-like'));
    measured.post1.push(await run(1, '-f', spread));
    measured.tpcb8.push(await run(8, '-b', 'tpcb-like'));
    measured.post8.push(await run(8, '-f', spread));
    measured.hot8.push(await run(8, '-f', hot));
  }
  return measured;
}

function pgbench(program: string, url: string, args: readonly string[]): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const place = ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, ...place], {
      env: { ...process.env, PGPASSWORD: password },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => {
      out += part;
    });
    child.stderr.on('data', (part) => {
      err += part;
    });
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 ? resolve(out) : reject(new Error(`pgbench ended with ${status}: ${err}`)),
    );
  });
}

/** Entries a second in batches of a thousand, both with flushes on. */
async function compareBatches(embedded: Db, server: Db, rounds: number) {
  const rate = async (db: Db, prefix: string) => {
    const entries = Array.from({ length: BATCH }, (_, k) => entryOf(prefix, k));
    const start = performance.now();
    await insertEntries(db, entries, 1n);
    return BATCH / ((performance.now() - start) / 1000);
  };
  const found = { embedded: [] as number[], server: [] as number[] };
  for (let round = -1; round < rounds; round++) {
    const [ours, theirs] = [await rate(embedded, `e${round}`), await rate(server, `s${round}`)];
    if (round < 0) continue; // the first warms up
    found.embedded.push(ours);
    found.server.push(theirs);
  }
  return found;
}

/** Microseconds of CPU that one entry takes in a small ledger and in a large one. */
async function costOfGrowth(db: Database, many: number) {
  const cost = async (prefix: string) => {
    const start = process.cpuUsage();
    for (let k = 0; k < SINGLES; k++) await insertEntries(db, [entryOf(prefix, k)], 1n);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / SINGLES;
  };
  await fill(db, FEW);
  await cost('warm');
  const few = await cost('few');
  await fill(db, many);
  await cost('warm-again');
  return { few: FEW, many, fewMicroseconds: few, manyMicroseconds: await cost('many') };
}

/** Books batches until the ledger has so many entries. */
async function fill(db: Db, wanted: number): Promise<void> {
  const count = async () =>
    (await db.query<{ n: number }>('select count(*)::int as n from ledger_entry'))[0]!.n;
  for (let have = await count(); have < wanted; have = await count()) {
    const size = Math.min(BATCH, wanted - have);
    const entries = Array.from({ length: size }, (_, k) => entryOf(`fill-${have}`, k));
    await insertEntries(db, entries, 1n);
  }
}

async function timeAudit(db: Db, entries: number) {
  await fill(db, entries);
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const start = performance.now();
      await work();
      times.push((performance.now() - start) / 1000);
    }
    return median(times);
  };
  return {
    lines: entries * 4,
    auditSeconds: await timed(async () => {
      const wrong = await auditLedger(db);
      if (wrong.length > 0) throw new Error(wrong[0]);
    }),
    asOfSeconds: await timed(() => readBalances(db, { on: HALF_WAY })),
  };
}
