import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  comparisonLines,
  comparisonTable,
  GOALS,
  ratiosOf,
  timingOf,
  verdict,
  withTable,
} from '../bench/comparison.ts';
import { dumpConstants, openLargeKernel } from '../bench/large-model.ts';
import { disagreement } from '../bench/rival-run.ts';

const ARRAYS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;

/** Reads a file of constants as its format is told, by name. */
function readConstants(bytes: Uint8Array): Record<string, unknown> {
  const start = bytes.indexOf(10) + 1;
  const fields: {
    name: string;
    type: keyof typeof ARRAYS | 'number';
    length: number;
    offset: number;
    value?: number | string;
  }[] = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)));
  return Object.fromEntries(
    fields.map(({ name, type, length, offset, value }) => {
      if (type === 'number') return [name, Number(value)];
      expect((start + offset) % 8).toBe(0);
      return [name, new ARRAYS[type](bytes.slice(start + offset).buffer, 0, length)];
    }),
  );
}

describe('the file of constants', () => {
  test('gives back every number and array, infinities too', () => {
    const { constants } = openLargeKernel();
    expect(constants.logTrigger).toBe(-Infinity);
    expect(readConstants(dumpConstants(constants))).toEqual({ ...constants });
  });

  test('is of a model of the promised size', () => {
    const { minerals, quarters, projectVariable, plantHazard } = openLargeKernel().constants;
    expect([minerals, quarters]).toEqual([60, 20]);
    expect([plantHazard.length, projectVariable.length]).toEqual([600, 100]);
  });
});

describe('losses of a rival', () => {
  const own = { losses: [0, 100, 2000], mean: 700, standardError: 10 };

  test('agree up to the order of sums when it draws our numbers', () => {
    const result = { meanLoss: 700 + 1e-8, losses: [1e-10, 100 - 1e-8, 2000] };
    expect(disagreement('plain', result, own)).toBeUndefined();
  });

  test('are refused by the draw that differs, and by a mean that differs', () => {
    const losses = [0, 100.001, 2000];
    expect(disagreement('wide', { meanLoss: 700, losses }, own)).toMatch(/draw 1/);
    const mean = disagreement('wide', { meanLoss: 701, losses: own.losses }, own);
    expect(mean).toMatch(/mean loss of 701/);
  });

  test('are refused beyond four standard errors when it draws its own numbers', () => {
    // The error of the difference is √(10² + 7.5²) = 12.5, four times that is 50.
    const result = { losses: [1, 2, 3], standardError: 7.5 };
    expect(disagreement('numpy', { ...result, meanLoss: 749 }, own)).toBeUndefined();
    expect(disagreement('numpy', { ...result, meanLoss: 751 }, own)).toMatch(/standard errors/);
  });
});

describe('a comparison', () => {
  const measured = {
    microsecondsPerDraw: {
      ours: timingOf([21, 20, 25]),
      specification: timingOf([200]),
      rivals: { numpy: timingOf([110, 120, 101]), plain: timingOf([60]) },
    },
    threads: {
      draws: 20_000,
      one: { clockSeconds: 0.38, cpuSeconds: 0.4 },
      two: { clockSeconds: 0.2, cpuSeconds: 0.4 },
    },
    million: { draws: 1_000_000, clockSeconds: 10.5, cpuSeconds: 20 },
  };
  const comparison: Comparison = {
    date: '2026-01-02T03:04:05.000Z',
    commit: 'abc1234',
    machine: { cpu: 'CPU', cores: 2, load: 0.1, node: '20.0.0', compiler: undefined },
    model: '60 minerals',
    rounds: 3,
    draws: 4000,
    ...measured,
    kinds: { numpy: 'NumPy 1.24' },
    missing: { wide: 'g++ does not start' },
    ratios: ratiosOf(measured),
  };

  test('judges the least times, and never a rival that is missing', () => {
    const verdicts = GOALS.map((goal) => verdict(goal, comparison.ratios));
    // NumPy 101 / 20 = 5.05, plain C 60 / 20 = 3, none by hand, threads 0.38 / 0.2 = 1.9, 10.5 s
    expect(verdicts).toEqual(['met', 'not met', 'not measured', 'met', 'not met']);
    expect(comparison.microsecondsPerDraw.ours).toEqual({ least: 20, median: 21 });
  });

  test('names a missing rival with the reason, where people look and in the history', () => {
    expect(comparisonLines(comparison).join('\n')).toMatch(
      /vectorised.*missing: g\+\+ does not start/,
    );
    expect(comparisonTable(comparison)).toMatch(/vectorised.*missing: g\+\+ does not start/);
    expect(JSON.parse(JSON.stringify(comparison)).missing.wide).toBe('g++ does not start');
  });

  test('replaces the table of a page and nothing else', () => {
    const marks = [
      '<!-- measured: written by `npm run bench -- rivals --write` -->',
      '<!-- end of measured -->',
    ];
    const page = `before\n${marks[0]}\nold\n${marks[1]}\nafter\n`;
    const once = withTable(page, 'new');
    expect(once).toBe(`before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter\n`);
    expect(withTable(once, 'new')).toBe(once);
    expect(() => withTable('no marks', 'new')).toThrow(/marks/);
  });
});
