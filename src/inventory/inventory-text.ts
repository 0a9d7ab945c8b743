import { centsText, gramsText } from '../base/booked.ts';
import { tableLines } from '../base/text-table.ts';
import type { ImportReport } from './import.ts';
import type { Lot, Warehouse } from './inventory.ts';
import type { LotPage } from './lot-page.ts';

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
export function importLines(report: ImportReport): string[] {
  const { kind, isDryRun, rowsRead, errors, warnings } = report;
  return [
    `${rowsRead} rows of ${kind} read: ${countsText(report)}`,
    ...[...errors, ...warnings].map(
      ({ sentence, hint }) => `  ${sentence}${hint === null ? '' : ` (${hint})`}`,
    ),
    ...(isDryRun ? ['Nothing was changed: this was a dry run.'] : []),
  ];
}

/** '2 new, 1 of them with a warning, 3 unchanged, 0 there twice, 1 rejected'. */
export const countsText = (report: ImportReport): string => {
  const { rowsWritten, rowsWarned, rowsUnchanged, rowsDuplicate, rowsRejected } = report;
  const warned = rowsWarned === 0 ? '' : `, ${rowsWarned} of them with a warning`;
  return `${rowsWritten} new${warned}, ${rowsUnchanged} unchanged, ${rowsDuplicate} there twice, ${rowsRejected} rejected`;
};
