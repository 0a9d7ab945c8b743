import type { Receipt } from '../base/receipt.ts';
import { type AskedPath, pathRequest, runCommand } from './question-text.ts';
import type { MineralPath } from './stress.ts';
import type { ChainMineral, StressModel } from './supply-chain.ts';

/*
 * What stands behind each number that is shown of one mineral under one scenario.
 */

export type ReceiptName = 'short' | 'unmet' | 'price' | 'loss' | 'use' | 'cover' | 'cost';

type Held = Pick<StressModel, 'dataVersion' | 'dataDigest' | 'version'>;

const FORECAST = 'An exploration of what follows from the assumptions, not a forecast.';
const USGS = 'USGS Mineral Commodity Summaries, the newest edition in the data';
const EQUATIONS = 'docs/models/stress.md';

/** A receipt for each measure of a path. */
export function pathReceipts(
  path: MineralPath,
  asked: AskedPath,
  held: Held,
  mineral: Pick<ChainMineral, 'demandTonnesPerYear' | 'priceUsdPerTonne' | 'hasBulkPrice'>,
): Readonly<Record<ReceiptName, Receipt>> {
  const modelled = modelledReceipts(path, asked, held);
  const common = commonTo(asked, held);
  const { demandTonnesPerYear, priceUsdPerTonne, hasBulkPrice } = mineral;
  const published = {
    command: `npx lodestock dependency show ${path.mineral} --json`,
    api: 'GET /api/v1/stress/model',
  };
  const isFixed = { low: null, high: null, draws: null, seed: null };
  return {
    ...modelled,
    use: {
      ...common,
      ...isFixed,
      what: `Use of ${path.mineral} in the United States in a year`,
      value: demandTonnesPerYear,
      unit: 't',
      evidence: 'public',
      basis: `apparent consumption by ${USGS}; /minerals/${path.mineral} names the rows`,
      caveat: null,
      field: fieldOf(path, 'demandTonnesPerYear'),
      ...published,
    },
    cover: {
      ...common,
      ...isFixed,
      what: `Days of use that a stock of ${asked.stockTonnes} t covers with no other supply`,
      value: path.horizon.coverDays,
      unit: 'days',
      evidence: 'input',
      basis: `your stock ÷ use in a year × 365 = ${asked.stockTonnes} t ÷ ${demandTonnesPerYear} t × 365`,
      caveat: 'A stock lasts longer where part of the supply still arrives.',
      field: fieldOf(path, 'coverDays'),
    },
    cost: {
      ...common,
      ...isFixed,
      what: `Cost of a stock of ${asked.stockTonnes} t`,
      value: (asked.stockTonnes * priceUsdPerTonne) / 1e6,
      unit: 'million USD',
      evidence: 'input',
      basis: `your stock × price = ${asked.stockTonnes} t × ${priceUsdPerTonne} USD/t; the price by ${USGS}`,
      caveat: hasBulkPrice
        ? 'A purchase moves the price it is made at; storage is not in it.'
        : 'Only a retail price is published: a bulk purchase costs less.',
      field: `stock × ${fieldOf(path, 'priceUsdPerTonne')}`,
      ...published,
    },
  };
}

function commonTo(asked: AskedPath, { dataVersion, dataDigest, version }: Held) {
  const { draws, seed } = asked;
  return {
    dataVersion,
    dataDigest,
    modelVersion: version,
    draws,
    seed,
    command: `${runCommand(asked)} --json`,
    api: pathRequest(asked),
  };
}

const fieldOf = ({ mineral }: MineralPath, field: string): string =>
  `minerals[mineral=${mineral}].${field}`;

/** What the simulation found. */
function modelledReceipts(path: MineralPath, asked: AskedPath, held: Held) {
  const common = { ...commonTo(asked, held), evidence: 'model' as const, caveat: FORECAST };
  const { mineral, horizon, draws, shortDraws } = path;
  const over = path.quarters === 4 ? 'a year' : `${path.quarters / 4} years`;
  const { unmetTonnes, peakPriceRatio, lossMusd } = horizon;
  return {
    short: {
      ...common,
      what: `Share of futures that run short of ${mineral} within ${over}`,
      value: horizon.shortProbability,
      unit: 'share of the futures',
      low: null,
      high: null,
      basis: `${shortDraws} of ${draws} futures leave more than 1 percent of a quarter's demand unmet; ${EQUATIONS}`,
      field: fieldOf(path, 'shortProbability'),
    },
    unmet: {
      ...common,
      what: `Demand for ${mineral} left unmet over ${over}, in the middle future`,
      value: unmetTonnes.p50,
      unit: 't',
      low: unmetTonnes.p05,
      high: unmetTonnes.p95,
      basis: `median over all futures of what stays unmet, summed over the quarters; ${EQUATIONS}`,
      field: fieldOf(path, 'unmetTonnes.p50'),
    },
    price: {
      ...common,
      what: `Highest price of ${mineral} within ${over} over today's, in the middle future`,
      value: peakPriceRatio.p50,
      unit: "times today's price",
      low: null,
      high: peakPriceRatio.p95,
      basis: `median over all futures of the highest quarter; ${EQUATIONS}`,
      field: fieldOf(path, 'peakPriceRatio.p50'),
    },
    loss: {
      ...common,
      what: `GDP lost for want of ${mineral} over ${over}, on average`,
      value: lossMusd.mean,
      unit: 'million USD',
      low: null,
      high: lossMusd.p95,
      basis: `mean over all futures of stake × unmet use and of dearer imports (standard error ${lossMusd.standardError.toPrecision(2)}); ${EQUATIONS}`,
      field: fieldOf(path, 'lossMusd.mean'),
    },
  };
}
