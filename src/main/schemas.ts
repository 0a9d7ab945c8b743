import * as z from 'zod';
import { FrontierPoint, Plan } from '../allocation/allocation.ts';
import { SlipEffect } from '../allocation/slip.ts';
import { RankingComparisons } from '../dependency/comparison.ts';
import { DependencyCount, DependencyList } from '../dependency/dependency.ts';
import { TradeDisruptions } from '../dependency/trade-disruption.ts';
import { CashFlowFile } from '../instruments/cash-flow-file.ts';
import { CashFlowValue } from '../instruments/cash-flow-value.ts';
import { Instrument } from '../instruments/instruments.ts';
import { PriceList } from '../instruments/price-list.ts';
import { ProjectFinance } from '../instruments/project-finance.ts';
import { Settlement, Statement } from '../instruments/statement.ts';
import { InstrumentValue } from '../instruments/value.ts';
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
  instrument: Instrument,
  'instrument-value': InstrumentValue,
  'instrument-prices': PriceList,
  'settlement-statement': Statement,
  settlement: Settlement,
  'project-finance': ProjectFinance,
  'cash-flow-file': CashFlowFile,
  'cash-flow': CashFlowValue,
  problem: Problem,
  'command-error': CommandError,
} as const;

export type PublishedName = keyof typeof PUBLISHED;

const WRITTEN_BY_PEOPLE: ReadonlySet<PublishedName> = new Set([
  'scenario',
  'instrument',
  'settlement-statement',
  'cash-flow-file',
  'project-file',
]);

/**
 * The JSON Schema of a published record, from the definition that also checks it.
 *
 * What people write, such as a scenario, has a schema of what is accepted; the others describe
 * what is answered.
 */
export function jsonSchemaOf(name: PublishedName): object {
  const io = WRITTEN_BY_PEOPLE.has(name) ? 'input' : 'output';
  return {
    $id: `${name}.json`,
    ...z.toJSONSchema(PUBLISHED[name], { target: 'draft-2020-12', io }),
  };
}
