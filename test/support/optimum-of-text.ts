import highsModule from 'highs';

// As in src/platform/highs.ts: the types describe a CommonJS package.
const loadHighs = highsModule as unknown as typeof highsModule.default;

/**
 * The optimum of a program in free MPS, read and solved by HiGHS itself.
 *
 * @returns the objective, or null where the program has no solution
 */
export async function optimumOfText(text: string): Promise<number | null> {
  const highs = await loadHighs();
  const model = highs.createModel({ format: 'mps', data: text });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 1e-9 });
    model.run();
    const { optimal, infeasible } = highs.constants.modelStatus;
    const status = model.getModelStatus();
    if (status === infeasible) return null;
    if (status !== optimal) throw new Error(`HiGHS ended with model status ${status}`);
    return model.getObjectiveValue();
  } finally {
    model.dispose();
  }
}
