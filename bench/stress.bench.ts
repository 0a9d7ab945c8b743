import { meanWithError } from '../src/base/statistics.ts';
import { loadReferenceData } from '../src/minerals/minerals.service.ts';
import { openFolder } from '../src/platform/folder-node.ts';
import { blocksOf, openEnsemble, simulateBlock } from '../src/stress/ensemble.ts';
import { simulatePath } from '../src/stress/laboratory.ts';
import { buildStressModel } from '../src/stress/model.ts';
import { findPreset } from '../src/stress/presets.ts';

const QUARTERS = 20;
const DRAWS = 5000;
const ROUNDS = 5;

/** The base ensemble of the real model on one core. Budget: 10,000 draws a second. */
export async function benchStress(print: (line: string) => void): Promise<void> {
  const model = buildStressModel(await loadReferenceData(await openFolder('data')));
  const kernel = openEnsemble({
    model,
    scenario: findPreset('base'),
    seed: 7,
    quarters: QUARTERS,
    stockTonnes: {},
    addedSupply: [],
  });
  const rates: number[] = [];
  let losses: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = timed(() => {
      losses = blocksOf(DRAWS).flatMap((block) => [...simulateBlock(kernel, block).totalLossMusd]);
    });
    if (round > 0) rates.push(DRAWS / seconds); // the first round warms up
  }
  const { minerals, hazards, links } = model;
  print(
    `  base ensemble: ${minerals.length} minerals, ${hazards.length} hazards, ${links.length} links, ${QUARTERS} quarters`,
  );
  print(`  draws per second and core: ${spread(rates, 0)} (median, least to most of ${ROUNDS})`);
  print(`  mean loss [$M]: ${estimate(losses)}`);
}

/** One mineral of the stress lab, as a lever moves. Budget: 50 ms for 1,000 draws. */
export async function benchLab(print: (line: string) => void): Promise<void> {
  const model = buildStressModel(await loadReferenceData(await openFolder('data')));
  const preset = findPreset('china-ban-ga-ge-sb');
  const options = { mineral: 'gallium', draws: 1000, seed: 7, years: 5, stockTonnes: 20 };
  const seconds = Array.from({ length: 20 }, () =>
    timed(() => simulatePath(model, preset, options)),
  );
  print(
    `  one mineral, 1,000 draws [ms of CPU]: ${spread(
      seconds.slice(5).map((s) => 1000 * s),
      1,
    )}`,
  );
}

/** CPU seconds that some work takes. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const text = (value: number) =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return `${text(middle)} (${text(sorted[0]!)} to ${text(sorted.at(-1)!)})`;
}

function estimate(losses: ArrayLike<number>): string {
  const { mean, standardError } = meanWithError(losses);
  return `${Math.round(mean).toLocaleString('en-US')} ± ${Math.round(standardError)}`;
}
