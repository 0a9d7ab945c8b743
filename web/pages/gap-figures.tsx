import type { GapReport, MineralGap } from '../../src/capacity-gap/capacity-gap.ts';
import {
  bandText,
  mineralSentence,
  shareText,
  yearOf,
} from '../../src/capacity-gap/gap-sentence.ts';
import { bandNumbers } from '../../src/capacity-gap/gap-text.ts';
import { GapChart } from '../charts/gap-chart.tsx';
import { SupplyChart } from '../charts/supply-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { massUnit, mineralName, sentenceCase, twoDigits } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { type GapAddress, gapHref, gapText, spanOf } from './gap-words.ts';

export interface GapFigureProps {
  readonly report: GapReport;
  readonly address: GapAddress;
}

const sourceOf = ({ report }: GapFigureProps) =>
  `Lodestock, ${report.modelVersion}, case ${report.demandCase.id}; data ${report.dataVersion} (USGS, projects and assumptions)`;

interface RangesProps extends GapFigureProps {
  readonly id: string;
  readonly title: string;
  readonly minerals: readonly MineralGap[];
}

/** The gaps of some minerals by both definitions, each with its range. */
export function RangesFigure(props: RangesProps) {
  const { id, title, minerals, report, address } = props;
  const { year, claims } = report;
  const claim = claims.find((each) => each.id === 'bcg-gap-2030');
  const claimed =
    claim?.low == null || claim.high === null
      ? null
      : { low: claim.low / 100, high: claim.high / 100 };
  const [first] = minerals;
  return (
    <Figure
      id={id}
      title={title}
      measure={`Demand ÷ supply − 1 in ${year}, against supply at home and against supply at home and from partners [percent]; dot or square: median, line: nine in ten draws; logarithmic in demand ÷ supply`}
      evidence="model"
      summary={first === undefined ? 'No mineral.' : mineralSentence(first, year)}
      draw={(widthPx) => (
        <GapChart
          rows={minerals.map((each) => ({
            label: each.name,
            home: spanOf(yearOf(each, year).gapAtHome),
            partners: spanOf(yearOf(each, year).gapWithPartners),
          }))}
          claimed={claimed}
          widthPx={widthPx}
          label={`Gap by mineral in ${year}`}
          source={sourceOf(props)}
          format={gapText}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Gap at home', isNumber: true },
          { label: 'Gap with partners', isNumber: true },
        ],
        rows: minerals.map((each) => [
          { text: each.name, href: gapHref(address, { mineral: each.mineral }) },
          bandText(yearOf(each, year).gapAtHome),
          bandText(yearOf(each, year).gapWithPartners),
        ]),
      }}
    />
  );
}

const LAYERS = ['in place', 'committed', 'probable', 'partners'] as const;

interface OneMineral extends GapFigureProps {
  readonly mineral: MineralGap;
}

/** Demand for one mineral against what supplies it, year by year. */
export function SupplyFigure(props: OneMineral) {
  const { mineral, report } = props;
  const { unit, perTonne } = massUnit(mineral.mineral);
  const times = (tonnes: number) => tonnes * perTonne;
  return (
    <Figure
      id="supply"
      title={supplyTitle(mineral, report.year)}
      measure={`${mineral.name}: demand, and supply by how firm it is [${unit} a year]; medians, and for demand nine in ten draws; points are published${mineral.demandBasis === 'group' ? ', of the group times an assumed share' : ''}`}
      evidence="model"
      summary={mineralSentence(mineral, report.year)}
      draw={(widthPx) => (
        <SupplyChart
          points={mineral.years.map((row) => ({
            year: row.year,
            demand: {
              low: times(row.demandTonnes.p05),
              middle: times(row.demandTonnes.p50),
              high: times(row.demandTonnes.p95),
            },
            layers: [
              row.inPlaceTonnes,
              row.committedTonnes,
              row.probableTonnes,
              row.partnerTonnes,
            ].map(({ p50 }) => times(p50)),
          }))}
          history={mineral.history.map(({ year, tonnes }) => ({ year, value: times(tonnes) }))}
          layers={LAYERS}
          widthPx={widthPx}
          label={`Demand and supply of ${mineralName(mineral.mineral)}`}
          source={sourceOf(props)}
          format={twoDigits}
        />
      )}
      table={yearTable(mineral)}
    />
  );
}

function supplyTitle(mineral: MineralGap, year: number): string {
  const { gapAtHome } = yearOf(mineral, year);
  if (gapAtHome.p50 === null) return `${mineral.name} has no supply at home in ${year}`;
  return gapAtHome.p50 > 0
    ? `${mineral.name}: demand is ${shareText(gapAtHome.p50)} larger than supply at home in ${year}`
    : `${mineral.name}: supply at home meets demand in ${year}`;
}

const yearTable = ({ years }: MineralGap) => ({
  columns: [
    { label: 'Year' },
    { label: 'Demand [t]', isNumber: true },
    { label: 'In place [t]', isNumber: true },
    { label: 'Committed [t]', isNumber: true },
    { label: 'Probable [t]', isNumber: true },
    { label: 'Partners [t]', isNumber: true },
    { label: 'Gap at home', isNumber: true },
    { label: 'Gap with partners', isNumber: true },
  ],
  rows: years.map((row) => [
    String(row.year),
    bandNumbers(row.demandTonnes),
    bandNumbers(row.inPlaceTonnes),
    bandNumbers(row.committedTonnes),
    bandNumbers(row.probableTonnes),
    bandNumbers(row.partnerTonnes),
    bandText(row.gapAtHome),
    bandText(row.gapWithPartners),
  ]),
});

/** Where on the way from the mine the gap lies, and what else is known of the mineral. */
export function MineralFacts({ mineral, report }: OneMineral) {
  const { stages, capital, assumed, evidence, isAtLeast } = mineral;
  return (
    <div className="facts">
      <h3>Where the gap lies, and what it rests on</h3>
      {stages.length > 0 && (
        <PlainTable
          caption={`Gap of ${mineralName(mineral.mineral)} by stage in ${report.year}`}
          rows={{
            columns: [
              { label: 'Made at home in 2025' },
              { label: 'Output [t]', isNumber: true },
              { label: 'Recycled [t]', isNumber: true },
              { label: `Gap in ${report.year}`, isNumber: true },
              { label: 'Row of the data' },
            ],
            rows: stages.map((stage) => [
              sentenceCase(stage.what),
              twoDigits(stage.tonnes),
              twoDigits(stage.recycledTonnes),
              bandText(stage.gap),
              stage.evidence,
            ]),
          }}
        />
      )}
      <ul className="plain-list">
        {stages.length === 0 && (
          <li>No output at home is published on the basis of its consumption, stage by stage.</li>
        )}
        {isAtLeast && (
          <li>
            A net exporter: supply is as large as demand or larger, so the gap shown is a most.
          </li>
        )}
        <li>
          {mineral.partnerShare === null
            ? 'No source says who ships its imports, so none count as those of partners.'
            : `Partner countries ship ${shareText(mineral.partnerShare)} of its imports (2021 to 2024).`}
        </li>
        <li>
          {capital === null
            ? 'No price is published, so what capacity costs cannot be said.'
            : `A tonne of yearly output costs $${twoDigits(capital.midUsd)} to build ($${twoDigits(capital.lowUsd)} to $${twoDigits(capital.highUsd)}), ${capital.sentence}.`}
        </li>
        {assumed.length > 0 && <li>{`Assumed, for no source gives it: ${assumed.join('; ')}.`}</li>}
        {evidence.length > 0 && <li>{`Rows of the data: ${evidence.slice(0, 3).join(', ')}.`}</li>}
      </ul>
    </div>
  );
}
