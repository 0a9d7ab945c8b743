import { centsText, gramsText } from '../base/booked.ts';
import { tableLines } from '../base/text-table.ts';
import type { Lot, Warehouse } from './inventory.ts';
import type { LotPage } from './lot-page.ts';
import type { RowError } from './stock-file.ts';

/** Lots as the command line lists them. */
export const lotListLines = (lots: readonly Lot[]): string[] =>
  lots.length === 0
    ? ['There are no such lots.']
    : tableLines(
        ['lot', 'mineral', 'status', 'dry', 'cost', 'warehouse'],
        lots.map((lot) => [
          ...[lot.id, lot.mineral, lot.status.replaceAll('_', ' ')],
          ...[gramsText(BigInt(lot.dryG)), centsText(BigInt(lot.costCents)), lot.warehouse ?? '-'],
        ]),
      );

/** A lot with all that is known of it. */
export function lotLines({ lot, custody, kin, decision, assays, certificates }: LotPage): string[] {
  return [
    `Lot ${lot.id}: ${lot.mineral}, ${lot.status.replaceAll('_', ' ')}${lot.warehouse === null ? '' : `, in ${lot.warehouse}`}`,
    `  ${gramsText(BigInt(lot.grossG))} gross, ${gramsText(BigInt(lot.netG))} net, ${gramsText(BigInt(lot.dryG))} dry; cost ${centsText(BigInt(lot.costCents))}`,
    `  from ${lot.supplier}, their lot ${lot.vendorLot}; order ${lot.orderRef ?? 'none'}; ${lot.specification} version ${lot.version}`,
    ...lot.shares.map(
      ({ fund, dryG, costCents }) =>
        `  ${fund}: ${gramsText(BigInt(dryG))} dry, ${centsText(BigInt(costCents))}`,
    ),
    ...(decision === null ? [] : [`Decision of ${decision.on} by ${decision.by}:`]),
    ...(decision?.limits ?? []).map(
      ({ isMet, sentence }) => `  ${isMet ? 'met' : 'NOT MET'}: ${sentence}`,
    ),
    ...certificates.map(({ laboratory, number }) => `Certificate ${number} of ${laboratory}`),
    ...assays.map(({ id, status }) => `Assay ${id}: ${status}`),
    ...kin.map(({ id, depth, status }) => `${depth < 0 ? 'Made of' : 'Became'} ${id} (${status})`),
    ...custody.map(({ kind, from, to, at }) =>
      kind === 'give' ? `${at} ${from} gave it to ${to}` : `${at} ${to} took it from ${from}`,
    ),
  ];
}

export const warehouseLines = (warehouses: readonly Warehouse[]): string[] =>
  warehouses.length === 0
    ? ['There are no warehouses.']
    : tableLines(
        ['warehouse', 'kind', 'may be audited', 'holds (gross)', 'capacity', 'lots'],
        warehouses.map((each) => [
          ...[each.id, each.kind, each.isAuditable ? 'yes' : 'no'],
          ...[gramsText(BigInt(each.loadG)), gramsText(BigInt(each.capacityG)), `${each.lots}`],
        ]),
      );

/** What became of a table of deliveries or assays. */
export function importLines(report: {
  readonly kind: string;
  readonly isDryRun: boolean;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly errors: readonly RowError[];
}): string[] {
  const done = report.isDryRun ? 'would be written' : 'written';
  return [
    `${report.rowsRead} rows of ${report.kind} read, ${report.rowsWritten} ${done}, ${report.errors.length} errors`,
    ...report.errors.map(
      ({ sentence, hint }) => `  ${sentence}${hint === null ? '' : ` (${hint})`}`,
    ),
    ...(report.isDryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ];
}
