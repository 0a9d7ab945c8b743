import { createHash } from 'node:crypto';
import { perform } from '../../src/audit/audit.service.ts';
import { moveMoney, openFund, postEntries } from '../../src/fund/fund.service.ts';
import * as journal from '../../src/fund/journal.ts';
import type { ReportedResult } from '../../src/inventory/certificate.ts';
import {
  acceptLot,
  announceLot,
  lotRef,
  receiveLot,
} from '../../src/inventory/inventory.service.ts';
import {
  addSpecification,
  type CertificateRequest,
  decideLot,
  recordCertificate,
  sampleLot,
} from '../../src/inventory/quality.service.ts';
import { registerLaboratory, registerWarehouse } from '../../src/inventory/register.service.ts';
import { ACID_GRADE_FLUORSPAR } from '../../src/inventory/specification.ts';
import type { Db } from '../../src/platform/db.ts';
import { chief, fundWith, NO_LEAST, registerChief, withoutBoard } from './reserve.ts';

/** Does one thing as a deed of the chief. */
export const does = <Answer>(db: Db, work: (tx: Db, deed: bigint) => Promise<Answer>) =>
  perform(db, chief, { name: 'test', request: {} }, async (tx, deed) => {
    const answer = await work(tx, deed);
    return JSON.parse(
      JSON.stringify(answer ?? null, (_, each) => (typeof each === 'bigint' ? `${each}` : each)),
    ) as Answer;
  });

export const TONNE = 1_000_000n;
export const SUPPLIER = { id: 'ares', title: 'Ares (illustrative)', party: 'P-1' };

/** A reserve with two funds, an order on its books, warehouses, laboratories, a specification. */
export async function stockedReserve(db: Db): Promise<void> {
  await registerChief(db);
  await fundWith(db, 1_000_000_000_00n);
  await withoutBoard(db);
  await openFund(db, chief, { id: 'japan', kind: 'partner', title: 'Japan', partner: 'JPN' });
  for (const step of ['contribute', 'apportion', 'allot'] as const) {
    const money = { fund: 'japan', step, cents: 100_000_000_00n, reference: 'illustrative' };
    await moveMoney(db, chief, money, NO_LEAST);
  }
  await does(db, async (tx, deed) => {
    for (const fund of FUNDS) await orderOf(tx, deed, fund);
    for (const [id, capacityG] of [
      ['hawthorne', 100n * TONNE],
      ['annex', 10n * TONNE],
    ] as const) {
      const house = { id, title: id, kind: 'government', isAuditable: true } as const;
      await registerWarehouse(tx, chief, deed, {
        ...house,
        ...{ capacityG, leaseEndsOn: null, party: null },
      });
    }
    for (const [id, party] of [
      ['lab-one', null],
      ['lab-two', null],
      ['lab-umpire', null],
      ['lab-ares', 'P-1'],
    ] as const) {
      const years = { validFrom: '2025-01-01', validUntil: '2027-12-31' };
      await registerLaboratory(tx, chief, deed, { id, title: id, party, ...years });
    }
    await addSpecification(tx, chief, deed, ACID_GRADE_FLUORSPAR);
  });
}

const FUNDS = [
  { id: 'reserve', kind: 'appropriated' },
  { id: 'japan', kind: 'partner' },
] as const;
export const CONTRACT = { contract: 'SP8000-25-R-0020', order: 'O-1' };

/** Money of a fund as far as an order. */
async function orderOf(tx: Db, deed: bigint, fund: (typeof FUNDS)[number]): Promise<void> {
  const cents = 50_000_000_00n;
  const words = { requisition: 'requisition:R-1', resolution: 'resolution:B-1' };
  const of = { kind: 'contract', id: CONTRACT.contract } as const;
  const { contract } = CONTRACT;
  const limits = { ceilingCents: cents, minimumCents: 0n };
  const amount = { cents, fromMinimumCents: 0n };
  const entries = {
    authority: journal.authority(fund, words.resolution, cents),
    commitment: journal.commitment(fund, words, cents),
    award: journal.award(fund, { contract, requisition: words.requisition }, limits),
    order: journal.order(fund, { ...CONTRACT, requisition: words.requisition }, amount),
  };
  for (const [template, lines] of Object.entries(entries)) {
    await postEntries(tx, chief, deed, [{ template, lines, of, part: fund.id }]);
  }
}

export const bothFunds = [
  { fund: 'japan', weight: 1n },
  { fund: 'reserve', weight: 2n },
];

/** A lot in quarantine: 20 t net, 20.5 t gross, a tenth of it water. */
export function receivedLot(
  db: Db,
  lot: string,
  { netG = 20n * TONNE, shares = bothFunds, warehouse = 'hawthorne' } = {},
): Promise<bigint> {
  return does(db, async (tx, deed) => {
    await announceLot(tx, chief, deed, {
      lot,
      specification: ACID_GRADE_FLUORSPAR.id,
      ...{ version: 1, supplier: SUPPLIER, orderRef: CONTRACT.order, vendorLot: `V-${lot}` },
      ...{ form: 'filter cake', packaging: 'bags', netG, expiresOn: null, shares },
    });
    return receiveLot(tx, chief, deed, {
      ...{ lot, warehouse, grossG: netG + netG / 40n, netG, moisturePpb: 100_000_000n },
      handovers: [],
    });
  });
}

export const result = (analyte: string, value: string, unit = '%'): ReportedResult => ({
  ...{ analyte, value, unit },
  uncertainty: '0.01',
  method: 'ASTM E815',
  isBelowDetection: false,
});

/** What a good lot has in it. */
export const GOOD = [
  result('CaF2', '97.6'),
  result('SiO2', '0.9'),
  result('CaCO3', '0.8'),
  result('S', '0.03'),
  result('As', '5', 'ppm'),
];

export function certificateOf(lot: string, asked: Partial<CertificateRequest> = {}) {
  const number = asked.number ?? `C-${lot}`;
  const file = Buffer.from(`certificate ${number}`);
  return {
    ...{ lot, laboratory: 'lab-one', number, issuedOn: '2026-01-15' },
    fileDigest: `sha256-${createHash('sha256').update(file).digest('hex')}`,
    fileBase64: file.toString('base64'),
    results: GOOD,
    ...asked,
  };
}

/** A lot sampled and certified. */
export async function testedLot(
  db: Db,
  lot: string,
  results: readonly ReportedResult[] = GOOD,
  received: Parameters<typeof receivedLot>[2] = {},
): Promise<void> {
  await receivedLot(db, lot, received);
  await does(db, async (tx, deed) => {
    await sampleLot(tx, chief, deed, { lot, seal: `seal ${lot}` });
    await recordCertificate(tx, chief, deed, certificateOf(lot, { results }));
  });
}

/** A lot accepted and booked at a price, as a contract would. */
export async function acceptedLot(
  db: Db,
  lot: string,
  costCents = 9_000_000_01n,
  received: Parameters<typeof receivedLot>[2] = {},
): Promise<void> {
  await testedLot(db, lot, GOOD, received);
  await does(db, async (tx, deed) => {
    await decideLot(tx, chief, deed, { lot });
    const shares = await acceptLot(tx, chief, deed, { lot, costCents });
    await postEntries(
      tx,
      chief,
      deed,
      shares.map(({ fund, costCents: cents, dryG: grams, dim, unit }) => ({
        template: 'acceptance',
        of: lotRef(lot),
        part: fund,
        lines: journal.acceptance(
          FUNDS.find(({ id }) => id === fund)!,
          { ...CONTRACT, lot: dim },
          { cents, grams, unit },
        ),
      })),
    );
  });
}
