import { exposureOf, isExposure } from '../src/dependency/exposure.ts';
import { industryAccounts } from '../src/dependency/industry-accounts.ts';
import { industryProgram } from '../src/dependency/industry-program.ts';
import { solveSet } from '../src/dependency/trade-disruption.service.ts';
import {
  clearedScenarios,
  disruptableMinerals,
  mineralNeeds,
} from '../src/dependency/trade-disruption.ts';
import { clearMarket } from '../src/dependency/trade-market.ts';
import { loadReferenceData } from '../src/minerals/minerals.service.ts';
import { openFolder } from '../src/platform/folder-node.ts';
import { highsSolver } from '../src/platform/highs.ts';

const ALL = { mineral: null, country: null, restriction: null };
const COLD_EVERY = 24; // a cold solve is slow, so a part of them stands for all
const ROUNDS = 3;

/**
 * The whole set of trade disruptions with the basis kept, in turn with programs opened anew for
 * each scenario. Budget: 1,200 scenarios in 4 s of CPU, and a kept basis at least 3 times as fast.
 */
export async function benchTradeDisruptions(print: (line: string) => void): Promise<void> {
  const data = await loadReferenceData(await openFolder('data'));
  const accounts = industryAccounts(data);
  const { minerals } = disruptableMinerals(data, 'middle');
  const cleared = minerals.flatMap((each) => clearedScenarios(data, each, ALL, 'middle'));
  const { program, rowOf } = industryProgram(accounts, mineralNeeds(accounts, minerals));
  const warm: number[] = [];
  const cold: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const warmMs = await cpuMs(async () => {
      await solveSet(highsSolver, { data, accounts, filter: ALL, outlook: 'middle' });
    });
    const sample = cleared.filter((_, i) => i % COLD_EVERY === round);
    const coldMs = await cpuMs(async () => {
      for (const { mineral, availableShare } of sample) {
        const open = await highsSolver.open(program);
        open.changeRowBounds(rowOf.get(mineral)!, -Infinity, availableShare);
        open.solve();
        open.close();
      }
    });
    if (round === 0) continue; // the first round warms both up
    warm.push(warmMs / cleared.length);
    cold.push(coldMs / sample.length);
  }
  const ratios = warm.map((ms, i) => cold[i]! / ms);
  const { columns, rows } = program;
  print(`  program: ${columns.length} columns, ${rows.length} rows, ${cleared.length} scenarios`);
  print(`  the whole set [s of CPU]: ${((median(warm) * cleared.length) / 1000).toFixed(2)}`);
  print(`  a scenario, basis kept and opened anew [ms]: ${ms(warm)}, ${ms(cold)}`);
  print(`  ratio, round by round: ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')}`);
}

/** The market step alone: one country withholds all of one mineral. */
export async function benchMarketStep(print: (line: string) => void): Promise<void> {
  const data = await loadReferenceData(await openFolder('data'));
  const { minerals } = disruptableMinerals(data, 'middle');
  const known = data.minerals.filter((each) => isExposure(exposureOf(data, each))).length;
  let clearings = 0;
  const spent = await cpuMs(() => {
    for (const { trade } of minerals) {
      for (const { country } of trade.market.producers) {
        clearMarket(trade.market, country, 1);
        clearings++;
      }
    }
    return Promise.resolve();
  });
  print(`  ${clearings} markets of ${known} minerals cleared in ${spent.toFixed(1)} ms of CPU`);
}

async function cpuMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const ms = (values: readonly number[]) => median(values).toFixed(2);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
