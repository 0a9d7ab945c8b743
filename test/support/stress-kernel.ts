import { type EnsembleInputs, openEnsemble } from '../../src/stress/ensemble.ts';
import type { Kernel } from '../../src/stress/kernel.ts';
import { simulateDraw } from '../../src/stress/simulation.ts';
import { plainModel, scenarioOf } from './stress-model.ts';

/** Inputs of four calm quarters of a plain model, but for what a test says. */
export function inputsOf(overrides: Partial<EnsembleInputs> = {}): EnsembleInputs {
  return {
    model: plainModel(),
    scenario: scenarioOf(),
    seed: 7,
    quarters: 4,
    stockTonnes: {},
    addedSupply: [],
    ...overrides,
  };
}

/** A kernel after its first draw, with its closing. */
export function kernelOf(overrides: Partial<EnsembleInputs> = {}): Kernel {
  const kernel = openEnsemble(inputsOf(overrides), true);
  simulateDraw(kernel, 0);
  return kernel;
}

/** Numbers to nine digits, for comparison. */
export const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e9) / 1e9);
