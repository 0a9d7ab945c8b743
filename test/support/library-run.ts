import { canonicalJson } from '../../src/base/canonical.ts';
import { digestOf } from '../../src/platform/digest.ts';
import { simulateRun } from '../../src/stress/laboratory.ts';
import { buildStressModel } from '../../src/stress/model.ts';
import { StressQuestion } from '../../src/stress/question.ts';
import { referenceData } from './reference.ts';

/** Runs a question with the library alone: no command, no server, no database. */
export async function digestOfRun(text: string): Promise<string> {
  const { scenario, ...options } = StressQuestion.parse(JSON.parse(text));
  if (scenario === undefined) throw new Error('the question has no scenario');
  const model = buildStressModel(await referenceData());
  return digestOf(canonicalJson(simulateRun(model, scenario, options)));
}
