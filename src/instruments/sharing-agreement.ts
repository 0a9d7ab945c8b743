import { Refusal } from '../base/refusal.ts';
import { divideHalfEven } from './loan-schedule.ts';

/*
 * An agreement that pays a company month by month what its share has done against a benchmark.
 */

export interface SharingTerms {
  readonly totalCents: bigint; // received if every average equals the benchmark
  readonly months: number;
  readonly benchmarkMicros: bigint; // price of the share, in millionths of the currency
}

export interface SharingMonth {
  readonly month: number; // 1 is the first
  readonly averageMicros: bigint;
  readonly dueCents: bigint; // at the benchmark
  readonly paidCents: bigint;
}

/**
 * What each month pays: its part of the total, times the average price over the benchmark.
 *
 * The parts add up to the total to the cent; a payment is rounded once, half to even.
 *
 * @param averagesMicros - average price of the twenty trading days before each settlement
 * @throws Refusal `sharing.months_differ`, `sharing.no_benchmark`
 */
export function settleSharing(
  { totalCents, months, benchmarkMicros }: SharingTerms,
  averagesMicros: readonly bigint[],
): readonly SharingMonth[] {
  if (averagesMicros.length > months) {
    const why = `${averagesMicros.length} averages stand against ${months} settlements`;
    throw new Refusal('invalid', 'sharing.months_differ', why, 'give one average a settlement');
  }
  if (benchmarkMicros <= 0n) {
    const why = 'the agreement has no benchmark, so nothing can be settled against it';
    throw new Refusal('invalid', 'sharing.no_benchmark', why, 'give the benchmark price');
  }
  return averagesMicros.map((averageMicros, i) => {
    const before = (totalCents * BigInt(i)) / BigInt(months);
    const dueCents = (totalCents * BigInt(i + 1)) / BigInt(months) - before;
    const paidCents = divideHalfEven(dueCents * averageMicros, benchmarkMicros);
    return { month: i + 1, averageMicros, dueCents, paidCents };
  });
}

const AVERAGED_DAYS = 20;

/**
 * The average price of twenty trading days, weighted by what was traded.
 *
 * @throws Refusal `sharing.days_missing` when there are fewer days, or nothing was traded
 */
export function volumeWeightedMicros(
  days: readonly { readonly priceMicros: bigint; readonly volume: bigint }[],
): bigint {
  const volume = days.reduce((sum, day) => sum + day.volume, 0n);
  if (days.length !== AVERAGED_DAYS || volume <= 0n) {
    const why = `an average needs ${AVERAGED_DAYS} trading days with trades, there are ${days.length}`;
    throw new Refusal('invalid', 'sharing.days_missing', why, 'add the days that are missing');
  }
  const turnover = days.reduce((sum, day) => sum + day.priceMicros * day.volume, 0n);
  return divideHalfEven(turnover, volume);
}
