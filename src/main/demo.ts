import * as z from 'zod';
import { grouped, twoDigits } from '../base/number-text.ts';
import { Receipt } from '../base/receipt.ts';
import { tableLines } from '../base/text-table.ts';
import { PATH_DRAWS, simulatePath } from '../stress/laboratory.ts';
import { pathReceipts } from '../stress/path-receipts.ts';
import { findPreset } from '../stress/presets.ts';
import { HORIZON_YEARS, SEED } from '../stress/stress.ts';
import type { StressModel } from '../stress/supply-chain.ts';

/** Three shocks that happened or are in force, each with a mineral that it strikes. */
const SHOWN = [
  { preset: 'china-ban-ga-ge-sb', mineral: 'gallium' },
  { preset: 'china-rare-earth-licensing', mineral: 'dysprosium' },
  { preset: 'drc-cobalt-quota', mineral: 'cobalt' },
] as const;

/** As the stress lab draws, so that its numbers and these are the same. */
export const DEMO_DRAWS = 2 * PATH_DRAWS.usual;

/** What the first minute shows: three shocks, computed now, each number with its receipt. */
export const Demo = z
  .object({
    data: z.object({ version: z.string(), digest: z.string() }),
    modelVersion: z.string(),
    answer: z.string().describe('one sentence made from these numbers'),
    address: z.string().nullable().describe('of the stress lab; null where nothing is served'),
    presets: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        story: z.string(),
        mineral: z.string(),
        dataVersion: z.string(),
        address: z.string().nullable().describe('of this shock in the stress lab'),
        unmet: Receipt.describe('demand left unmet over the horizon'),
        short: Receipt.describe('futures that run short'),
        price: Receipt.describe('highest price'),
        loss: Receipt.describe('GDP lost'),
      }),
    ),
  })
  .meta({ id: 'Demo' });
export type Demo = z.infer<typeof Demo>;

/**
 * Computes the demonstration from the model of the bundled data; nothing is held in reserve.
 *
 * @param url - where the stress lab is served, or null
 */
export function demonstrate(model: StressModel, url: string | null): Demo {
  const presets = SHOWN.map(({ preset, mineral }) => {
    const scenario = findPreset(preset);
    const asked = {
      scenario,
      isPreset: true,
      mineral,
      stockTonnes: 0,
      draws: DEMO_DRAWS,
      seed: SEED.usual,
      years: HORIZON_YEARS.usual,
    };
    const path = simulatePath(model, scenario, asked);
    const chain = model.minerals.find((each) => each.mineral === mineral)!; // simulated just now
    const { unmet, short, price, loss } = pathReceipts(path, asked, model, chain);
    const { id, title, story } = scenario;
    const { dataVersion } = model;
    const address = url === null ? null : `${url}/stress/${id}?mineral=${mineral}`;
    return { id, title, story, mineral, dataVersion, address, unmet, short, price, loss };
  });
  const address = url === null ? null : `${url}/stress/${SHOWN[0].preset}`;
  const data = { version: model.dataVersion, digest: model.dataDigest };
  return { data, modelVersion: model.version, answer: sentenceOf(presets), address, presets };
}

function sentenceOf(presets: Demo['presets']): string {
  const parts = presets.map(
    ({ mineral, short, unmet }) =>
      `${mineral} in ${ofTwenty(short)} of 20 futures (${twoDigits(unmet.value)} t unmet in the middle one)`,
  );
  const years = HORIZON_YEARS.usual;
  return `Within ${years} years and with nothing in reserve, the United States run short of ${parts.join(', ')}.`;
}

const ofTwenty = ({ value }: Receipt): number => Math.round(20 * value);

/** The demonstration for a person at a terminal. */
export function demoLines({ data, modelVersion, answer, address, presets }: Demo): string[] {
  return [
    `Data ${data.version} (${data.digest.slice(0, 19)}), model ${modelVersion}; public statistics, their licences in data/SOURCES.md.`,
    'Reserve stock 0: nothing is bought yet.',
    '',
    answer,
    '',
    ...tableLines(
      ['shock', 'mineral', 'unmet [t]', '90% of futures', 'short in', 'price', 'GDP lost [$M]'],
      presets.map(({ title, mineral, unmet, short, price, loss }) => [
        title,
        mineral,
        twoDigits(unmet.value),
        `${twoDigits(unmet.low ?? 0)} to ${twoDigits(unmet.high ?? 0)}`,
        `${ofTwenty(short)} of 20`,
        `x${price.value.toFixed(1)}`,
        twoDigits(loss.value),
      ]),
    ),
    '',
    `Unmet: demand over ${HORIZON_YEARS.usual} years in the middle of ${grouped(DEMO_DRAWS, 0)} futures. An exploration, not a forecast.`,
    'Receipts: --json gives each number its formula, data, seed and command; in the lab every number opens.',
    ...presets.map(({ unmet }) => `  ${unmet.command.replace(' --json', '')}`),
    ...(address === null ? [] : ['', `Open ${address} - Ctrl-C stops`]),
  ];
}
