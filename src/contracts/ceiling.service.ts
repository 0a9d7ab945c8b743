import { readJournal } from '../fund/books.service.ts';
import type { JournalEntry } from '../fund/fund.ts';
import type { Db } from '../platform/db.ts';
import { ceilingHistory } from './ceiling.ts';
import { readContract } from './contracts.service.ts';
import type { CeilingChange } from './contracts.ts';
import { contractDim } from './ledger-names.ts';

const ENTRIES_AT_ONCE = 1000;

/**
 * What is left of a contract's ceiling, change by change, from the ledger.
 *
 * @throws Refusal `contract.not_found`
 */
export async function readCeiling(db: Db, id: string): Promise<CeilingChange[]> {
  const contract = await readContract(db, id);
  const entries: JournalEntry[] = [];
  for (let after = 0n; ; ) {
    const place = { account: 'C20', dim: contractDim(id) };
    const next = await readJournal(db, { ...place, after, limit: ENTRIES_AT_ONCE });
    entries.push(...next);
    if (next.length < ENTRIES_AT_ONCE) return ceilingHistory(contract, entries);
    after = BigInt(next.at(-1)!.seq);
  }
}
