import { advanceDocument, lockedStatus, statusOf } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { centsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { listAssayResults, listAssays, listParts, readSplitting } from './assay.store.ts';
import { settleAssay, type Voice } from './assay.ts';
import { type Finding, type ReportedResult, readContent, readResults } from './certificate.ts';
import {
  type Basis,
  type CertificateRow,
  findDecision,
  findLotSpecification,
  insertCertificate,
  insertCertificateResults,
  insertConcession,
  insertDecision,
  insertSpecification,
  listCertificateResults,
  listCertificates,
  listDecisionValues,
  listLaboratories,
  listLimits,
  listSpecifications,
} from './quality.store.ts';
import {
  holdAgainst,
  type LimitFinding,
  type Specification,
  type SpecificationRequest,
} from './specification.ts';

const lotRef = (id: string) => ({ kind: 'lot', id }) as const;

/** A version of a specification. @throws Refusal `specification.not_found` */
export async function findSpecification(
  db: Db,
  id: string,
  version: number,
): Promise<Specification> {
  const all = await listSpecifications(db);
  const found = all.find((each) => each.id === id && each.version === version);
  if (found !== undefined) return { ...found, limits: await listLimits(db, id, version) };
  throw new Refusal(
    'not_found',
    'specification.not_found',
    `there is no version ${version} of a specification ${id}`,
    all.length > 0
      ? `there are ${all.map((each) => `${each.id} ${each.version}`).join(', ')}`
      : 'add one with `lodestock specification add`',
  );
}

export async function readSpecifications(db: Db): Promise<Specification[]> {
  const found: Specification[] = [];
  // One after the other: inside a transaction there is one connection, and it takes one question.
  for (const each of await listSpecifications(db))
    found.push({ ...each, limits: await listLimits(db, each.id, each.version) });
  return found;
}

/**
 * Writes a version of a specification down; it is never changed.
 *
 * @throws Refusal `specification.exists`, `specification.no_limit`, `certificate.invalid`
 */
export async function addSpecification(
  tx: Db,
  _act: Act,
  deed: bigint,
  request: SpecificationRequest,
): Promise<void> {
  const { guard, limits, ...same } = request;
  const spec: Specification = {
    ...same,
    guardThousandths: thousandthsOf(guard),
    limits: limits.map(({ min, max, unit, ...limit }) => ({
      ...limit,
      minPpb: min === null ? undefined : readContent(limit.analyte, min, unit),
      maxPpb: max === null ? undefined : readContent(limit.analyte, max, unit),
    })),
  };
  refuseBadLimits(spec);
  if (await insertSpecification(tx, spec, deed)) return;
  throw new Refusal(
    'conflict',
    'specification.exists',
    `there is a version ${spec.version} of specification ${spec.id} already`,
    'a version is never changed; add the next one',
  );
}

function thousandthsOf(guard: string): bigint {
  const [whole, decimals = ''] = guard.split('.');
  return BigInt(whole! + decimals.padEnd(3, '0'));
}

function refuseBadLimits({ id, limits }: Specification): void {
  const names = new Set(limits.map(({ analyte }) => analyte));
  const bad = limits.find(
    ({ minPpb, maxPpb }) =>
      (minPpb === undefined && maxPpb === undefined) ||
      (minPpb !== undefined && maxPpb !== undefined && minPpb > maxPpb),
  );
  if (bad === undefined && names.size === limits.length) return;
  throw new Refusal(
    'invalid',
    'specification.no_limit',
    bad === undefined
      ? `specification ${id} limits an analyte twice`
      : `specification ${id} has no range for ${bad.analyte} that a lot could be in`,
    'give each analyte once, with a minimum, a maximum or both',
  );
}

/** A certificate of analysis as it comes in. */
export interface CertificateRequest {
  readonly lot: string;
  readonly laboratory: string;
  /** Unique in the laboratory. */
  readonly number: string;
  readonly issuedOn: string;
  /** The digest that the laboratory states, `sha256-` and 64 hexadecimal digits. */
  readonly fileDigest: string;
  /** The bytes of the file. */
  readonly fileBase64: string;
  readonly results: readonly ReportedResult[];
}

/**
 * Records a certificate with its file. When a sample was drawn and the laboratory is not of whoever
 * sells the lot, testing has begun.
 *
 * @throws Refusal `certificate.digest_differs` when the file is not the one that was signed for,
 *   `certificate.used` when the number or the file was there before, `certificate.invalid`,
 *   `certificate.laboratory_invalid`, `laboratory.not_found`, `lot.not_found`
 */
export async function recordCertificate(
  tx: Db,
  _act: Act,
  deed: bigint,
  { results: reported, ...request }: CertificateRequest,
): Promise<void> {
  const { lot, laboratory, number } = request;
  const status = await lockedStatus(tx, lotRef(lot));
  await findLaboratory(tx, laboratory);
  const results = readResults(reported);
  const earlier = await insertCertificate(tx, request, deed);
  if (earlier !== undefined) throw usedCertificate(request, earlier);
  await insertCertificateResults(tx, { laboratory, number }, results);
  const rows = await listCertificates(tx, lot);
  const row = rows.find((each) => each.laboratory === laboratory && each.number === number);
  if (status === 'sampled' && row?.isIndependent) {
    await advanceDocument(tx, deed, lotRef(lot), 'test');
  }
}

function usedCertificate(
  { laboratory, number }: Pick<CertificateRequest, 'laboratory' | 'number'>,
  earlier: { laboratory: string; number: string; lot: string },
): Refusal {
  const isNumber = earlier.laboratory === laboratory && earlier.number === number;
  return new Refusal(
    'conflict',
    'certificate.used',
    isNumber
      ? `certificate ${number} of ${laboratory} is recorded already, for lot ${earlier.lot}`
      : `the file of certificate ${number} is that of certificate ${earlier.number} of ${earlier.laboratory}, for lot ${earlier.lot}`,
    'each certificate is for one lot and is used once',
  );
}

/** @throws Refusal `laboratory.not_found` */
export async function findLaboratory(db: Db, id: string) {
  const [found] = await listLaboratories(db, id);
  if (found !== undefined) return found;
  throw new Refusal(
    'not_found',
    'laboratory.not_found',
    `there is no laboratory ${id}`,
    'register it with `lodestock laboratory add`',
  );
}

/** What was decided about a lot, and why. */
export interface Decision {
  readonly lot: string;
  readonly isConforming: boolean;
  readonly limits: readonly LimitFinding[];
}

/**
 * Holds a lot against its specification: on its assay exchange where there is one, else on the
 * certificate of an independent laboratory. Both must have come after the last sample.
 *
 * @returns whether it conforms, with a sentence for each limit
 * @throws Refusal `lot.wrong_status`, `lot.untested`, `lot.several_certificates`,
 *   `assay.not_settled`
 */
export async function decideLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot }: { lot: string },
): Promise<Decision> {
  await lockedStatus(tx, lotRef(lot));
  const { specification, version } = await findLotSpecification(tx, lot);
  const { basis, findings } = await basisOf(tx, lot);
  const limits = holdAgainst(await findSpecification(tx, specification, version), findings);
  const isConforming = limits.every(({ isMet }) => isMet);
  await insertDecision(tx, lot, basis, findings, deed);
  const reason = limits.filter(({ isMet }) => isMet === isConforming).map((each) => each.sentence);
  await advanceDocument(
    tx,
    deed,
    lotRef(lot),
    isConforming ? 'conform' : 'fail',
    reason.join('; '),
  );
  return { lot, isConforming, limits };
}

async function basisOf(tx: Db, lot: string): Promise<{ basis: Basis; findings: Finding[] }> {
  const assay = (await listAssays(tx, lot)).filter(({ isCurrent }) => isCurrent).at(-1);
  if (assay !== undefined) {
    return { basis: { assay: assay.id }, findings: await settledFindings(tx, assay.id) };
  }
  const certificates = (await listCertificates(tx, lot)).filter(
    ({ isCurrent, isIndependent }) => isCurrent && isIndependent,
  );
  if (certificates.length !== 1) throw notOneCertificate(lot, certificates);
  const [{ laboratory, number }] = certificates as [CertificateRow];
  const basis = { laboratory, number };
  return { basis, findings: await listCertificateResults(tx, basis) };
}

const notOneCertificate = (lot: string, found: readonly CertificateRow[]) =>
  found.length === 0
    ? new Refusal(
        'conflict',
        'lot.untested',
        `no independent laboratory has certified lot ${lot} since it was sampled`,
        'record a certificate with `lodestock lot certify`, or begin an assay exchange',
      )
    : new Refusal(
        'conflict',
        'lot.several_certificates',
        `lot ${lot} has ${found.length} certificates since it was sampled: ${found
          .map(({ laboratory, number }) => `${laboratory} ${number}`)
          .join(', ')}`,
        'let an assay exchange settle between laboratories',
      );

/** What a settled exchange came to. @throws Refusal `assay.not_settled` */
export async function settledFindings(db: Db, assay: string): Promise<Finding[]> {
  const status = await statusOf(db, { kind: 'assay', id: assay });
  if (status !== 'settled') {
    throw new Refusal(
      'conflict',
      'assay.not_settled',
      `assay ${assay} is ${status.replaceAll('_', ' ')}, and not settled`,
      'settle it with `lodestock assay settle`',
    );
  }
  const settlements = settleAssay(await readSplitting(db, assay), await readVoices(db, assay));
  return settlements.flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
}

/** What those found who have revealed. */
export async function readVoices(db: Db, assay: string): Promise<Voice[]> {
  const revealed = (await listParts(db, assay)).filter(({ hasRevealed }) => hasRevealed);
  const voices: Voice[] = [];
  for (const { laboratory, isUmpire } of revealed) {
    voices.push({ laboratory, isUmpire, findings: await listAssayResults(db, assay, laboratory) });
  }
  return voices;
}

/** The newest decision on a lot with a sentence for each limit, or undefined. */
export async function readDecision(db: Db, lot: string) {
  const decision = await findDecision(db, lot);
  if (decision === undefined) return undefined;
  const { specification, version } = await findLotSpecification(db, lot);
  const findings = await listDecisionValues(db, lot, decision.n);
  const limits = holdAgainst(await findSpecification(db, specification, version), findings);
  return { ...decision, findings, limits, isConforming: limits.every(({ isMet }) => isMet) };
}

/**
 * Takes a lot that is out of specification at a lower price, on somebody's authority.
 *
 * @param asked.authority - the resolution or the delegation that allows it
 * @throws Refusal `lot.wrong_status`, `lot.no_price_cut`
 */
export async function concedeLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { lot: string; priceCutCents: bigint; authority: string; reason: string },
): Promise<void> {
  if (asked.priceCutCents <= 0n) {
    throw new Refusal(
      'invalid',
      'lot.no_price_cut',
      `lot ${asked.lot} cannot be conceded at a cut of ${centsText(asked.priceCutCents)}`,
      'a concession lowers the price',
    );
  }
  await lockedStatus(tx, lotRef(asked.lot));
  await insertConcession(tx, asked, deed);
  await advanceDocument(tx, deed, lotRef(asked.lot), 'concede', asked.reason);
}

/** Draws a sample under a seal, of a lot in quarantine, reprocessed, or to be tested again. */
export async function sampleLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot, seal }: { lot: string; seal: string },
): Promise<void> {
  const status = await lockedStatus(tx, lotRef(lot));
  if (status === 'accepted') await advanceDocument(tx, deed, lotRef(lot), 'retest');
  await advanceDocument(tx, deed, lotRef(lot), 'sample', `seal ${seal}`);
}

/** A lot that does not conform is worked on, and will be sampled again. */
export async function reprocessLot(
  tx: Db,
  _act: Act,
  deed: bigint,
  { lot, reason }: { lot: string; reason: string },
): Promise<void> {
  await advanceDocument(tx, deed, lotRef(lot), 'reprocess', reason);
}
