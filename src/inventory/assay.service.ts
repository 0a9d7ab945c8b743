import {
  advanceDocument,
  becauseOf,
  beginDocument,
  lockedStatus,
  statusOf,
} from '../audit/audit.service.ts';
import type { DocumentRef } from '../audit/audit.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  type AssayPart,
  type AssayRow,
  findAssay,
  insertAssay,
  insertCommitment,
  insertReveal,
  insertSample,
  listAssays,
  listParts,
  readSplitting,
} from './assay.store.ts';
import { type Sealed, type Settlement, sealedText, settleAssay } from './assay.ts';
import { type ReportedResult, readContent, readResults } from './certificate.ts';
import { StockId } from './inventory.ts';
import { findLaboratory, readVoices } from './quality.service.ts';

const assayRef = (id: string): DocumentRef => ({ kind: 'assay', id });
const lotRef = (id: string): DocumentRef => ({ kind: 'lot', id });

/** What is asked of laboratories. */
export interface AssayRequest {
  readonly assay: string;
  readonly lot: string;
  /** The last day on which a laboratory may seal its result. */
  readonly commitBy: string;
  /** The last day on which it may reveal it. */
  readonly revealBy: string;
  /** How far two results may lie apart. */
  readonly splitting: readonly { analyte: string; limit: string; unit: string }[];
  /** Sealed samples of one lot, one for each laboratory. */
  readonly samples: readonly { laboratory: string; seal: string }[];
}

/**
 * Begins an assay exchange: samples are drawn, sealed, and sent to two laboratories or more.
 *
 * @throws Refusal `assay.exists`, `assay.few_samples`, `lot.wrong_status`, `laboratory.not_found`
 */
export async function requestAssay(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: AssayRequest,
): Promise<void> {
  StockId.parse(asked.assay);
  const laboratories = new Set(asked.samples.map(({ laboratory }) => laboratory));
  const seals = new Set(asked.samples.map(({ seal }) => seal));
  if (laboratories.size < 2 || laboratories.size + seals.size !== 2 * asked.samples.length) {
    throw new Refusal(
      'invalid',
      'assay.few_samples',
      `assay ${asked.assay} needs two laboratories or more, each with a sealed sample of its own`,
      'name each laboratory and each seal once',
    );
  }
  const status = await lockedStatus(tx, lotRef(asked.lot));
  if (status === 'accepted') await advanceDocument(tx, deed, lotRef(asked.lot), 'retest');
  if (status !== 'sampled') await advanceDocument(tx, deed, lotRef(asked.lot), 'sample');
  const { assay: id, lot, commitBy, revealBy } = asked;
  const splitting = new Map(
    asked.splitting.map(({ analyte, limit, unit }) => [analyte, readContent(analyte, limit, unit)]),
  );
  await beginDocument(tx, deed, assayRef(id), 'request');
  await insertAssay(tx, { id, lot, commitBy, revealBy, splitting }, deed);
  for (const sample of asked.samples) {
    await findLaboratory(tx, sample.laboratory);
    await insertSample(tx, { assay: id, ...sample, isUmpire: false }, deed);
  }
  await advanceDocument(tx, deed, assayRef(id), 'sample');
  await becauseOf(tx, deed, lotRef(lot), assayRef(id));
}

/**
 * A laboratory seals its result: it sends the digest of what it will reveal. When all have sealed,
 * revealing begins.
 *
 * @throws Refusal `assay.not_yours`, `assay.committed`, `assay.too_late`, `assay.wrong_status`
 */
export async function commitAssay(
  tx: Db,
  act: Act,
  deed: bigint,
  asked: { assay: string; laboratory: string; commitment: string },
): Promise<void> {
  const assay = await lockedAssay(tx, asked.assay, 'commit to', 'sampled');
  partOf(await listParts(tx, asked.assay), asked, false);
  refuseLate(act, assay.id, assay.commitBy, 'seal a result of');
  if (!(await insertCommitment(tx, asked, deed))) throw twice(asked, 'sealed');
  if (parties(await listParts(tx, assay.id)).every(({ hasCommitted }) => hasCommitted)) {
    await finishCommitting(tx, deed, assay);
  }
}

async function finishCommitting(tx: Db, deed: bigint, { id, lot }: AssayRow): Promise<void> {
  await advanceDocument(tx, deed, assayRef(id), 'commit');
  if ((await lockedStatus(tx, lotRef(lot))) === 'sampled') {
    await advanceDocument(tx, deed, lotRef(lot), 'test');
  }
}

/**
 * A laboratory reveals what it sealed, or the umpire tells what it found.
 *
 * @param asked.word - the word that was sealed with the results; the umpire has none
 * @throws Refusal `assay.seal_differs`, `assay.revealed`, `assay.too_late`, `assay.not_yours`,
 *   `assay.wrong_status`, `certificate.invalid`
 */
export async function revealAssay(
  tx: Db,
  act: Act,
  deed: bigint,
  asked: { assay: string; laboratory: string; results: readonly ReportedResult[]; word: string },
): Promise<void> {
  const isUmpire = (await statusOf(tx, assayRef(asked.assay))) === 'umpire';
  const assay = await lockedAssay(tx, asked.assay, 'reveal', isUmpire ? 'umpire' : 'committed');
  const part = partOf(await listParts(tx, asked.assay), asked, isUmpire);
  if (!isUmpire) refuseLate(act, assay.id, assay.revealBy, 'reveal a result of');
  if (!isUmpire && !part.hasCommitted) throw notYours(asked);
  const { assay: id, laboratory, results, word } = asked;
  const sealed = sealedText({ assay: id, laboratory, results, word } satisfies Sealed);
  const row = { assay: id, laboratory, sealed };
  if (!(await insertReveal(tx, row, readResults(results), deed))) throw twice(asked, 'revealed');
  const sealers = parties(await listParts(tx, id)).filter(({ hasCommitted }) => hasCommitted);
  if (!isUmpire && sealers.every(({ hasRevealed }) => hasRevealed)) {
    await advanceDocument(tx, deed, assayRef(id), 'reveal');
  }
}

/**
 * Goes on without those who were silent until their day had passed: they lose their voice.
 *
 * @throws Refusal `assay.not_due` while they still have time, `assay.no_voice` when all are silent
 */
export async function closeAssay(
  tx: Db,
  act: Act,
  deed: bigint,
  { assay: id }: { assay: string },
): Promise<void> {
  const status = await lockedStatus(tx, assayRef(id));
  const assay = await readAssay(tx, id);
  const all = parties(await listParts(tx, id));
  const isCommitting = status === 'sampled';
  const lastDay = isCommitting ? assay.commitBy : assay.revealBy;
  if ((!isCommitting && status !== 'committed') || act.on <= lastDay) throw notDue(id, lastDay);
  const silent = all.every(({ hasCommitted, hasRevealed }) =>
    isCommitting ? !hasCommitted : !hasRevealed,
  );
  if (silent) {
    throw new Refusal(
      'conflict',
      'assay.no_voice',
      `nobody has ${isCommitting ? 'sealed' : 'revealed'} a result of assay ${id}`,
      'begin another exchange',
    );
  }
  if (isCommitting) await finishCommitting(tx, deed, assay);
  if (!isCommitting) await advanceDocument(tx, deed, assayRef(id), 'reveal');
}

const notDue = (id: string, lastDay: string) =>
  new Refusal(
    'conflict',
    'assay.not_due',
    `laboratories of assay ${id} may speak until ${lastDay}`,
    'an exchange goes on without the silent ones when their day has passed',
  );

/**
 * Settles an exchange: on the mean where results are close, else an umpire has to test. With the
 * umpire's result, on the middle one.
 *
 * @returns each analyte with its settled value, or none where an umpire is needed
 * @throws Refusal `assay.wrong_status`, `assay.no_umpire`
 */
export async function settleExchange(
  tx: Db,
  _act: Act,
  deed: bigint,
  { assay: id }: { assay: string },
): Promise<Settlement[]> {
  const status = await lockedStatus(tx, assayRef(id));
  const voices = await readVoices(tx, id);
  if (status === 'umpire' && !voices.some(({ isUmpire }) => isUmpire)) {
    throw new Refusal(
      'conflict',
      'assay.no_umpire',
      `the umpire of assay ${id} has not told a result`,
      'name an umpire with `lodestock assay umpire`, and let it reveal',
    );
  }
  const isSpoken = status === 'revealed' || status === 'umpire';
  const settlements = isSpoken ? settleAssay(await readSplitting(tx, id), voices) : [];
  const isSettled = settlements.every(({ finding }) => finding !== undefined);
  const reason = settlements.map(({ sentence }) => sentence).join('; ');
  await advanceDocument(tx, deed, assayRef(id), isSettled ? 'settle' : 'refer', reason);
  if (!isSettled) {
    const { lot } = await readAssay(tx, id);
    await advanceDocument(tx, deed, lotRef(lot), 'dispute', reason);
  }
  return settlements;
}

/** Names an umpire for an exchange whose results lie too far apart. */
export async function appointUmpire(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { assay: string; laboratory: string; seal: string },
): Promise<void> {
  await lockedAssay(tx, asked.assay, 'name an umpire of', 'umpire');
  await findLaboratory(tx, asked.laboratory);
  const parts = await listParts(tx, asked.assay);
  const other = parts.find((part) => part.isUmpire || part.laboratory === asked.laboratory);
  if (other !== undefined) {
    throw new Refusal(
      'conflict',
      'assay.umpire_taken',
      other.isUmpire
        ? `${other.laboratory} is the umpire of assay ${asked.assay} already`
        : `${other.laboratory} is a party to assay ${asked.assay} and cannot be its umpire`,
      'an umpire is one laboratory that has not tested the lot yet',
    );
  }
  await insertSample(tx, { ...asked, isUmpire: true }, deed);
}

/** @throws Refusal `assay.not_found` */
export async function readAssay(db: Db, id: string): Promise<AssayRow> {
  const assay = await findAssay(db, id);
  if (assay !== undefined) return assay;
  throw new Refusal('not_found', 'assay.not_found', `there is no assay ${id}`);
}

/** The exchanges of a lot with who has spoken in them. */
export async function readAssays(db: Db, lot: string) {
  const assays = [];
  for (const assay of await listAssays(db, lot)) {
    const status = await statusOf(db, assayRef(assay.id));
    const isSpoken = ['revealed', 'umpire', 'settled'].includes(status);
    const [voices, splitting] = [await readVoices(db, assay.id), await readSplitting(db, assay.id)];
    const settlements = isSpoken ? settleAssay(splitting, voices) : [];
    assays.push({ ...assay, status, parts: await listParts(db, assay.id), settlements });
  }
  return assays;
}

async function lockedAssay(tx: Db, id: string, what: string, wanted: string): Promise<AssayRow> {
  const status = await lockedStatus(tx, assayRef(id));
  if (status === wanted) return readAssay(tx, id);
  throw new Refusal(
    'conflict',
    'assay.wrong_status',
    `cannot ${what} assay ${id}: it is ${status.replaceAll('_', ' ')}`,
    `this is done while it is ${wanted.replaceAll('_', ' ')}`,
  );
}

const parties = (parts: readonly AssayPart[]) => parts.filter(({ isUmpire }) => !isUmpire);

function partOf(
  parts: readonly AssayPart[],
  asked: { assay: string; laboratory: string },
  isUmpire: boolean,
): AssayPart {
  const part = parts.find(({ laboratory }) => laboratory === asked.laboratory);
  if (part !== undefined && part.isUmpire === isUmpire) return part;
  throw notYours(asked);
}

const notYours = ({ assay, laboratory }: { assay: string; laboratory: string }) =>
  new Refusal(
    'not_allowed',
    'assay.not_yours',
    `laboratory ${laboratory} has no voice in assay ${assay} now`,
    'those speak who were sent a sample and sealed their result in time',
  );

const twice = ({ assay, laboratory }: { assay: string; laboratory: string }, done: string) =>
  new Refusal(
    'conflict',
    done === 'sealed' ? 'assay.committed' : 'assay.revealed',
    `${laboratory} has ${done} its result of assay ${assay} already`,
    'a result is told once',
  );

function refuseLate({ on }: Act, id: string, lastDay: string, what: string): void {
  if (on <= lastDay) return;
  throw new Refusal(
    'conflict',
    'assay.too_late',
    `cannot ${what} assay ${id} on ${on}: the last day was ${lastDay}`,
    'the exchange goes on without whoever was silent',
  );
}
