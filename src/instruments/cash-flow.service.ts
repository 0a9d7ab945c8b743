import { canonicalJson } from '../base/canonical.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { CashFlowFile } from './cash-flow-file.ts';
import { type CashFlowValue, valueCashFlow } from './cash-flow-value.ts';
import { priceLawOf, requireMineral, statedLaw } from './price-law.ts';
import { lawSummary } from './valuation-run.ts';
import { INSTRUMENTS_MODEL } from './value.ts';

export const CASH_DRAWS = { least: 100, most: 50_000, usual: 5000 } as const;

/**
 * What a mine or plant is worth over the price paths of its mineral.
 *
 * The same tables, plan, draws and seed give the same digest.
 *
 * @throws Refusal `instrument.unknown_mineral`, `instrument.no_price`, `cash_flow.begun`
 */
export async function runCashFlow(
  workshop: Pick<Workshop, 'tables' | 'digestOf' | 'clockMs'>,
  { file, draws, seed }: { file: CashFlowFile; draws: number; seed: number },
): Promise<CashFlowValue> {
  const startedMs = workshop.clockMs();
  const data = await loadReferenceData(workshop.tables);
  requireMineral(data, file.mineral);
  const law = file.market === undefined ? priceLawOf(data, file.mineral) : statedLaw(file.market);
  const { id, title, standing, source, notes, start, end } = file;
  const content = {
    plan: { id, title, standing, source, notes, start, end },
    planDigest: workshop.digestOf(canonicalJson(file)),
    draws,
    seed,
    dataVersion: data.version,
    dataDigest: data.digest,
    modelVersion: INSTRUMENTS_MODEL,
    price: lawSummary(file.mineral, law),
    ...valueCashFlow({ file, law, draws, seed }),
  };
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}
