import { type MouseEvent, useState } from 'react';
import type { Dependency } from '../../src/dependency/dependency.ts';
import { type SortKey, type SortOrder, sortDependencies } from '../../src/dependency/sorting.ts';
import { DependencyRow } from './dependency-row.tsx';
import { Evidence, type EvidenceClass } from './evidence.tsx';
import { QUALIFIER_MEANING } from './format.ts';

interface SortColumn {
  readonly key: SortKey;
  readonly label: string;
  readonly unit?: string;
  readonly kind?: EvidenceClass;
  readonly startsDescending?: boolean;
  readonly isNumber?: boolean;
}

const NUMBER = { startsDescending: true, isNumber: true } as const;

const COLUMNS: readonly SortColumn[] = [
  { key: 'rank', label: 'Rank', isNumber: true },
  { key: 'mineral', label: 'Mineral' },
  { key: 'reliance', label: 'Net import reliance', unit: '%, year', kind: 'public', ...NUMBER },
  { key: 'top-producer', label: 'Top producer', unit: 'share, %', kind: 'public', ...NUMBER },
  { key: 'production-hhi', label: 'Production HHI', unit: '0–10,000', kind: 'public', ...NUMBER },
  { key: 'top-source', label: 'Top import source', unit: 'share, %', kind: 'public', ...NUMBER },
  { key: 'import-hhi', label: 'Import HHI', unit: '0–10,000', kind: 'public', ...NUMBER },
  { key: 'dependence', label: 'Dependence rate', unit: '%, bounds', kind: 'model', ...NUMBER },
  { key: 'controls', label: 'Export controls', kind: 'public', startsDescending: true },
  {
    key: 'gdp-expected',
    label: 'GDP at risk, expected',
    unit: '$M a year, low–high',
    kind: 'model',
    ...NUMBER,
  },
  { key: 'gdp-worst', label: 'Worst year', unit: '$M', kind: 'model', ...NUMBER },
  { key: 'sole-producer', label: 'Sole U.S. producer', kind: 'public', startsDescending: true },
];

export interface DependencyTableProps {
  readonly rows: readonly Dependency[];
  readonly initialOrder: SortOrder;
}

/**
 * All listed minerals, to sort by any column. Each heading is a link, so the server sorts where
 * there is no script; where there is one the rows move at once and the address follows.
 */
export function DependencyTable({ rows, initialOrder }: DependencyTableProps) {
  const [order, setOrder] = useState(initialOrder);
  const [announcement, setAnnouncement] = useState('');
  const sorted = sortDependencies(rows, order.key, order.direction);
  const sortBy = (column: SortColumn) => (event: MouseEvent) => {
    event.preventDefault();
    const next = nextOrder(column, order);
    setOrder(next);
    history.replaceState(null, '', sortAddress(next));
    setAnnouncement(`Sorted by ${column.label}, ${directionWord(next)}`);
  };
  return (
    <section className="dependencies" aria-labelledby="minerals-title">
      <h2 id="minerals-title">All {rows.length} minerals of the list</h2>
      <p className="measure">
        The rank is by expected GDP at risk. HHI is the Herfindahl–Hirschman index of concentration,
        10,000 meaning one country alone. A name leads to the mineral's page; the triangle before it
        opens its evidence and its gaps.
      </p>
      <p role="status" className="unseen">
        {announcement}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard */}
      <section className="scroller tall" aria-label="Table of minerals" tabIndex={0}>
        <table className="table dense">
          <caption className="unseen">Dependence of the United States by mineral</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <Heading key={column.key} column={column} order={order} onClick={sortBy(column)} />
              ))}
            </tr>
          </thead>
          {sorted.map((row) => (
            <DependencyRow key={row.mineral} row={row} columns={COLUMNS.length} />
          ))}
        </table>
      </section>
      <QualifierKey />
      <p className="source-line">
        Source: U.S. Geological Survey, Mineral Commodity Summaries 2025 and 2026; risk figures by
        the Lodestock model.
      </p>
    </section>
  );
}

function Heading(props: {
  readonly column: SortColumn;
  readonly order: SortOrder;
  readonly onClick: (event: MouseEvent) => void;
}) {
  const { column, order, onClick } = props;
  const { key, label, unit, kind, isNumber } = column;
  const isSorted = key === order.key;
  return (
    <th
      scope="col"
      className={isNumber ? 'number' : undefined}
      aria-sort={isSorted ? directionWord(order) : undefined}
    >
      <a href={sortAddress(nextOrder(column, order))} onClick={onClick}>
        {kind ? <Evidence kind={kind}>{label}</Evidence> : label}
        <span className="arrow" aria-hidden="true">
          {isSorted ? (order.direction === 'asc' ? ' ▲' : ' ▼') : ''}
        </span>
      </a>
      {unit && <span className="unit">{unit}</span>}
    </th>
  );
}

const directionWord = ({ direction }: SortOrder) =>
  direction === 'asc' ? 'ascending' : 'descending';

const sortAddress = ({ key, direction }: SortOrder) => `?sort=${key}&dir=${direction}`;

/** A second click on a heading turns its order round. */
function nextOrder({ key, startsDescending }: SortColumn, order: SortOrder): SortOrder {
  if (key === order.key) return { key, direction: order.direction === 'asc' ? 'desc' : 'asc' };
  return { key, direction: startsDescending ? 'desc' : 'asc' };
}

function QualifierKey() {
  return (
    <dl className="qualifier-key">
      {Object.entries(QUALIFIER_MEANING).map(([symbol, meaning]) => (
        <div key={symbol}>
          <dt>
            <span className="chip">{symbol}</span>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
