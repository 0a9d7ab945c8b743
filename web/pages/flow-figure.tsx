import type { MineralProfile } from '../../src/dependency/profile.ts';
import { FlowChart } from '../charts/flow-chart.tsx';
import { countryName } from '../parts/countries.ts';
import { Figure } from '../parts/figure.tsx';
import { grouped, percent } from '../parts/format.ts';
import type { Cell, Rows } from '../parts/table.tsx';
import { chip, figureCell } from '../parts/vocabulary.tsx';
import { type FlowGraph, flowGraph } from './flow-graph.ts';
import { groupText, placeCell, placeName, stageSentence, topOf } from './profile-text.ts';

/** From whom, through whom, to U.S. use: what two tables say, and where they do not meet. */
export function FlowFigure(props: { readonly profile: MineralProfile; readonly edition: string }) {
  const { profile, edition } = props;
  const graph = flowGraph(profile);
  if (graph === null) return <p>No source says who makes or who ships it.</p>;
  return (
    <Figure
      id="flow"
      title={flowTitle(profile)}
      measure={flowMeasure(profile, graph)}
      evidence="public"
      summary={flowSummary(profile)}
      isWide
      draw={(widthPx) => (
        <FlowChart
          {...graph}
          widthPx={widthPx}
          label={`Flow of ${profile.mineral.name.toLowerCase()} from producers to U.S. use`}
          source={`USGS Mineral Commodity Summaries 2026; tables ${edition}`}
        />
      )}
      table={flowTable(profile)}
    />
  );
}

const firstShipper = ({ imports }: MineralProfile) =>
  imports?.rows.find(({ country }) => country !== 'other');

function flowTitle(profile: MineralProfile): string {
  const shipper = firstShipper(profile);
  const made = stageSentence(profile.stages.at(-1)!); // there is one at least
  if (shipper === undefined) return made;
  const who = countryName(shipper.country);
  const ships = `ships ${percent(shipper.share)} percent of U.S. imports`;
  const maker = topOf(profile.stages.at(-1)!);
  if (maker === undefined) return `${who} ${ships}`;
  return maker.country === shipper.country
    ? `${made} and ${ships}`
    : `${made}, but ${who} ${ships}`;
}

function flowMeasure({ imports, stages }: MineralProfile, { scale }: FlowGraph): string {
  const group = stages[0]?.group ?? imports?.group ?? null;
  return [
    'Left, percent of world output',
    scale === 'use'
      ? 'right, percent of U.S. use: net import reliance, shared out as imports are'
      : scale === 'imports'
        ? 'right, percent of U.S. imports'
        : '',
    imports === null ? '' : `form shipped: ${imports.form.toLowerCase()}`,
    group === null ? '' : `all ${groupText(group)}`,
    'broken outlines: not published; striped: covered countries',
  ]
    .filter((text) => text !== '')
    .join('; ');
}

function flowSummary(profile: MineralProfile): string {
  const { imports, stages } = profile;
  const last = stages.at(-1);
  if (imports === null) return 'No table says who ships it to the United States.';
  const producers = new Set(
    last?.rows.filter(({ tonnes }) => tonnes !== 0).map(({ country }) => country) ?? [],
  );
  if (producers.size === 0) return 'No table says who makes it: only those who ship are known.';
  const others = imports.rows.filter(
    ({ country }) => country !== 'other' && !producers.has(country),
  );
  const share = others.reduce((sum, each) => sum + each.share, 0);
  const passing =
    others.length === 0
      ? 'Every country that is named as a shipper makes some itself.'
      : `${percent(share)} percent of imports come from countries without output in that table: ${others.map(({ country }) => placeName(country)).join(', ')}.`;
  return `Who ships is not who makes: the two sides come from different tables, and none says whose output a shipper sends. ${passing}${stages.length > 1 ? ' Nor does any say whose ore goes to which plant.' : ''}`;
}

function flowTable(profile: MineralProfile): Rows {
  const { stages, imports, dependency } = profile;
  const share = (value: number | null): Cell =>
    figureCell(
      { value: value === null ? null : 100 * value, low: null, high: null, qualifier: null },
      (x) => grouped(x, 1),
    );
  const made = stages.flatMap(({ what, rows }) =>
    rows
      .filter(({ tonnes }) => tonnes !== 0)
      .map((row): readonly Cell[] => [
        placeCell(row.country),
        `World output of ${what}`,
        row.share === null ? chip(row.qualifier ?? 'NA') : share(row.share),
        'world output',
        row.evidence.join(', '),
      ]),
  );
  const shipped = (imports?.rows ?? []).map((row): readonly Cell[] => [
    placeCell(row.country),
    'U.S. imports',
    share(row.share),
    'U.S. imports',
    row.evidence,
  ]);
  const { value, low, high, qualifier } = dependency.netImportReliance;
  const used: readonly Cell[] = [
    'Net imports',
    'U.S. use',
    figureCell({ value, low, high, qualifier }, (x) => grouped(x, 0)),
    'U.S. use',
    'net import reliance, as published',
  ];
  return {
    columns: [
      { label: 'From' },
      { label: 'To' },
      { label: 'Percent', isNumber: true },
      { label: 'Of' },
      { label: 'Row of the source' },
    ],
    rows: [...made, ...shipped, used],
  };
}
