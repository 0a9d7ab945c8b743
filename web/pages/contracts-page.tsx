import type { Contract, Requisition } from '../../src/contracts/contracts.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { PlainTable } from '../parts/table.tsx';
import { beginnings } from './contract-deeds.ts';
import { contractRows, money, requisitionRows } from './contract-text.ts';

export interface ContractsProps {
  readonly contracts: readonly Contract[];
  readonly requisitions: readonly Requisition[];
  readonly data: DataEdition;
}

/** Every contract and requisition, and what may be begun. */
export function ContractsPage({ contracts, requisitions }: ContractsProps) {
  return (
    <>
      <section className="answer">
        <p className="question">What is contracted, and what may still be ordered?</p>
        <h1>{answerOf(contracts)}</h1>
        <p className="lead">
          Orders sit inside the ceiling of their contract and are never added to it. A ceiling is no
          obligation: the guaranteed minimum and the orders are.
        </p>
        <Deeds deeds={beginnings()} back="/contracts" />
      </section>
      {contracts.length > 0 && (
        <section aria-labelledby="contracts">
          <h2 id="contracts">Contracts</h2>
          <PlainTable
            caption="Contracts, the newest first; amounts in US dollars from the ledger"
            rows={contractRows(contracts)}
          />
        </section>
      )}
      <section aria-labelledby="requisitions">
        <h2 id="requisitions">Requisitions</h2>
        {requisitions.length === 0 ? (
          <p>Nobody has asked for money yet; a requisition rests on a resolution of the board.</p>
        ) : (
          <PlainTable
            caption="Requisitions, the newest first; amounts in US dollars from the ledger"
            rows={requisitionRows(requisitions)}
          />
        )}
      </section>
      <p className="actions">
        <a href="/api/v1/contracts">Contracts as JSON</a>
        <a href="/api/v1/requisitions">Requisitions as JSON</a>
      </p>
    </>
  );
}

const ORDERABLE: ReadonlySet<string> = new Set(['active', 'suspended']);

function answerOf(contracts: readonly Contract[]): string {
  const open = contracts.filter(({ status }) => ORDERABLE.has(status));
  if (contracts.length === 0) return 'There is no contract yet';
  if (open.length === 0) return 'Nothing may be ordered: no contract is active';
  const sumOf = (field: 'ceilingLeftCents' | 'ceilingCents') =>
    open.reduce((sum, each) => sum + BigInt(each[field]), 0n).toString();
  const of = open.length === 1 ? 'one open contract' : `${open.length} open contracts`;
  return `${money(sumOf('ceilingLeftCents'))} of the ${money(sumOf('ceilingCents'))} ceiling of ${of} is left`;
}
