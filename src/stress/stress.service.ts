import type { Act } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import { COUNTRY_CODES } from '../base/country-codes.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { classLossShares } from '../dependency/uses.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { CommandContext, Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import type { Folder } from '../platform/folder.ts';
import type { ParallelOptions, Task } from '../platform/parallel.ts';
import { type Backtest, type BacktestOptions, backtest } from './backtest.ts';
import { readBlockOutcome } from './block-outcome.ts';
import { requireProjects } from './changed-projects.ts';
import {
  type BlockOutcome,
  blocksOf,
  type DrawBlock,
  type EnsembleInputs,
  type GapBlock,
  joinGaps,
  openEnsemble,
  simulateBlock,
  simulateGaps,
  summarise,
} from './ensemble.ts';
import { type GapMineral, type GapSample, meanGapDepth } from './gaps.ts';
import { type PathOptions, simulatePath } from './laboratory.ts';
import { atMiddle } from './middle.ts';
import { buildStressModel } from './model.ts';
import { type PairedMean, type PairedMineral, pairedMinerals, pairedTotal } from './paired.ts';
import { runToPrecision } from './precision.ts';
import { chooseScenario } from './presets.ts';
import type { StressQuestion } from './question.ts';
import { refuseTooLarge } from './run-memory.ts';
import { readQuestionText, readScenarioText } from './scenario-text.ts';
import { requireMineral } from './schedule.ts';
import { findRun, type StoredRun, saveRun } from './stress.store.ts';
import { type AddedSupply, type MineralPath, type Scenario, StressRun } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

const blockTask: Task<EnsembleInputs, DrawBlock, BlockOutcome> = {
  name: 'stress.block',
  open: (inputs) => {
    const kernel = openEnsemble(inputs);
    return (block) => simulateBlock(kernel, block);
  },
  readResult: (value, { model }, block) =>
    readBlockOutcome(value, { minerals: model.minerals.length, ...block }),
};

const gapTask: Task<EnsembleInputs, DrawBlock, GapBlock> = {
  name: 'stress.gaps',
  open: (inputs) => {
    const kernel = openEnsemble(inputs);
    return (block) => simulateGaps(kernel, block);
  },
};

/** What worker threads do for this feature. */
export const STRESS_TASKS = [blockTask, gapTask] as const;

export interface StressRequest extends ParallelOptions {
  readonly scenario: Scenario;
  readonly draws: number; // the most, when there is a precision
  readonly precision?: number; // standard error of the mean total loss, as a share of it
  readonly isMiddle?: boolean; // one draw in which nothing is random, whatever `draws` says
  readonly seed: number;
  readonly years: number;
  readonly stockTonnes?: Readonly<Record<string, number>>;
  readonly addedSupply?: readonly AddedSupply[];
}

type CheckedRequest = Pick<StressRequest, 'scenario' | 'stockTonnes' | 'precision'> &
  Partial<Pick<StressRequest, 'draws'>>;

/** Models by the tables they are built from; tables do not change while the program runs. */
const models = new WeakMap<Folder, Promise<StressModel>>();

/** The simulation's model, built at the first call. */
export function stressModel({ tables }: Pick<Workshop, 'tables'>): Promise<StressModel> {
  const known = models.get(tables);
  if (known !== undefined) return known;
  const model = loadReferenceData(tables).then(buildStressModel);
  models.set(tables, model);
  return model;
}

async function inputsOf(workshop: Workshop, request: StressRequest): Promise<EnsembleInputs> {
  const { scenario, seed, years, stockTonnes = {}, addedSupply = [] } = request;
  const model = await stressModel(workshop);
  refuseUnknown(model, scenario, Object.keys(stockTonnes));
  return { model, scenario, seed, quarters: 4 * years, stockTonnes, addedSupply };
}

/**
 * Refuses a request that cannot be run, in a moment and before anything is opened or computed.
 *
 * @throws Refusal `stress.unknown_mineral`, `stress.unknown_country`, `stress.unknown_plant`,
 *   `stress.too_much_memory`
 */
export async function checkStress(
  workshop: Pick<Workshop, 'tables' | 'memoryBytes'>,
  { scenario, stockTonnes = {}, draws, precision }: CheckedRequest,
): Promise<void> {
  const model = await stressModel(workshop);
  refuseUnknown(model, scenario, Object.keys(stockTonnes));
  // A precision seldom needs its most draws, and how many it needs nobody knows beforehand.
  if (draws === undefined || precision !== undefined) return;
  refuseTooLarge({ draws, minerals: model.minerals.length }, workshop.memoryBytes);
}

/**
 * What a scenario does to every mineral, over many random futures.
 *
 * The same tables, scenario, draws and seed give the same digest with any number of threads.
 *
 * @throws Refusal `stress.unknown_mineral`, `stress.unknown_country`, `stress.too_much_memory`,
 *   `parallel.interrupted`
 * @source docs/models/stress.md
 */
export async function runStress(workshop: Workshop, request: StressRequest): Promise<StressRun> {
  const startedMs = workshop.clockMs();
  await checkStress(workshop, request);
  const given = await inputsOf(workshop, request);
  const { precision, isMiddle = false } = request;
  const inputs = isMiddle ? atMiddle(given) : given;
  const most = isMiddle ? 1 : request.draws;
  const run = (blocks: readonly DrawBlock[], done: number) =>
    workshop.parallel.map(blockTask, inputs, blocks, optionsOf(request, done));
  const blocks =
    precision === undefined || isMiddle
      ? await run(blocksOf(most), 0)
      : await runToPrecision(run, { precision, most });
  const summary = summarise(inputs, blocks);
  const content = isMiddle ? { ...summary, isMiddle } : summary;
  const elapsedSeconds = (workshop.clockMs() - startedMs) / 1000;
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds,
    drawsPerSecond: Math.round(content.draws / Math.max(elapsedSeconds, 0.001)),
  };
}

/** Two runs of the same draws, and what lies between them. */
export interface StressComparison {
  readonly model: StressModel;
  readonly minerals: readonly PairedMineral[];
  readonly lossMusd: PairedMean;
}

/** What one scenario does beyond another in the same draws. */
export async function compareStress(
  workshop: Workshop,
  request: StressRequest,
  after: Scenario,
): Promise<StressComparison> {
  await checkStress(workshop, request);
  await checkStress(workshop, { ...request, scenario: after });
  const runOf = async (scenario: Scenario, done: number) => {
    const inputs = await inputsOf(workshop, { ...request, scenario });
    const jobs = blocksOf(request.draws);
    const options = optionsOf(request, done * jobs.length);
    return workshop.parallel.map(blockTask, inputs, jobs, options);
  };
  const model = await stressModel(workshop);
  const [first, second] = [await runOf(request.scenario, 0), await runOf(after, 1)];
  return {
    model,
    minerals: pairedMinerals(model, first, second),
    lossMusd: pairedTotal(first, second),
  };
}

/** The gaps that a reserve would have to close, as the allocation reads them. */
export async function sampleGaps(
  workshop: Workshop,
  request: StressRequest,
): Promise<{
  sample: GapSample;
  minerals: readonly GapMineral[];
  dataVersion: string;
  dataDigest: string;
  modelVersion: string;
}> {
  const inputs = await inputsOf(workshop, request);
  const { model, quarters } = inputs;
  const blocks = await workshop.parallel.map(
    gapTask,
    inputs,
    blocksOf(request.draws),
    optionsOf(request),
  );
  const sample = joinGaps(blocks, { minerals: model.minerals.length, quarters });
  const depth = meanGapDepth(
    sample,
    model.minerals.map(({ demandTonnesPerYear }) => demandTonnesPerYear / 4),
  );
  const minerals = model.minerals.map((mineral, m): GapMineral => {
    const gapTonnes = sample.gapSumTonnes[m]!;
    return {
      mineral: mineral.mineral,
      name: mineral.name,
      consumptionTonnesPerYear: mineral.demandTonnesPerYear,
      worldTonnesPerYear: mineral.worldTonnesPerYear,
      priceUsdPerTonne: mineral.hasBulkPrice ? mineral.priceUsdPerTonne : null,
      elasticitySum: mineral.demandElasticity.mid + mineral.supplyElasticity.mid,
      meanGapTonnes: gapTonnes / request.draws,
      lossUsdPerTonne: gapTonnes > 0 ? (1e6 * sample.lossSumMusd[m]!) / gapTonnes : 0,
      classLossShare: classLossShares(mineral.uses, depth[m]!),
    };
  });
  const { dataVersion, dataDigest, version: modelVersion } = model;
  return { sample, minerals, dataVersion, dataDigest, modelVersion };
}

/** How one mineral fares quarter by quarter; on the thread that asks, for it takes milliseconds. */
export async function stressPath(
  workshop: Pick<Workshop, 'tables'>,
  scenario: Scenario,
  options: PathOptions,
): Promise<MineralPath> {
  const model = await stressModel(workshop);
  refuseUnknown(model, scenario, [options.mineral]);
  return simulatePath(model, scenario, options);
}

/** The model against dated price moves, with figures from before them. */
export async function runBacktest(
  { tables }: Pick<Workshop, 'tables'>,
  options: BacktestOptions,
): Promise<Backtest> {
  return backtest(await loadReferenceData(tables), options);
}

/**
 * Keeps a run in the database, once: the same result again is the same run.
 *
 * @returns the run that is kept
 */
export function keepRun(
  db: Db,
  act: Act,
  { codeVersion, digestOf }: Pick<Workshop, 'codeVersion' | 'digestOf'>,
  run: StressRun,
): Promise<StoredRun> {
  const { scenario, seed, draws, horizonMonths, stockTonnes, addedSupply, dataDigest } = run;
  const inputs = { scenario, seed, draws, horizonMonths, stockTonnes, addedSupply, dataDigest };
  return db.transaction((tx) =>
    saveRun(tx, {
      id: `run-${run.digest.slice('sha256-'.length, 'sha256-'.length + 12)}`,
      scenario: scenario.id,
      seed,
      draws,
      inputsDigest: digestOf(canonicalJson(inputs)),
      resultDigest: run.digest,
      codeVersion,
      dataVersion: run.dataVersion,
      result: JSON.stringify(run),
      madeBy: act.by,
    }),
  );
}

/** A run that was kept. @throws Refusal `stress.run_not_found` */
export async function readRun(db: Db, id: string): Promise<StressRun> {
  return StressRun.parse(JSON.parse((await findRun(db, id)).result));
}

/** The scenario of a command: a preset, a file, or the base ensemble. */
export async function readScenario(
  context: Pick<CommandContext, 'readFile'>,
  preset: string | undefined,
  path: string | undefined,
): Promise<Scenario> {
  const scenario =
    path === undefined ? undefined : readScenarioText(await context.readFile(path), path);
  return chooseScenario(preset, scenario);
}

/** The same for `stress run`, whose file may hold the whole question. */
export async function readQuestion(
  context: Pick<CommandContext, 'readFile'>,
  preset: string | undefined,
  path: string | undefined,
): Promise<{ readonly scenario: Scenario; readonly question: StressQuestion | null }> {
  if (path === undefined) return { scenario: chooseScenario(preset), question: null };
  const { scenario, question } = readQuestionText(await context.readFile(path), path);
  return { scenario: chooseScenario(preset ?? question?.preset, scenario), question };
}

/** @param before - jobs of the same request that are done already */
function optionsOf({ threads, signal, onProgress }: ParallelOptions, before = 0): ParallelOptions {
  return {
    threads,
    signal,
    onProgress:
      onProgress && ((done, total, note) => onProgress(before + done, before + total, note)),
  };
}

/** Refuses minerals and countries that the model does not know, before any work is done. */
function refuseUnknown(model: StressModel, scenario: Scenario, minerals: readonly string[]): void {
  for (const mineral of minerals) requireMineral(model, mineral);
  requireProjects(model, scenario);
  const countries = new Set(model.countries);
  for (const { country, plant } of scenario.shocks) {
    if (plant !== undefined) requirePlant(model, plant);
    if (country === undefined || countries.has(country) || COUNTRY_CODES.has(country)) continue;
    throw new Refusal(
      'not_found',
      'stress.unknown_country',
      `there is no country '${country}'`,
      'write its three-letter code, such as CHN or COD',
    );
  }
}

function requirePlant({ plants }: StressModel, wanted: string): void {
  const known = plants.map(({ id }) => id);
  if (known.includes(wanted)) return;
  throw new Refusal(
    'not_found',
    'stress.unknown_plant',
    `there is no plant '${wanted}'`,
    `the nearest are ${nearest(wanted, known).join(', ')}`,
  );
}
