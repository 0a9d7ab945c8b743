import type { Scenario } from '../../src/stress/stress.ts';

/** What the levers of the stress lab say. The address of the page carries it whole. */
export interface LabState {
  readonly preset: string;
  readonly mineral: string;
  readonly stockTonnes: number;
  readonly severity: number; // of the named shocks, 0 to 1
}

export type LabQuery = Readonly<
  Partial<Record<'preset' | 'mineral' | 'stock' | 'severity', string | undefined>>
>;

/** What the lab offers, and where it starts. */
export interface LabChoices {
  readonly presets: readonly string[];
  readonly minerals: readonly string[];
}

const FIRST_PRESET = 'china-ban-ga-ge-sb';
const FIRST_MINERAL = 'gallium';
const MOST_TONNES = 1e9;

/** The levers before anybody moved one. */
export function startingState({ presets, minerals }: LabChoices): LabState {
  return {
    preset: presets.includes(FIRST_PRESET) ? FIRST_PRESET : (presets[0] ?? 'base'),
    mineral: minerals.includes(FIRST_MINERAL) ? FIRST_MINERAL : (minerals[0] ?? ''),
    stockTonnes: 0,
    severity: 1,
  };
}

/** Reads the levers from an address; what is missing or cannot be read keeps its first value. */
export function readLabQuery(query: LabQuery, choices: LabChoices): LabState {
  const start = startingState(choices);
  return {
    preset: choices.presets.find((each) => each === query.preset) ?? start.preset,
    mineral: choices.minerals.find((each) => each === query.mineral) ?? start.mineral,
    stockTonnes: numberWithin(query.stock, MOST_TONNES) ?? start.stockTonnes,
    severity: (numberWithin(query.severity, 100) ?? 100 * start.severity) / 100,
  };
}

/** A number from 0 to `most` in a text, or undefined where there is none. */
export function numberWithin(text: string | undefined, most: number): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return value >= 0 && value <= most ? value : undefined;
}

/** The address that brings the levers back: '?preset=...&mineral=...&stock=...&severity=...'. */
export function labAddress({ preset, mineral, stockTonnes, severity }: LabState): string {
  const percent = Number((100 * severity).toFixed(6));
  return `?preset=${preset}&mineral=${mineral}&stock=${stockTonnes}&severity=${percent}`;
}

/** A preset with its named shocks made milder. */
export function withSeverity(scenario: Scenario, severity: number): Scenario {
  return { ...scenario, levers: { ...scenario.levers, severity } };
}

/** Why the severity lever would do nothing here; null where it works. */
export function whySeverityIsIdle(scenario: Scenario, mineral: string): string | null {
  if (scenario.shocks.length === 0)
    return 'This preset names no shock, so there is nothing to scale.';
  const reaches = scenario.shocks.some(
    ({ minerals }) => minerals === 'all' || minerals.includes(mineral),
  );
  return reaches ? null : 'The shocks of this preset do not name this mineral.';
}

export interface StockLever {
  readonly mostTonnes: number;
  readonly stepTonnes: number;
}

/** A slider for the stock: up to two years of consumption, rounded up, in a hundred steps. */
export function stockLever(demandTonnesPerQuarter: number): StockLever {
  const wanted = Math.max(8 * demandTonnesPerQuarter, 1e-3);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const mostTonnes = [1, 2, 5, 10].map((times) => times * decade).find((most) => most >= wanted);
  const most = Number((mostTonnes ?? 10 * decade).toPrecision(2));
  return { mostTonnes: most, stepTonnes: Number((most / 100).toPrecision(2)) };
}
