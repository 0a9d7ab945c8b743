import { grouped } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';

/*
 * Exact quantiles need every outcome, so that a run keeps all of its draws until it is joined:
 * memory grows with the draws, wherever they are simulated.
 */

const MINERAL_BYTES = 12; // of a draw: three Float32 a mineral
const TOTAL_BYTES = 8; // and one Float64 in all
/** Columns that are gathered and sorted. Measured with 800,000 draws of 54 minerals: 55 bytes. */
const JOINING_BYTES = 64;
const PROGRAM_BYTES = 300e6; // the program, its tables and its threads
/** The rest is for the system, the database and whoever else is there. */
const USABLE_SHARE = 0.75;
const GIGABYTE = 1e9;

/** How large a run is. */
export interface RunSize {
  readonly draws: number;
  readonly minerals: number;
}

/** Memory that a run needs on the machine that joins it [bytes]. */
export function runMemoryBytes({ draws, minerals }: RunSize): number {
  return PROGRAM_BYTES + draws * drawBytes(minerals);
}

function drawBytes(minerals: number): number {
  return MINERAL_BYTES * minerals + TOTAL_BYTES + JOINING_BYTES;
}

/**
 * Refuses a run that this machine could not hold, before any work is done.
 *
 * @param memoryBytes - what the machine lets the program have [bytes]
 * @throws Refusal `stress.too_much_memory`
 */
export function refuseTooLarge(size: RunSize, memoryBytes: number): void {
  const usableBytes = USABLE_SHARE * memoryBytes;
  const neededBytes = runMemoryBytes(size);
  if (neededBytes <= usableBytes) return;
  const fitting = Math.floor((usableBytes - PROGRAM_BYTES) / drawBytes(size.minerals));
  const gigabytes = (bytes: number) => `${grouped(bytes / GIGABYTE, 1)} GB`;
  throw new Refusal(
    'invalid',
    'stress.too_much_memory',
    `${grouped(size.draws, 0)} draws need ${gigabytes(neededBytes)} of memory, and a run may take ` +
      `${gigabytes(usableBytes)} of the ${gigabytes(memoryBytes)} of this machine`,
    `at most ${grouped(Math.max(0, fitting), 0)} draws fit: give fewer, or see how many are ` +
      'enough with --precision 1%',
  );
}
