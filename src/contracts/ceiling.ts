import type { JournalEntry } from '../fund/fund.ts';
import type { CeilingChange, Contract } from './contracts.ts';
import { contractDim, orderOfDim } from './ledger-names.ts';

type Burning = Pick<Contract, 'id' | 'modifications'>;

/** A change before the sums are run up [cents]. */
interface Change extends Pick<CeilingChange, 'on' | 'event' | 'document' | 'entry'> {
  readonly raised: bigint;
  readonly freed: bigint;
}

/**
 * What is left of a contract's ceiling, change by change, in the order of days.
 *
 * The ledger says by how much: account C29 is the ceiling, C20 what of it may still be ordered. A
 * modification that only moves the end of ordering books nothing and changes nothing; it is told.
 *
 * @param entries - those with a line on C20 of the contract, in the order in which they were booked
 */
export function ceilingHistory(
  contract: Burning,
  entries: readonly JournalEntry[],
): CeilingChange[] {
  const changes = [...bookedChanges(contract, entries), ...silentChanges(contract)];
  changes.sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))); // of one day as they came
  let [ceiling, left] = [0n, 0n];
  return changes.map(({ raised, freed, ...change }) => {
    ceiling += raised;
    left += freed;
    return {
      ...change,
      changeCents: freed.toString(),
      ceilingCents: ceiling.toString(),
      leftCents: left.toString(),
    };
  });
}

function bookedChanges(contract: Burning, entries: readonly JournalEntry[]): Change[] {
  const rises = contract.modifications.filter(isRise);
  const raising = entries.filter(({ template }) => template === 'ceiling-rise');
  return entries.map((entry) => {
    const rise = rises[raising.indexOf(entry)]; // both stand in the order in which they were signed
    return {
      on: entry.effectiveOn,
      event: entry.template,
      document: rise ? modificationId(contract.id, rise.n) : (orderOf(entry) ?? contract.id),
      entry: entry.id,
      raised: sumOn(entry, 'C29', contract.id),
      freed: -sumOn(entry, 'C20', contract.id), // credits stand as negative amounts
    };
  });
}

const silentChanges = ({ id, modifications }: Burning): Change[] =>
  modifications
    .filter((each) => !isRise(each))
    .map(({ n, signedOn }) => ({
      on: signedOn,
      event: 'modification',
      document: modificationId(id, n),
      entry: null,
      raised: 0n,
      freed: 0n,
    }));

const isRise = ({ ceilingRiseCents }: Contract['modifications'][number]) =>
  ceilingRiseCents !== '0';

/** How a modification is named as a document. */
export const modificationId = (contract: string, n: number): string => `${contract}.M${n}`;

function orderOf({ lines }: JournalEntry): string | undefined {
  for (const { dim } of lines) {
    const order = orderOfDim(dim);
    if (order !== undefined) return order;
  }
  return undefined;
}

function sumOn({ lines }: JournalEntry, account: string, contract: string): bigint {
  return lines
    .filter((line) => line.account === account && line.dim === contractDim(contract))
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
