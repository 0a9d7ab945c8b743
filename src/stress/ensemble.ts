import { exp } from '../base/elementary.ts';
import { expectedShortfall, meanWithError, quantile } from '../base/statistics.ts';
import { classEffect, classUnmet, type DemandClass } from '../dependency/uses.ts';
import {
  type BlockOutcome,
  type DrawBlock,
  type GapBlock,
  plainBlock,
  plainGaps,
} from './blocks.ts';
import { idleProjectNotes, withProjectChanges, withSlippedSupply } from './changed-projects.ts';
import { fastBlock, fastGaps } from './fast-kernel.ts';
import type { GapSample } from './gaps.ts';
import { idleShockNotes } from './idle-shocks.ts';
import { type Kernel, openKernel } from './kernel.ts';
import { layOut } from './schedule.ts';
import type { AddedSupply, LossSummary, MineralStress, Scenario, StressRun } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

export type { BlockOutcome, DrawBlock, GapBlock } from './blocks.ts';

/*
 * Many draws: what each block of them keeps, and what comes of all blocks together. Blocks have a
 * fixed size and are joined in order, so the result is the same for any number of threads.
 */

/** What every block of one run shares. */
export interface EnsembleInputs {
  readonly model: StressModel;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly quarters: number;
  readonly stockTonnes: Readonly<Record<string, number>>;
  readonly addedSupply: readonly AddedSupply[];
}

export const BLOCK_DRAWS = 500;

/** Cuts a number of draws into blocks. */
export function blocksOf(draws: number): DrawBlock[] {
  return Array.from({ length: Math.ceil(draws / BLOCK_DRAWS) }, (_, i) => ({
    from: i * BLOCK_DRAWS,
    count: Math.min(BLOCK_DRAWS, draws - i * BLOCK_DRAWS),
  }));
}

/** @param withClosing - whether draws also say where what was missing came from */
export function openEnsemble(inputs: EnsembleInputs, withClosing = false): Kernel {
  const { scenario, seed, quarters } = inputs;
  const changed = withProjectChanges(inputs.model, scenario);
  const model = withIndustryStock(changed, scenario.levers.industryStockScale);
  const settings = {
    seed,
    quarters,
    openingStockTonnes: new Map(Object.entries(inputs.stockTonnes)),
    addedSupply: withSlippedSupply(inputs.addedSupply, scenario),
    levers: scenario.levers,
  };
  return openKernel(model, layOut(model, scenario, quarters), settings, withClosing);
}

/** The model with more or less in the hands of users and dealers. */
export function withIndustryStock(model: StressModel, scale: number): StressModel {
  const industryStockQuarters = model.settings.industryStockQuarters * scale;
  return { ...model, settings: { ...model.settings, industryStockQuarters } };
}

/** Simulates a block and keeps each draw's outcome. */
export function simulateBlock(kernel: Kernel, block: DrawBlock): BlockOutcome {
  return fastBlock(kernel, block) ?? plainBlock(kernel, block);
}

/** A run without its digest and its timings: what the digest is of. */
export type RunContent = Omit<StressRun, 'digest' | 'elapsedSeconds' | 'drawsPerSecond'>;

/** Joins the blocks of a run, in the order of the draws. */
export function summarise(inputs: EnsembleInputs, blocks: readonly BlockOutcome[]): RunContent {
  const { model, scenario, seed, quarters } = inputs;
  const draws = blocks.reduce((sum, { count }) => sum + count, 0);
  const totals = new Float64Array(draws);
  let at = 0;
  for (const { totalLossMusd } of blocks) {
    totals.set(totalLossMusd, at);
    at += totalLossMusd.length;
  }
  return {
    draws,
    seed,
    horizonMonths: 3 * quarters,
    scenario,
    stockTonnes: inputs.stockTonnes,
    addedSupply: [...inputs.addedSupply],
    dataVersion: model.dataVersion,
    dataDigest: model.dataDigest,
    modelVersion: model.version,
    minerals: model.minerals.map((_, m) => mineralStress(inputs, blocks, draws, m)),
    notModelled: [...model.notModelled],
    notes: [
      ...idleShockNotes(model, scenario, quarters),
      ...idleProjectNotes(model, scenario, inputs.addedSupply),
    ],
    total: { lossMusd: lossOf(totals) },
  };
}

/** What one mineral suffers, from all blocks. */
export function mineralStress(
  { model, stockTonnes, quarters }: EnsembleInputs,
  blocks: readonly BlockOutcome[],
  draws: number,
  m: number,
): MineralStress {
  const { mineral, demandTonnesPerYear, uses } = model.minerals[m]!;
  const tonnesPerQuarter = demandTonnesPerYear / 4;
  const unmet = gather(blocks, draws, m, 'unmet');
  const unmetMean = meanWithError(unmet).mean;
  unmet.sort();
  const peak = gather(blocks, draws, m, 'peakLogPrice').sort();
  const short = blocks.reduce((sum, { shortDraws }) => sum + shortDraws[m]!, 0);
  return {
    mineral,
    unmetTonnes: {
      mean: unmetMean * tonnesPerQuarter,
      p05: quantile(unmet, 0.05) * tonnesPerQuarter,
      p50: quantile(unmet, 0.5) * tonnesPerQuarter,
      p95: quantile(unmet, 0.95) * tonnesPerQuarter,
    },
    lossMusd: lossOf(gather(blocks, draws, m, 'lossMusd')),
    peakPriceRatio: { p50: exp(quantile(peak, 0.5)), p95: exp(quantile(peak, 0.95)) },
    shortProbability: short / draws,
    coverDays: ((stockTonnes[mineral] ?? 0) / demandTonnesPerYear) * 365,
    unmetByClass: perClass((demandClass) => {
      const { early, shifted } = classSums(blocks, m);
      const sums = { unmet: unmetMean, early: early / draws, shifted: shifted / draws };
      return classUnmet(uses, demandClass, sums) * tonnesPerQuarter;
    }),
    demandByClass: perClass(
      (demandClass) => classEffect(uses, demandClass).full * quarters * tonnesPerQuarter,
    ),
  };
}

function perClass(amountOf: (demandClass: DemandClass) => number): Record<DemandClass, number> {
  return {
    military: amountOf('military'),
    essential: amountOf('essential'),
    other: amountOf('other'),
  };
}

function classSums(blocks: readonly BlockOutcome[], m: number): { early: number; shifted: number } {
  let early = 0;
  let shifted = 0;
  for (const block of blocks) {
    early += block.earlySum[m]!;
    shifted += block.shiftedSum[m]!;
  }
  return { early, shifted };
}

/** Mean and tail of losses; sorts them. */
function lossOf(losses: Float32Array | Float64Array): LossSummary {
  const mean = meanWithError(losses);
  losses.sort();
  return { ...mean, p95: quantile(losses, 0.95), cvar95: expectedShortfall(losses, 0.05) };
}

/** One mineral's outcomes of all draws, in their order. */
function gather(
  blocks: readonly BlockOutcome[],
  draws: number,
  mineral: number,
  field: 'unmet' | 'lossMusd' | 'peakLogPrice',
): Float32Array {
  const all = new Float32Array(draws);
  let at = 0;
  for (const block of blocks) {
    const from = mineral * block.count;
    all.set(block[field].subarray(from, from + block.count), at);
    at += block.count;
  }
  return all;
}

/** Simulates a block and keeps its gaps. */
export function simulateGaps(kernel: Kernel, block: DrawBlock): GapBlock {
  return fastGaps(kernel, block) ?? plainGaps(kernel, block);
}

/** Joins the gap blocks of a run into one sample. */
export function joinGaps(
  blocks: readonly GapBlock[],
  { minerals, quarters }: { minerals: number; quarters: number },
): GapSample & { gapSumTonnes: Float64Array; lossSumMusd: Float64Array } {
  const draws = blocks.reduce((sum, { start }) => sum + start.length - 1, 0);
  const entries = blocks.reduce((sum, { key }) => sum + key.length, 0);
  const joined = {
    draws,
    quarters,
    minerals,
    start: new Uint32Array(draws + 1),
    key: new Uint16Array(entries),
    gapTonnes: new Float32Array(entries),
    gapSumTonnes: new Float64Array(minerals),
    lossSumMusd: new Float64Array(minerals),
  };
  let draw = 0;
  let entry = 0;
  for (const block of blocks) {
    joined.key.set(block.key, entry);
    joined.gapTonnes.set(block.gapTonnes, entry);
    for (let i = 1; i < block.start.length; i++) joined.start[draw + i] = entry + block.start[i]!;
    for (let m = 0; m < minerals; m++) {
      joined.gapSumTonnes[m]! += block.gapSumTonnes[m]!;
      joined.lossSumMusd[m]! += block.lossSumMusd[m]!;
    }
    draw += block.start.length - 1;
    entry += block.key.length;
  }
  return joined;
}
