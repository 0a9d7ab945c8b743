import {
  adaptationLeft,
  adaptationShare,
  demandDeviation,
  demandPersistence,
  industryStock,
  logPriceCap,
  logTrigger,
  priceAdjustment,
  priceDeviation,
  priceForesight,
  recyclingBoost,
  releaseShare,
  rerouteLeft,
  rerouteRamp,
  restockShare,
  spareRamp,
  stockFloor,
} from './constants';
import { f64At } from './memory';

/*
 * Tables of src/base, that the page outside fills once, and the constants of our arithmetic. They
 * stand at fixed addresses: a constant in memory costs one instruction, one in the code three.
 */

/** Roots of two, for `exp`. */
export const rootTable: usize = memory.data(64 * 8, 64);
/** The inverse of each cell's middle and its logarithm, side by side, for `log`. */
export const cellTable: usize = memory.data(1024 * 16, 64);
/** Four coefficients a segment, for `normal`. */
export const segmentTable: usize = memory.data(512 * 32, 64);
/** Levels of ordinary noise, 32 bits each. */
export const levelTable: usize = memory.data(4096 * 4, 64);
/** For `wordCut`. */
export const cutTable: usize = memory.data(321 * 4, 64);

const NUMBERS: usize = memory.data<f64>([
  0.5,
  1.0,
  0.3333333333333333, // 1 / 3
  0.2,
  0.16666666666666666, // 1 / 6
  0.14285714285714285, // 1 / 7
  0.125,
  0.25,
  0.041666666666666664, // 1 / 24
  0.008333333333333333, // 1 / 120
  8.0,
  92.33248261689366, // 64 / ln 2
  0.01083042469326756, // ln 2 / 64, its high part
  2.9815858269852933e-12, // and its low part
  6755399441055744.0, // 1.5 * 2^52
  700.0,
  7.9999,
  128.0,
  2.3283064365386963e-10, // 2^-32
  1.000000000001,
  1e-9,
  0.001,
  0.005,
  1000000.0,
  -0.8,
  1e-9,
]);
export const HALF: usize = NUMBERS;
export const ONE: usize = NUMBERS + 8;
export const THIRD: usize = NUMBERS + 16;
export const FIFTH: usize = NUMBERS + 24;
export const SIXTH: usize = NUMBERS + 32;
export const SEVENTH: usize = NUMBERS + 40;
export const EIGHTH: usize = NUMBERS + 48;
export const ONE_FOURTH: usize = NUMBERS + 56;
export const PART_24: usize = NUMBERS + 64;
export const PART_120: usize = NUMBERS + 72;
export const EIGHT: usize = NUMBERS + 80;
export const STEPS_PER_UNIT: usize = NUMBERS + 88;
export const STEP_HIGH: usize = NUMBERS + 96;
export const STEP_LOW: usize = NUMBERS + 104;
/** Added to a whole number, it leaves that number in the lowest bits. */
export const SHIFTER: usize = NUMBERS + 112;
export const MOST_EXPONENT: usize = NUMBERS + 120;
export const LAST_CELL: usize = NUMBERS + 128; // a number in the last cell of `log`
export const CELLS_PER_UNIT: usize = NUMBERS + 136;
export const PER_WORD: usize = NUMBERS + 144;
export const ABOVE_ONE: usize = NUMBERS + 152; // by the rounding of a gap that was covered
export const LEAST_LACK: usize = NUMBERS + 160;
export const LEAST_SPARE: usize = NUMBERS + 168;
export const LEAST_ROOM: usize = NUMBERS + 176;
export const NO_LIMIT: usize = NUMBERS + 184;
export const LEAST_NOISE: usize = NUMBERS + 192;
export const LEAST_HELD: usize = NUMBERS + 200;

const SETTINGS: usize = memory.data(32 * 8, 64);
export const DEMAND_PERSISTENCE: usize = SETTINGS;
export const DEMAND_DEVIATION: usize = SETTINGS + 8;
export const PRICE_DEVIATION: usize = SETTINGS + 16;
export const PRICE_ADJUSTMENT: usize = SETTINGS + 24;
export const PRICE_FORESIGHT: usize = SETTINGS + 32;
export const LOG_PRICE_CAP: usize = SETTINGS + 40;
export const SPARE_RAMP: usize = SETTINGS + 48;
export const INDUSTRY_STOCK: usize = SETTINGS + 56;
export const RESTOCK_SHARE: usize = SETTINGS + 64;
export const ADAPTATION_SHARE: usize = SETTINGS + 72;
export const ADAPTATION_LEFT: usize = SETTINGS + 80; // after a quarter without a lack
export const REROUTE_RAMP: usize = SETTINGS + 88;
export const REROUTE_LEFT: usize = SETTINGS + 96; // after a quarter without a control
export const RECYCLING_BOOST: usize = SETTINGS + 104;
export const RELEASE_SHARE: usize = SETTINGS + 112;
export const STOCK_FLOOR: usize = SETTINGS + 120;
export const LOG_TRIGGER: usize = SETTINGS + 128;

const WORDS: usize = memory.data<u32>(
  [
    0x85ebca6b, 0x85ebca6b, 0x85ebca6b, 0x85ebca6b, 0xc2b2ae35, 0xc2b2ae35, 0xc2b2ae35, 0xc2b2ae35,
    0x3ffc, 0x3ffc, 0x3ffc, 0x3ffc, 1, 1, 1, 1,
  ],
  16,
);
export const FIRST_FACTOR: usize = WORDS;
export const SECOND_FACTOR: usize = WORDS + 16;
export const LEVEL_MASK: usize = WORDS + 32; // of a level's place in bytes
export const ONES: usize = WORDS + 48;

/** A number of these in both lanes. */
// @ts-ignore: decorator
@inline
export function number(address: usize): v128 {
  return v128.load64_splat(address);
}

/** Four words of these. */
// @ts-ignore: decorator
@inline
export function fourWords(address: usize): v128 {
  return v128.load(address);
}

/** Puts what holds for every market in its place. */
export function setSettings(): void {
  store<f64>(DEMAND_PERSISTENCE, demandPersistence);
  store<f64>(DEMAND_DEVIATION, demandDeviation);
  store<f64>(PRICE_DEVIATION, priceDeviation);
  store<f64>(PRICE_ADJUSTMENT, priceAdjustment);
  store<f64>(PRICE_FORESIGHT, priceForesight);
  store<f64>(LOG_PRICE_CAP, logPriceCap);
  store<f64>(SPARE_RAMP, spareRamp);
  store<f64>(INDUSTRY_STOCK, industryStock);
  store<f64>(RESTOCK_SHARE, restockShare);
  store<f64>(ADAPTATION_SHARE, adaptationShare);
  store<f64>(ADAPTATION_LEFT, f64At(adaptationLeft, 1));
  store<f64>(REROUTE_RAMP, rerouteRamp);
  store<f64>(REROUTE_LEFT, f64At(rerouteLeft, 1));
  store<f64>(RECYCLING_BOOST, recyclingBoost);
  store<f64>(RELEASE_SHARE, releaseShare);
  store<f64>(STOCK_FLOOR, stockFloor);
  store<f64>(LOG_TRIGGER, logTrigger);
}
