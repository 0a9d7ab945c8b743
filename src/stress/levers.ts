/*
 * Every lever that a person may move, as data. The schema of a scenario, the flags of the command
 * line, the query of the interface, docs/levers.md and the controls of the stress lab are made
 * from this table, so a lever stands everywhere or nowhere.
 */

export type LeverUnit = 'share' | 'per year' | 'times' | 'days';

/** What a value from `from` on is called, up to the next zone. */
export interface LeverZone {
  readonly from: number;
  readonly word: string;
}

export interface Lever {
  readonly id: string; // in scenario files, JSON and addresses
  readonly label: string;
  readonly flag: string; // on the command line, without its hyphens
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly step: number;
  readonly unit: LeverUnit;
  readonly zones: readonly LeverZone[]; // the first begins at `min`
  readonly definition: string; // one sentence
  readonly basis: string; // where the default comes from
  readonly effect: string; // how it acts in docs/models/stress.md
  /** What a higher value does to the loss; `shifts` where it moves it from some users to others. */
  readonly more: 'raises' | 'lowers' | 'shifts';
  /** What must be there for the lever to matter. */
  readonly needs: 'nothing' | 'shock' | 'cut' | 'stock';
  /** Whether a plan heeds it; a plan decides by itself what it releases. */
  readonly inPlans: boolean;
}

export const LEVERS = [
  {
    id: 'severity',
    label: 'Severity of the shock',
    flag: 'severity',
    min: 0,
    max: 1,
    default: 1,
    step: 0.05,
    unit: 'share',
    zones: [
      { from: 0, word: 'none' },
      { from: 0.001, word: 'mild' },
      { from: 0.35, word: 'partial' },
      { from: 0.75, word: 'severe' },
      { from: 1, word: 'full' },
    ],
    definition: 'Share of its written depth at which every named shock strikes.',
    basis: 'the scenario as it is written',
    effect: 'multiplies the depth of every named shock (section 6)',
    more: 'raises',
    needs: 'shock',
    inPlans: true,
  },
  {
    id: 'demandGrowth',
    label: 'Growth of demand',
    flag: 'demand-growth',
    min: -0.1,
    max: 0.2,
    default: 0,
    step: 0.005,
    unit: 'per year',
    zones: [
      { from: -0.1, word: 'falling' },
      { from: -0.0005, word: 'steady' },
      { from: 0.0005, word: 'growing' },
      { from: 0.05, word: 'fast' },
      { from: 0.1, word: 'boom' },
    ],
    definition: 'How much demand for every mineral grows in a year, with no supply to follow it.',
    basis: 'assumption',
    effect: 'is g of equation 6',
    more: 'raises',
    needs: 'nothing',
    inPlans: true,
  },
  {
    id: 'releaseShare',
    label: 'Release from the reserve',
    flag: 'release-share',
    min: 0,
    max: 1,
    default: 1,
    step: 0.05,
    unit: 'share',
    zones: [
      { from: 0, word: 'none' },
      { from: 0.001, word: 'sparing' },
      { from: 0.5, word: 'partial' },
      { from: 1, word: 'full' },
    ],
    definition: 'Share of a gap that the reserve covers while its stock lasts.',
    basis: 'assumption',
    effect: 'is the release share of equation 12',
    more: 'lowers',
    needs: 'stock',
    inPlans: false,
  },
  {
    id: 'hazardScale',
    label: 'Unforeseen disruptions',
    flag: 'hazard-scale',
    min: 0,
    max: 5,
    default: 1,
    step: 0.1,
    unit: 'times',
    zones: [
      { from: 0, word: 'none' },
      { from: 0.001, word: 'calm' },
      { from: 0.95, word: 'as measured' },
      { from: 1.05, word: 'tense' },
      { from: 2.5, word: 'turmoil' },
    ],
    definition: 'Factor on the probability that a disruption nobody announced begins.',
    basis: 'political stability by the World Bank, and export controls in force',
    effect: 'multiplies λ of equation 2',
    more: 'raises',
    needs: 'nothing',
    inPlans: true,
  },
  {
    id: 'durationScale',
    label: 'Length of the shock',
    flag: 'duration-scale',
    min: 0.25,
    max: 3,
    default: 1,
    step: 0.25,
    unit: 'times',
    zones: [
      { from: 0.25, word: 'brief' },
      { from: 0.75, word: 'shorter' },
      { from: 0.95, word: 'as written' },
      { from: 1.05, word: 'longer' },
      { from: 2, word: 'lasting' },
    ],
    definition: 'Factor on the length of every named shock, rounded up to whole quarters.',
    basis: 'the scenario as it is written',
    effect: 'multiplies the quarters of every named shock; its start stays (section 6)',
    more: 'raises',
    needs: 'shock',
    inPlans: true,
  },
  {
    id: 'leakage',
    label: 'Leakage',
    flag: 'leakage',
    min: 0,
    max: 1,
    default: 0,
    step: 0.05,
    unit: 'share',
    zones: [
      { from: 0, word: 'none more' },
      { from: 0.001, word: 'some' },
      { from: 0.3, word: 'much' },
      { from: 0.7, word: 'most' },
      { from: 1, word: 'all' },
    ],
    definition: 'Share of what a shock cuts that still finds its way, beside its own leakage.',
    basis: 'assumption',
    effect: 'is added to the leakage of every restriction and outage, up to 1 (section 6)',
    more: 'lowers',
    needs: 'cut',
    inPlans: true,
  },
  {
    id: 'industryStockScale',
    label: "Industry's stock",
    flag: 'industry-stock-scale',
    min: 0,
    max: 3,
    default: 1,
    step: 0.25,
    unit: 'times',
    zones: [
      { from: 0, word: 'none' },
      { from: 0.001, word: 'thin' },
      { from: 0.95, word: 'as assumed' },
      { from: 1.05, word: 'ample' },
      { from: 2, word: 'hoarded' },
    ],
    definition: "Factor on the days of use that industry's own stock covers.",
    basis: 'assumption: industry_stock_days of data/assumption.csv',
    effect: 'multiplies B, industry’s stock before equation 11',
    more: 'lowers',
    needs: 'nothing',
    inPlans: true,
  },
  {
    id: 'coverFloorDays',
    label: 'Floor of the reserve',
    flag: 'cover-floor',
    min: 0,
    max: 365,
    default: 0,
    step: 5,
    unit: 'days',
    zones: [
      { from: 0, word: 'none' },
      { from: 1, word: 'thin' },
      { from: 30, word: 'a month or more' },
      { from: 90, word: 'a quarter or more' },
      { from: 180, word: 'half a year or more' },
    ],
    definition: 'Days of U.S. consumption that the reserve never releases.',
    basis: 'assumption: nothing is held back',
    effect: 'is the floor of equation 12',
    more: 'raises',
    needs: 'stock',
    inPlans: false,
  },
  {
    id: 'releaseTrigger',
    label: 'Price that opens the reserve',
    flag: 'release-trigger',
    min: 1,
    max: 5,
    default: 1,
    step: 0.1,
    unit: 'times',
    zones: [
      { from: 1, word: 'any price' },
      { from: 1.05, word: 'a rise' },
      { from: 2, word: 'double' },
      { from: 3, word: 'triple or more' },
    ],
    definition:
      'The price of the quarter before, over that of the start, from which on is released.',
    basis: 'assumption: any price',
    effect: 'is the trigger of equation 12',
    more: 'raises',
    needs: 'stock',
    inPlans: false,
  },
  {
    id: 'defenceFirst',
    label: 'Defence first',
    flag: 'defence-first',
    min: 0,
    max: 1,
    default: 0,
    step: 0.05,
    unit: 'share',
    zones: [
      { from: 0, word: 'to all alike' },
      { from: 0.001, word: 'some to defence' },
      { from: 0.75, word: 'most to defence' },
      { from: 1, word: 'defence before all' },
    ],
    definition: 'Share of what is released that military users get before all others.',
    basis: 'assumption: released to the market, pro rata',
    effect: 'is γ before equation 17',
    more: 'shifts',
    needs: 'stock',
    inPlans: false,
  },
  {
    id: 'pipelineShare',
    label: 'Mines and plants to come',
    flag: 'pipeline-share',
    min: 0,
    max: 1,
    default: 0,
    step: 0.05,
    unit: 'share',
    zones: [
      { from: 0, word: 'none' },
      { from: 0.001, word: 'some' },
      { from: 0.5, word: 'half or more' },
      { from: 1, word: 'all as planned' },
    ],
    definition:
      'Share of the listed U.S. projects that goes ahead without the reserve, late or never as their stage suggests.',
    basis: 'assumption: none, so that a plan never counts a project twice',
    effect: 'multiplies the output of the projects behind equation 8',
    more: 'lowers',
    needs: 'nothing',
    inPlans: false,
  },
] as const satisfies readonly Lever[];

export type LeverId = (typeof LEVERS)[number]['id'];

/** A lever of the table, with its id known. */
export type DeclaredLever = Lever & { readonly id: LeverId };

/** The value of every lever. */
export type LeverValues = Readonly<Record<LeverId, number>>;

/** One entry for each lever, made from its declaration. */
export function perLever<Value>(make: (lever: DeclaredLever) => Value): Record<LeverId, Value> {
  const entries = LEVERS.map((lever): [LeverId, Value] => [lever.id, make(lever)]);
  return Object.fromEntries(entries) as Record<LeverId, Value>; // the ids of the same table
}

export const LEVER_DEFAULTS: LeverValues = perLever((lever) => lever.default);

/** The word for a value: 'severe', 'steady'. */
export function zoneWord({ zones }: Pick<Lever, 'zones'>, value: number): string {
  return zones.findLast(({ from }) => value >= from)?.word ?? zones[0]?.word ?? '';
}

/** The range in words: 'from 0 to 1 (share)'. */
export const rangeText = ({ min, max, unit }: Pick<Lever, 'min' | 'max' | 'unit'>): string =>
  `from ${min} to ${max} (${unit})`;

/** What is wrong with a value, after the name of its lever. */
export const outOfRange = (lever: Lever, value: unknown): string =>
  `${String(value)} is outside its range, ${rangeText(lever)}`;

export const isWithin = ({ min, max }: Pick<Lever, 'min' | 'max'>, value: number): boolean =>
  value >= min && value <= max; // false for what is no number

/** Levers as a plan sees them: what it decides by itself is at rest. */
export function heededByPlans<Values extends LeverValues>(levers: Values): Values {
  const own = LEVERS.filter(({ inPlans }) => !inPlans);
  return { ...levers, ...Object.fromEntries(own.map(({ id, default: rest }) => [id, rest])) };
}
