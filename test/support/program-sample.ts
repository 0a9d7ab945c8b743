import type { ProjectOption } from '../../src/allocation/allocation.ts';
import { choicesOf } from '../../src/allocation/choice.ts';
import type { Program } from '../../src/allocation/program.ts';
import { drawFirstQuarters } from '../../src/allocation/projects.ts';
import { candidateOf } from '../../src/allocation/purchase.ts';
import { packRecourse } from '../../src/allocation/recourse.ts';
import type { GapMineral, GapSample } from '../../src/stress/gaps.ts';
import { makeGapSample, type SampleSize } from './gap-sample.ts';

const YEARS = 5;
const RULES = {
  stepEnds: [0.02, 0.05, 0.1, 0.2],
  storageSharePerYear: 0.015,
  mostYearsOfConsumption: 3,
};

/** What a made-up program is put together from. */
export interface ProgramParts {
  readonly sample: GapSample;
  readonly minerals: readonly GapMineral[];
  readonly projects: readonly ProjectOption[];
}

export function makeParts(size: SampleSize, projectCount: number): ProgramParts {
  const { sample, minerals } = makeGapSample(size);
  const projects = Array.from({ length: projectCount }, (_, p) => projectOf(p, minerals));
  return { sample, minerals, projects };
}

export function programOf(
  { sample, minerals, projects }: ProgramParts,
  seed: number,
  tailShare: number,
): Program {
  const candidates = minerals.map((mineral) => candidateOf(mineral, YEARS, RULES));
  const firstQuarter = drawFirstQuarters(projects, sample.draws, seed);
  return {
    choices: choicesOf(candidates, projects),
    recourse: packRecourse(sample, minerals, projects, firstQuarter),
    sample,
    tailShare,
    most: [],
    least: [],
    wholeProjects: false,
  };
}

/** A program on made-up gaps: stocks of every mineral, and projects of a few. */
export const makeProgram = (size: SampleSize, projectCount: number, tailShare = 0.95): Program =>
  programOf(makeParts(size, projectCount), size.seed, tailShare);

function projectOf(p: number, minerals: readonly GapMineral[]): ProjectOption {
  const mineral = (p * 2 + 1) % minerals.length;
  const { consumptionTonnesPerYear, priceUsdPerTonne } = minerals[mineral]!;
  const tonnesPerYear = consumptionTonnesPerYear * 0.2;
  return {
    id: `project-${p}`,
    project: `project-${p}`,
    title: `Project ${p}`,
    isDomestic: p % 2 === 0,
    mineral,
    instrument: 'project-loan',
    tonnesPerYear,
    costUsd: tonnesPerYear * 3 * (priceUsdPerTonne ?? 1000),
    finance: null,
    startQuarter: 2 + p,
    delayQuarters: 3,
    failureProbability: 0.2,
    assumed: [],
  };
}
