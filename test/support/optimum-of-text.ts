import highsModule from 'highs';

// As in src/platform/highs.ts: the types describe a CommonJS package.
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** What HiGHS finds for a program in free MPS. */
export interface TextSolution {
  readonly objective: number;
  readonly valueOf: (column: string) => number;
}

/**
 * A program in free MPS, read and solved by HiGHS itself.
 *
 * @returns null where the program has no solution
 */
export async function solutionOfText(text: string): Promise<TextSolution | null> {
  const highs = await loadHighs();
  const model = highs.createModel({ format: 'mps', data: text });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 1e-9 });
    model.run();
    const { optimal, infeasible } = highs.constants.modelStatus;
    const status = model.getModelStatus();
    if (status === infeasible) return null;
    if (status !== optimal) throw new Error(`HiGHS ended with model status ${status}`);
    const { colValue } = model.getSolution();
    const values = new Map(Array.from(colValue, (value, j) => [model.getColName(j), value]));
    return { objective: model.getObjectiveValue(), valueOf: (column) => values.get(column)! };
  } finally {
    model.dispose();
  }
}

/** The optimum alone; null where the program has no solution. */
export const optimumOfText = async (text: string): Promise<number | null> =>
  (await solutionOfText(text))?.objective ?? null;
