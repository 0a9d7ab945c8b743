import type { GapReport, MineralGap } from '../../src/capacity-gap/capacity-gap.ts';
import type { DemandCase } from '../../src/minerals/reference-data.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { grouped, mineralName, usdText } from '../parts/format.ts';
import { ReceiptFigure } from '../parts/key-figure.tsx';
import { Claims } from './gap-claims.tsx';
import { type GapFigureProps, MineralFacts, RangesFigure, SupplyFigure } from './gap-figures.tsx';
import { GapForm } from './gap-form.tsx';
import { AllMinerals, Money, Projects } from './gap-money.tsx';
import { gapReceipts } from './gap-receipts.ts';
import { type GapAddress, gapCommand, gapDataHref, gapHeadline, gapHref } from './gap-words.ts';

export interface GapProps {
  readonly report: GapReport; // of all minerals
  readonly address: GapAddress;
  readonly cases: readonly DemandCase[];
  readonly data: DataEdition;
}

/** Demand against the supply that is in place or can be financed, and what money would close. */
export function GapPage({ report, address, cases }: GapProps) {
  const { minerals, demandCase } = report;
  const props = { report, address };
  const chosen = minerals.find(({ mineral }) => mineral === address.mineral);
  return (
    <>
      <section className="answer">
        <h1>{gapHeadline(report)}</h1>
        <p className="lead">{report.sentence}</p>
        <p className="measure">
          {`Case “${demandCase.id}”${demandCase.confidence === 'unverified' ? ', an assumption that nothing verifies' : ''}: ${demandCase.rationale}`}
        </p>
        <GapForm report={report} address={address} cases={cases} />
        <KeyFigures {...props} />
        <EvidenceKey />
      </section>
      <Ranges {...props} />
      <section className="profile" aria-labelledby="chosen">
        <h2 id="chosen">{`Demand and supply of ${mineralName(address.mineral)}`}</h2>
        {chosen === undefined ? (
          <p>{silence(report, address.mineral)}</p>
        ) : (
          <div className="figures even">
            <SupplyFigure {...props} mineral={chosen} />
            <MineralFacts {...props} mineral={chosen} />
          </div>
        )}
      </section>
      <Money {...props} />
      <Claims claims={report.claims} />
      <AllMinerals {...props} />
      <Projects report={report} />
      <Method {...props} />
    </>
  );
}

/** Why a mineral has no gap to show. */
function silence({ notModelled, demandCase }: GapReport, mineral: string): string {
  const found = notModelled.find((each) => each.mineral === mineral);
  return `Nothing can be shown of ${mineralName(mineral)} in the case “${demandCase.id}”: ${found?.reason ?? 'it is not on the list'}.`;
}

function KeyFigures({ report, address }: GapFigureProps) {
  const { counts, money, budgetUsd } = report;
  const receipts = gapReceipts(report, gapCommand(address));
  return (
    <dl className="key-figures">
      <ReceiptFigure
        term="Gaps at home"
        value={grouped(counts.atHome.open, 0)}
        note={`of ${report.minerals.length} minerals; ${counts.atHome.noSupply} without any supply`}
        receipt={receipts.open}
      />
      <ReceiptFigure
        term="Gaps with partners"
        value={grouped(counts.withPartners.open, 0)}
        note={`${counts.withPartners.noSupply} without any supply`}
        receipt={receipts.openWithPartners}
      />
      <ReceiptFigure
        term={`Closed by ${usdText(budgetUsd)}`}
        value={grouped(money.atHome.closedGaps.p50, 0)}
        note={`gaps at home, the cheapest first (${grouped(money.atHome.closedGaps.p05, 0)} to ${grouped(money.atHome.closedGaps.p95, 0)})`}
        receipt={receipts.closed}
      />
    </dl>
  );
}

const SHOWN = 12; // more bury each other; the rest is one step away

function Ranges(props: GapFigureProps) {
  const { report, address } = props;
  const { minerals, year } = report;
  const most = address.showsAll ? minerals.length : SHOWN;
  const isSupplied = (each: MineralGap) =>
    each.years.find((row) => row.year === year)!.gapAtHome.p50 !== null;
  const supplied = minerals.filter(isSupplied);
  const without = minerals.filter((each) => !isSupplied(each));
  const [widest] = supplied;
  return (
    <section className="profile" aria-labelledby="ranges">
      <h2 id="ranges">{`The gap of each mineral in ${year}`}</h2>
      <div className="figures even">
        <div className="stack">
          <RangesFigure
            {...props}
            id="widest"
            title={`${widest === undefined ? 'No mineral' : widest.name} has the widest gap that has a percentage`}
            minerals={supplied.slice(0, most)}
          />
          <MoreLink address={address} rest={supplied.length - SHOWN} />
        </div>
        <div className="stack">
          <RangesFigure
            {...props}
            id="without"
            title={`${without.length} minerals have no supply at home, so no percentage`}
            minerals={without.slice(0, most)}
          />
          <MoreLink address={address} rest={without.length - SHOWN} />
        </div>
      </div>
    </section>
  );
}

/** Leads to all minerals in the charts, and back; by address, so it needs no script. */
function MoreLink({ address, rest }: { readonly address: GapAddress; readonly rest: number }) {
  if (rest <= 0) return null;
  const { showsAll } = address;
  return (
    <p>
      <a href={gapHref(address, { showsAll: !showsAll }, 'ranges')}>
        {showsAll ? `Show the first ${SHOWN} of each only` : `Show ${rest} more minerals`}
      </a>
    </p>
  );
}

function Method({ report, address }: GapFigureProps) {
  return (
    <section className="profile" aria-labelledby="method">
      <h2 id="method">How it is reckoned, and what it cannot see</h2>
      <ul className="plain-list">
        {[...report.method, ...report.limits].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="actions">
        <a href={gapDataHref(address, 'csv')}>All years as CSV</a>{' '}
        <a href={gapDataHref(address, 'json')}>Everything as JSON</a>
      </p>
      <p className="command">
        In a terminal: <code>{gapCommand(address)}</code>
      </p>
      <p className="command">
        Digest: <code>{report.digest}</code>
      </p>
    </section>
  );
}
