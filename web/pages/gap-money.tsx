import type { GapReport, MineralGap } from '../../src/capacity-gap/capacity-gap.ts';
import { bandText, shareText, yearOf } from '../../src/capacity-gap/gap-sentence.ts';
import { bandMusd, bandNumbers } from '../../src/capacity-gap/gap-text.ts';
import { MONEY_RULE } from '../../src/capacity-gap/reserve-money.ts';
import { grouped, mineralName, sentenceCase, twoDigits, usdText } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import type { GapFigureProps } from './gap-figures.tsx';
import { DEMAND_BASIS, gapHref } from './gap-words.ts';

/** What closing the gaps would cost, what projects bring, and how far the Reserve's money goes. */
export function Money({ report }: GapFigureProps) {
  const { money, fundableMusd, budgetUsd, year } = report;
  const budget = usdText(budgetUsd);
  const row = (what: string, reach: GapReport['money']['atHome']) => [
    what,
    bandMusd(reach.neededMusd),
    `${grouped(reach.openGaps.p50, 0)}`,
    `${grouped(reach.closedGaps.p50, 0)} (${grouped(reach.closedGaps.p05, 0)} to ${grouped(reach.closedGaps.p95, 0)})`,
    `${shareText(reach.meanClosedShare.p50)} (${shareText(reach.meanClosedShare.p05)} to ${shareText(reach.meanClosedShare.p95)})`,
    `${shareText(reach.moneyShare.p50)} (${shareText(reach.moneyShare.p05)} to ${shareText(reach.moneyShare.p95)})`,
  ];
  return (
    <section className="profile" aria-labelledby="money">
      <h2 id="money">{`What ${budget} would close`}</h2>
      <p>
        {`${MONEY_RULE} It would close ${grouped(money.atHome.closedGaps.p50, 0)} of ${grouped(money.atHome.openGaps.p50, 0)} gaps of ${year}, all of them small, and is ${shareText(money.atHome.moneyShare.p50)} of what all of them need.`}
      </p>
      <PlainTable
        caption={`What ${budget} would close in ${year}`}
        rows={{
          columns: [
            { label: 'Definition' },
            { label: 'Capital to close every gap', isNumber: true },
            { label: 'Gaps', isNumber: true },
            { label: 'Closed in full', isNumber: true },
            { label: 'Closed on average', isNumber: true },
            { label: 'Budget ÷ capital needed', isNumber: true },
          ],
          rows: [row('At home', money.atHome), row('With partners', money.withPartners)],
        }}
      />
      <p className="measure">
        {`Projects at home bring capital of ${bandMusd(fundableMusd.together)}, weighted by status: ${bandMusd(fundableMusd.committed)} committed, ${bandMusd(fundableMusd.probable)} probable. Their output is in the supply already.`}
      </p>
    </section>
  );
}

/** Every mineral in one table. */
export function AllMinerals({ report, address }: GapFigureProps) {
  const { minerals, year, budgetUsd } = report;
  return (
    <section className="profile" aria-labelledby="all">
      <h2 id="all">{`Every mineral in ${year}`}</h2>
      <PlainTable
        caption={`Demand, supply and gap of every mineral in ${year}`}
        rows={{
          columns: [
            { label: 'Mineral' },
            { label: 'Demand [t]', isNumber: true },
            { label: 'Demand is' },
            { label: 'In place [t]', isNumber: true },
            { label: 'Projects [t]', isNumber: true },
            { label: 'Partners [t]', isNumber: true },
            { label: 'Gap at home', isNumber: true },
            { label: 'Gap with partners', isNumber: true },
            { label: 'Capital to close it at home [$M]', isNumber: true },
            { label: `Closed by ${usdText(budgetUsd)}`, isNumber: true },
          ],
          rows: minerals.map((each) => [
            { text: each.name, href: gapHref(address, { mineral: each.mineral }) },
            ...mineralTexts(each, year),
          ]),
        }}
      />
      <p className="measure">
        Demand is published, or an assumed share of a published group, or assumed because it is
        withheld. In brackets nine in ten draws. Names lead to the mineral year by year.
      </p>
      <NotModelled report={report} />
    </section>
  );
}

function mineralTexts(each: MineralGap, year: number): string[] {
  const row = yearOf(each, year);
  const needed = each.investmentMusd.atHome;
  const closed = each.closedShare.atHome;
  return [
    bandNumbers(row.demandTonnes),
    DEMAND_BASIS[each.demandBasis],
    twoDigits(row.inPlaceTonnes.p50),
    twoDigits(row.committedTonnes.p50 + row.probableTonnes.p50),
    twoDigits(row.partnerTonnes.p50),
    `${each.isAtLeast ? 'at most ' : ''}${bandText(row.gapAtHome)}`,
    `${each.isAtLeast ? 'at most ' : ''}${bandText(row.gapWithPartners)}`,
    needed === null ? 'no price' : bandNumbers(needed),
    closed === null || needed === null || needed.p95 === 0 ? '–' : shareText(closed.p50),
  ];
}

function NotModelled({ report }: Pick<GapFigureProps, 'report'>) {
  const { notModelled } = report;
  if (notModelled.length === 0) return null;
  return (
    <div className="facts">
      <h3>{`Not modelled: ${notModelled.length}`}</h3>
      <ul className="name-list">
        {notModelled.map(({ mineral, reason }) => (
          <li key={mineral}>{`${sentenceCase(mineralName(mineral))}: ${reason}`}</li>
        ))}
      </ul>
    </div>
  );
}

/** The projects whose output is counted, by how much, and those that are not. */
export function Projects({ report }: Pick<GapFigureProps, 'report'>) {
  const { projects, leftOut, year } = report;
  return (
    <section className="profile" aria-labelledby="projects">
      <h2 id="projects">Projects: what is counted of each</h2>
      <PlainTable
        caption="Projects counted, by the weight of their status"
        rows={{
          columns: [
            { label: 'Project' },
            { label: 'Mineral' },
            { label: 'Status' },
            { label: 'Counted' },
            { label: 'Capacity [t a year]', isNumber: true },
            { label: 'From', isNumber: true },
            { label: `Counted in ${year} [t]`, isNumber: true },
            { label: 'Assumed' },
            { label: 'Source' },
          ],
          rows: projects.map((each) => [
            each.project,
            mineralName(each.mineral),
            `${each.status}, ${each.side}`,
            `${shareText(each.weightMid)} (${shareText(each.weightLow)} to ${shareText(each.weightHigh)}), assumed`,
            grouped(each.capacityTonnes, 0),
            String(each.firstYear),
            twoDigits(each.creditedTonnes),
            each.assumed.join('; ') || '–',
            each.source,
          ]),
        }}
      />
      <details>
        <summary>{`${leftOut.length} not counted, and why`}</summary>
        <ul className="plain-list">
          {leftOut.map(({ project, mineral, reason }) => (
            <li
              key={`${project} ${mineral}`}
            >{`${project}, ${mineralName(mineral)}: ${reason}`}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
