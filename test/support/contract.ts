import type { Act, IsoDate } from '../../src/base/act.ts';
import {
  awardContract,
  certifyContract,
  draftContract,
} from '../../src/contracts/contracts.service.ts';
import {
  ContractRequest,
  Delivery,
  OrderRequest,
  RequisitionRequest,
} from '../../src/contracts/contracts.ts';
import { announceDelivery } from '../../src/contracts/deliveries.service.ts';
import type { Desk } from '../../src/contracts/gates.service.ts';
import { issueOrder, stepOrder } from '../../src/contracts/orders.service.ts';
import { certifyRequisition, submitRequisition } from '../../src/contracts/requisitions.service.ts';
import type { ReportedResult } from '../../src/inventory/certificate.ts';
import { receiveLot } from '../../src/inventory/inventory.service.ts';
import {
  addSpecification,
  decideLot,
  recordCertificate,
  sampleLot,
} from '../../src/inventory/quality.service.ts';
import { registerLaboratory, registerWarehouse } from '../../src/inventory/register.service.ts';
import { ACID_GRADE_FLUORSPAR } from '../../src/inventory/specification.ts';
import { registerParty } from '../../src/parties/parties.service.ts';
import { NewParty } from '../../src/parties/parties.ts';
import type { Db } from '../../src/platform/db.ts';
import { digestOf } from '../../src/platform/digest.ts';
import { findRuleSet, readRuleSets } from '../../src/rules/rules.ts';
import { authorize } from './board.ts';
import { referenceData } from './reference.ts';
import { chief, fundWith, registerChief, registerWith } from './reserve.ts';
import { certificateOf, does, GOOD, TONNE } from './stock.ts';

/*
 * The fluorspar contract SP8000-25-R-0020 with its real terms and illustrative deeds.
 */

export const ARES = 'SP8000-25-R-0020';
export const CEILING = 250_000_000_00n;
export const MINIMUM = 2_000_000_00n;

/** Another person for each thing that must not be done by the same one. */
export interface People {
  readonly officer: Act;
  readonly budget: Act;
  readonly receiver: Act;
  readonly certifier: Act;
  readonly approver: Act;
  readonly payer: Act;
}

export async function registerPeople(db: Db): Promise<People> {
  return {
    officer: await registerWith(db, 'officer', 'contracting-officer'),
    budget: await registerWith(db, 'budget', 'budget-officer'),
    receiver: await registerWith(db, 'receiver', 'receiving-officer'),
    certifier: await registerWith(db, 'certifier', 'certifying-officer'),
    approver: await registerWith(db, 'approver', 'approving-officer'),
    payer: await registerWith(db, 'payer', 'disbursing-officer'),
  };
}

export async function testDesk(): Promise<Desk> {
  const { ruleSets, rules } = await referenceData();
  return { rules: findRuleSet(readRuleSets(ruleSets, rules, digestOf), 'srr-2026'), digestOf };
}

export const aresRequest = (other: object = {}) =>
  ContractRequest.parse({
    ...{ id: ARES, kind: 'idiq', title: 'Acid-grade fluorspar, indefinite quantity' },
    ...{ requisition: 'R-1', party: 'ares', mineral: 'fluorspar' },
    specification: `${ACID_GRADE_FLUORSPAR.id}@${ACID_GRADE_FLUORSPAR.version}`,
    deliveryPoint: 'Hawthorne Army Depot, Nevada',
    ...{ baseValueCents: '16893826730', ceilingCents: `${CEILING}`, minimumCents: `${MINIMUM}` },
    ...{ orderingFrom: '2026-01-13', orderingTo: '2031-01-12' },
    ...{ pricePerKg: '665000', referencePerKg: '470000' },
    soleSourceReason: null,
    ...other,
  });

/** Money, a vote, a requisition, a supplier and a warehouse. */
export async function readyToContract(db: Db): Promise<People> {
  await registerChief(db);
  await fundWith(db, 2_500_000_000_00n);
  await authorize(db, { id: 'B-1', fund: 'reserve', cents: CEILING });
  const people = await registerPeople(db);
  await registerParty(
    db,
    chief,
    NewParty.parse({
      ...{ id: 'ares', name: 'Ares Strategic Mining (illustrative)', kind: 'company' },
      ...{ country: 'CAN', isIllustrative: true, source: 'illustrative, made for the test' },
    }),
  );
  await submitRequisition(
    db,
    people.officer,
    RequisitionRequest.parse({
      ...{ id: 'R-1', fund: 'reserve', resolution: 'B-1', purpose: 'Fluorspar (illustrative)' },
      amountCents: `${CEILING}`,
    }),
  );
  await certifyRequisition(db, people.budget, { id: 'R-1' });
  await does(db, async (tx, deed) => {
    const house = {
      id: 'hawthorne',
      title: 'Hawthorne',
      kind: 'government',
      isAuditable: true,
    } as const;
    const room = { capacityG: 500_000n * TONNE, leaseEndsOn: null, party: null };
    await registerWarehouse(tx, chief, deed, { ...house, ...room });
    const years = { validFrom: '2025-01-01', validUntil: '2032-12-31' };
    await registerLaboratory(tx, chief, deed, {
      id: 'lab-one',
      title: 'Lab one',
      party: null,
      ...years,
    });
    await addSpecification(tx, chief, deed, ACID_GRADE_FLUORSPAR);
  });
  return people;
}

/** The contract in force. */
export async function awardedContract(db: Db): Promise<People & { readonly desk: Desk }> {
  const people = await readyToContract(db);
  const desk = await testDesk();
  await draftContract(db, people.officer, aresRequest(), desk);
  await certifyContract(db, people.budget, { id: ARES });
  await awardContract(db, people.officer, { id: ARES }, desk);
  return { ...people, desk };
}

/** An order that the supplier has acknowledged. */
export async function placedOrder(
  db: Db,
  { officer, desk }: { officer: Act; desk: Desk },
  amountCents: bigint,
  on: IsoDate = '2026-01-15',
): Promise<string> {
  const request = OrderRequest.parse({
    ...{ contract: ARES, amountCents: `${amountCents}`, deliverBy: '2031-12-31' },
  });
  const { id } = await issueOrder(db, { ...officer, on }, request, desk);
  await stepOrder(db, { ...officer, on }, { id, event: 'acknowledge', reason: '' });
  return id;
}

/** A lot that has come for an order and was tested. */
export async function testedDelivery(
  db: Db,
  { receiver }: { receiver: Act },
  {
    order,
    lot,
    netG,
    results = GOOD,
  }: { order: string; lot: string; netG: bigint; results?: readonly ReportedResult[] },
): Promise<void> {
  const delivery = { order, lot, vendorLot: `V-${lot}`, form: 'filter cake', packaging: 'bulk' };
  await announceDelivery(db, receiver, Delivery.parse({ ...delivery, netG: `${netG}` }));
  await does(db, async (tx, deed) => {
    const weights = { grossG: netG + TONNE, netG, moisturePpb: 0n };
    await receiveLot(tx, chief, deed, { lot, warehouse: 'hawthorne', ...weights, handovers: [] });
    await sampleLot(tx, chief, deed, { lot, seal: `seal ${lot}` });
    await recordCertificate(tx, chief, deed, certificateOf(lot, { results }));
    await decideLot(tx, chief, deed, { lot });
  });
}
