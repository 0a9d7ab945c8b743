import type { Db } from '../platform/db.ts';
import type { Finding, Result } from './certificate.ts';
import type { Limit, Specification } from './specification.ts';

/** @returns whether it was new */
export async function insertSpecification(tx: Db, spec: Specification, deed: bigint) {
  const rows = await tx.query(
    `insert into specification (id, version, mineral, title, source, guard_thousandths, deed)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    [
      ...[spec.id, spec.version, spec.mineral, spec.title, spec.source],
      ...[spec.guardThousandths.toString(), deed],
    ],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into specification_limit (specification, version, analyte, min_ppb, max_ppb, method,
       is_verified, source)
     select $1, $2, * from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::boolean[],
       $8::text[])`,
    [
      spec.id,
      spec.version,
      spec.limits.map(({ analyte }) => analyte),
      spec.limits.map(({ minPpb }) => minPpb?.toString() ?? null),
      spec.limits.map(({ maxPpb }) => maxPpb?.toString() ?? null),
      spec.limits.map(({ method }) => method),
      spec.limits.map(({ isVerified }) => isVerified),
      spec.limits.map(({ source }) => source),
    ],
  );
  return true;
}

/** Every version of every specification, without its limits. */
export function listSpecifications(db: Db): Promise<Omit<Specification, 'limits'>[]> {
  return db.query(
    `select id, version, mineral, title, source, guard_thousandths as "guardThousandths"
     from specification order by id, version`,
  );
}

export async function listLimits(db: Db, id: string, version: number): Promise<Limit[]> {
  const rows = await db.query<Limit & { minPpb: bigint | null; maxPpb: bigint | null }>(
    `select analyte, min_ppb as "minPpb", max_ppb as "maxPpb", method,
            is_verified as "isVerified", source
     from specification_limit where specification = $1 and version = $2 order by analyte`,
    [id, version],
  );
  return rows.map((row) => ({
    ...row,
    minPpb: row.minPpb ?? undefined,
    maxPpb: row.maxPpb ?? undefined,
  }));
}

/** Which version of which specification a lot is bought under. */
export async function findLotSpecification(db: Db, lot: string) {
  const [row] = await db.query<{ specification: string; version: number }>(
    'select specification, version from lot where id = $1',
    [lot],
  );
  return row!;
}

export async function insertLaboratory(
  tx: Db,
  lab: { id: string; title: string; validFrom: string; validUntil: string },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into laboratory (id, title, valid_from, valid_until, deed)
     values ($1, $2, $3, $4, $5)`,
    [lab.id, lab.title, lab.validFrom, lab.validUntil, deed],
  );
}

export async function insertRevocation(
  tx: Db,
  { laboratory, since, reason }: { laboratory: string; since: string; reason: string },
  deed: bigint,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into laboratory_revocation (laboratory, since, reason, deed) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [laboratory, since, reason, deed],
  );
  return rows.length > 0;
}

/** A laboratory, with whom it belongs to. */
export interface Laboratory {
  readonly id: string;
  readonly title: string;
  readonly party: string | null;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly revokedSince: string | null;
}

export function listLaboratories(db: Db, id?: string): Promise<Laboratory[]> {
  return db.query<Laboratory>(
    `select laboratory.id, laboratory.title, party, valid_from as "validFrom",
            valid_until as "validUntil", since as "revokedSince"
     from laboratory join custodian using (id)
       left join laboratory_revocation on laboratory = laboratory.id
     where $1::text is null or laboratory.id = $1 order by laboratory.id`,
    [id ?? null],
  );
}

/** A certificate without its file. */
export interface CertificateRow {
  readonly laboratory: string;
  readonly number: string;
  readonly lot: string;
  readonly issuedOn: string;
  readonly fileDigest: string;
  /** Of a laboratory that does not belong to whoever sells the lot. */
  readonly isIndependent: boolean;
  /** Recorded since the lot was last sampled. */
  readonly isCurrent: boolean;
}

/** @returns undefined, or what of it is there already */
export async function insertCertificate(
  tx: Db,
  row: {
    laboratory: string;
    number: string;
    lot: string;
    issuedOn: string;
    fileBase64: string;
    fileDigest: string;
  },
  deed: bigint,
): Promise<{ laboratory: string; number: string; lot: string } | undefined> {
  const rows = await tx.query(
    `insert into certificate (laboratory, number, lot, issued_on, file, file_digest, deed)
     values ($1, $2, $3, $4, decode($5, 'base64'), $6, $7) on conflict do nothing returning 1`,
    [row.laboratory, row.number, row.lot, row.issuedOn, row.fileBase64, row.fileDigest, deed],
  );
  if (rows.length > 0) return undefined;
  const [earlier] = await tx.query<{ laboratory: string; number: string; lot: string }>(
    `select laboratory, number, lot from certificate
     where (laboratory, number) = ($1, $2) or file_digest = $3 limit 1`,
    [row.laboratory, row.number, row.fileDigest],
  );
  return earlier;
}

export const RESULT_ARRAYS =
  '$3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::boolean[], $8::text[]';
export const resultArrays = (results: readonly Result[]) => [
  results.map(({ analyte }) => analyte),
  results.map(({ told }) => told),
  results.map(({ valuePpb }) => valuePpb.toString()),
  results.map(({ uncertaintyPpb }) => uncertaintyPpb.toString()),
  results.map(({ isBelowDetection }) => isBelowDetection),
  results.map(({ method }) => method),
];
export const RESULT_COLUMNS =
  'analyte, told, value_ppb, uncertainty_ppb, is_below_detection, method';
export const RESULT_FIELDS = `analyte, told, value_ppb as "valuePpb", uncertainty_ppb as "uncertaintyPpb",
  is_below_detection as "isBelowDetection", method`;

export async function insertCertificateResults(
  tx: Db,
  { laboratory, number }: { laboratory: string; number: string },
  results: readonly Result[],
): Promise<void> {
  await tx.query(
    `insert into certificate_result (laboratory, number, ${RESULT_COLUMNS})
     select $1, $2, * from unnest(${RESULT_ARRAYS})`,
    [laboratory, number, ...resultArrays(results)],
  );
}

export function listCertificates(db: Db, lot: string): Promise<CertificateRow[]> {
  return db.query<CertificateRow>(
    `select laboratory, number, certificate.lot, issued_on as "issuedOn",
            file_digest as "fileDigest",
            lab.id <> seller.id and coalesce(lab.party <> seller.party, true) as "isIndependent",
            coalesce(certificate.deed >= lot_sampled_in(certificate.lot), false) as "isCurrent"
     from certificate join custodian as lab on lab.id = laboratory
       join lot on lot.id = certificate.lot join custodian as seller on seller.id = supplier
     where certificate.lot = $1 order by certificate.deed, laboratory, number`,
    [lot],
  );
}

export function listCertificateResults(
  db: Db,
  { laboratory, number }: { laboratory: string; number: string },
): Promise<Result[]> {
  return db.query<Result>(
    `select ${RESULT_FIELDS} from certificate_result where (laboratory, number) = ($1, $2)
     order by analyte`,
    [laboratory, number],
  );
}

/** What a decision rests on. */
export type Basis =
  | { readonly laboratory: string; readonly number: string }
  | { readonly assay: string };

export async function insertDecision(
  tx: Db,
  lot: string,
  basis: Basis,
  findings: readonly Finding[],
  deed: bigint,
): Promise<number> {
  const cited =
    'assay' in basis ? [null, null, basis.assay] : [basis.laboratory, basis.number, null];
  const [row] = await tx.query<{ n: number }>(
    `insert into acceptance_decision (lot, n, laboratory, number, assay, deed)
     select $1, count(*), $2, $3, $4, $5 from acceptance_decision where lot = $1 returning n`,
    [lot, ...cited, deed],
  );
  await tx.query(
    `insert into decision_value (lot, n, analyte, value_ppb, uncertainty_ppb, is_below_detection)
     select $1, $2, * from unnest($3::text[], $4::bigint[], $5::bigint[], $6::boolean[])`,
    [
      lot,
      row!.n,
      findings.map(({ analyte }) => analyte),
      findings.map(({ valuePpb }) => valuePpb.toString()),
      findings.map(({ uncertaintyPpb }) => uncertaintyPpb.toString()),
      findings.map(({ isBelowDetection }) => isBelowDetection),
    ],
  );
  return row!.n;
}

/** The newest decision on a lot, with what it rests on. */
export async function findDecision(db: Db, lot: string) {
  const [row] = await db.query<{
    n: number;
    laboratory: string | null;
    number: string | null;
    assay: string | null;
    by: string;
    on: string;
  }>(
    `select n, laboratory, number, assay, person as "by", on_day as "on"
     from acceptance_decision join deed on deed.id = acceptance_decision.deed
     where lot = $1 order by n desc limit 1`,
    [lot],
  );
  return row;
}

export function listDecisionValues(db: Db, lot: string, n: number): Promise<Finding[]> {
  return db.query<Finding>(
    `select analyte, value_ppb as "valuePpb", uncertainty_ppb as "uncertaintyPpb",
            is_below_detection as "isBelowDetection"
     from decision_value where lot = $1 and n = $2 order by analyte`,
    [lot, n],
  );
}

export async function insertConcession(
  tx: Db,
  concession: { lot: string; priceCutCents: bigint; authority: string; reason: string },
  deed: bigint,
): Promise<void> {
  const { lot, priceCutCents, authority, reason } = concession;
  await tx.query(
    `insert into lot_concession (lot, deed, price_cut_cents, authority, reason)
     values ($1, $2, $3, $4, $5)`,
    [lot, deed, priceCutCents.toString(), authority, reason],
  );
}
