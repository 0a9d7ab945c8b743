import * as z from 'zod';
import { FrontierPoint, Plan } from '../allocation/allocation.ts';
import { SlipEffect } from '../allocation/slip.ts';
import { RankingComparisons } from '../dependency/comparison.ts';
import { DependencyCount, DependencyList } from '../dependency/dependency.ts';
import { TradeDisruptions } from '../dependency/trade-disruption.ts';
import { ProjectFile } from '../projects/project-file.ts';
import { ProjectList } from '../projects/project-list.ts';
import { ProjectReport } from '../projects/project-report.ts';
import { Backtest } from '../stress/backtest.ts';
import { Sensitivity } from '../stress/sensitivity.ts';
import { Scenario, StressRun } from '../stress/stress.ts';
import { Sweep } from '../stress/sweep.ts';
import { Answer } from './answer.ts';
import { Demo } from './demo.ts';
import { CommandError, Problem } from './problem.ts';

/** What programs outside may rely on, by the name of the file in docs/schemas/. */
export const PUBLISHED = {
  answer: Answer,
  demo: Demo,
  'dependency-list': DependencyList,
  'dependency-count': DependencyCount,
  'dependency-validation': RankingComparisons,
  'trade-disruptions': TradeDisruptions,
  'project-list': ProjectList,
  project: ProjectReport,
  'project-file': ProjectFile,
  'stress-run': StressRun,
  'stress-sensitivity': Sensitivity,
  'stress-sweep': Sweep,
  scenario: Scenario,
  backtest: Backtest,
  plan: Plan,
  frontier: z.array(FrontierPoint).meta({ id: 'Frontier' }),
  'slip-effect': SlipEffect,
  problem: Problem,
  'command-error': CommandError,
} as const;

export type PublishedName = keyof typeof PUBLISHED;

/**
 * The JSON Schema of a published record, from the definition that also checks it.
 *
 * A scenario and a project file are written by people, so their schemas describe what is accepted;
 * the others describe what is answered.
 */
export function jsonSchemaOf(name: PublishedName): object {
  const io = name === 'scenario' || name === 'project-file' ? 'input' : 'output';
  return {
    $id: `${name}.json`,
    ...z.toJSONSchema(PUBLISHED[name], { target: 'draft-2020-12', io }),
  };
}
