import * as z from 'zod';
import type { BlockOutcome } from './ensemble.ts';

/*
 * A block that another machine has simulated. Its numbers cannot be known without simulating it,
 * but what can be checked is: how many there are, that they are numbers, that no shortage is
 * negative, and that the losses of the minerals make up the total.
 */

/** Losses are kept as Float32, whose rounding is 6e-8 of each. */
const ROUNDING = 1e-6;
const SMALLEST = 1e-30; // Float32 keeps nothing below 1e-38
/** A shortage of nothing may come out just below zero [quarters of demand]. */
const TOLERANCE = 1e-6;

/**
 * Reads the outcome of a block.
 *
 * @param size - how many minerals and draws it must hold
 * @throws ZodError naming the field that cannot be of such a block
 */
export function readBlockOutcome(
  value: unknown,
  size: { readonly minerals: number; readonly count: number },
): BlockOutcome {
  return outcomeSchema(size).parse(value);
}

function outcomeSchema({ minerals, count }: { minerals: number; count: number }) {
  const perDraw = numbers(Float32Array, minerals * count);
  return z
    .strictObject({
      count: z.literal(count),
      unmet: perDraw.refine(areNotNegative, 'has a negative number'),
      lossMusd: perDraw,
      peakLogPrice: perDraw,
      shortDraws: numbers(Uint32Array, minerals).refine(
        (draws) => draws.every((each) => each <= count),
        `has more than ${count} draws`,
      ),
      earlySum: numbers(Float64Array, minerals).refine(areNotNegative, 'has a negative number'),
      shiftedSum: numbers(Float64Array, minerals).refine(areNotNegative, 'has a negative number'),
      totalLossMusd: numbers(Float64Array, count),
    })
    .refine(({ lossMusd, totalLossMusd }) => areTotals(totalLossMusd, lossMusd), {
      path: ['totalLossMusd'],
      error: 'is not the sum over the minerals',
    });
}

type Numbers = Float32Array | Float64Array | Uint32Array;

function numbers<Kind extends Numbers>(kind: new (length: number) => Kind, length: number) {
  return z
    .instanceof(kind, { error: `is no ${kind.name}` })
    .refine((values: Numbers) => values.length === length, `has not ${length} numbers`)
    .refine((values: Numbers) => values.every(Number.isFinite), 'has a number that is none');
}

function areNotNegative(values: Numbers): boolean {
  return values.every((each) => each >= -TOLERANCE);
}

/** Whether each draw's total is the sum of its losses, shape (mineral, draw). */
function areTotals(totals: Float64Array, losses: Float32Array): boolean {
  return totals.every((total, draw) => {
    let sum = 0;
    let size = 0;
    for (let at = draw; at < losses.length; at += totals.length) {
      sum += losses[at]!;
      size += Math.abs(losses[at]!);
    }
    return Math.abs(total - sum) <= ROUNDING * size + SMALLEST;
  });
}
