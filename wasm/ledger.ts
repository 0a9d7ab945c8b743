import { quarters } from './constants';
import { reserve } from './memory';

/*
 * The quarters of the mineral in hand, in both draws. Three loops go through them, for a short loop
 * keeps in registers what a long one cannot: what comes (supply.ts), what is missing and what
 * closes it (market.ts), and what that does to prices and users (shortages.ts).
 */

export const QUARTER_BYTES: usize = 160;

// Vectors of a quarter. The second name is of what stands there once the quarter is settled.
export const LEVEL: usize = 0; // demand, but for growth and surges
export const PRICE_NOISE: usize = 16;
export const DEMAND: usize = 32;
export const SUPPLY: usize = 48;
export const SUPPLIED: usize = 48;
export const WORLD: usize = 64; // what the world's market has
export const FLOW: usize = 64; // and what came to help
export const MISSING: usize = 80;
export const GAP: usize = 80;
export const IS_OPEN: usize = 96; // a mask: something is missing, or less comes than usual
export const ORE_ROOM: usize = 112; // for more than comes
export const ADAPTED: usize = 112;
export const MOST_SCRAP: usize = 128; // once the market has adapted
export const RELEASED: usize = 128;
export const RISE: usize = 144; // logarithm of the price ratio that the market goes to

export let ledger: usize = 0;
export let ledgerEnd: usize = 0;

export function layOutLedger(): void {
  ledger = reserve(<usize>(quarters + 1) * QUARTER_BYTES);
  ledgerEnd = ledger + <usize>quarters * QUARTER_BYTES;
}
