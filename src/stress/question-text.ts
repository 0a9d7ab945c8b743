import { LEVERS } from './levers.ts';
import type { Scenario } from './stress.ts';

/** What was asked about one mineral. */
export interface AskedPath {
  readonly scenario: Scenario;
  readonly isPreset: boolean; // else the reader's own
  readonly mineral: string;
  readonly stockTonnes: number;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
}

/** The name of the file that the stress lab gives for a scenario. */
export const scenarioFileName = ({ id }: Pick<Scenario, 'id'>): string => `${id}.scenario.json`;

/** The same question on the command line. */
export function runCommand(asked: AskedPath): string {
  const { scenario, isPreset, mineral, stockTonnes, draws, seed, years } = asked;
  if (!isPreset) return `npx lodestock stress run --scenario ${scenarioFileName(scenario)}`;
  const stock = stockTonnes > 0 ? ` --stock ${mineral}=${stockTonnes}t` : '';
  const moved = LEVERS.filter((lever) => scenario.levers[lever.id] !== lever.default)
    .map(({ id, flag }) => ` --${flag} ${Number(scenario.levers[id].toFixed(8))}`)
    .join('');
  return `npx lodestock stress run --preset ${scenario.id}${stock}${moved} --draws ${draws} --seed ${seed} --years ${years}`;
}

/** The same question over HTTP: an address for a preset, a body to send for a scenario of one's own. */
export function pathRequest(asked: AskedPath): string {
  const { scenario, isPreset, mineral, stockTonnes, draws, seed, years } = asked;
  if (!isPreset) return `POST /api/v1/stress/runs with ${scenarioFileName(scenario)} as its body`;
  const moved = LEVERS.filter((lever) => scenario.levers[lever.id] !== lever.default)
    .map(({ id }) => `&${id}=${scenario.levers[id]}`)
    .join('');
  return `GET /api/v1/stress/paths?mineral=${mineral}&preset=${scenario.id}${moved}&stockTonnes=${stockTonnes}&draws=${draws}&seed=${seed}&years=${years}`;
}
