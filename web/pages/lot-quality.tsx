import { contentText } from '../../src/inventory/certificate.ts';
import type { LotPage } from '../../src/inventory/lot-page.ts';
import { holdAgainst, limitText } from '../../src/inventory/specification.ts';
import { type Cell, PlainTable, type Rows } from '../parts/table.tsx';
import { statusText } from './book-text.ts';

/** What the lot has to be, what was found in it, and whether that is enough. */
export function LotQuality({ page }: { readonly page: LotPage }) {
  const { lot, specification, decision } = page;
  return (
    <section aria-labelledby="quality">
      <h2 id="quality">{`${specification.title}: what it has to be, and what was found`}</h2>
      <p className="measure">
        {`Specification ${lot.specification} version ${lot.version}, shares of the dry mass. ${ruleText(specification.guard)} Source: ${specification.source}.`}
      </p>
      <PlainTable caption="Limits and findings" rows={limitRows(page)} />
      <p>
        {decision === null
          ? undecidedText(page)
          : `It ${decision.isConforming ? 'conforms' : 'does not conform'}: decided by ${decision.by} on ${decision.on}.`}
      </p>
    </section>
  );
}

const undecidedText = ({ kin }: LotPage) =>
  kin.some(({ depth }) => depth < 0)
    ? 'It was made of lots that were accepted: certificates and decisions stand with them.'
    : 'Nobody has decided yet whether it conforms.';

const ruleText = (guard: string) =>
  guard === '0'
    ? 'A value may lie at its limit.'
    : `A value keeps ${guard} standard uncertainties from its limit.`;

type Certificate = LotPage['certificates'][number];

/** The certificate that speaks for the lot: of an independent laboratory, newest first. */
const speaking = ({ certificates }: LotPage): Certificate | undefined =>
  certificates.findLast(({ isIndependent, isCurrent }) => isIndependent && isCurrent) ??
  certificates.at(-1);

function limitRows(page: LotPage): Rows {
  const { specification, decision } = page;
  const results = speaking(page)?.results ?? [];
  return {
    columns: [
      { label: 'Analyte' },
      { label: 'It has to be' },
      { label: 'Reported', isNumber: true },
      { label: 'Standard uncertainty', isNumber: true },
      { label: 'Method' },
      { label: 'Conforms' },
      { label: 'Source of the limit' },
    ],
    rows: specification.limits.map((each): Cell[] => {
      const found = results.find(({ analyte }) => analyte === each.analyte);
      const decided = decision?.limits.find(({ analyte }) => analyte === each.analyte);
      return [
        each.analyte,
        limitText(limitOf(each)),
        found?.told ?? 'not reported',
        found === undefined ? '' : contentText(BigInt(found.uncertaintyPpb)),
        found?.method ?? each.method,
        decided === undefined
          ? undecided(page, each)
          : `${decided.isMet ? '✓ yes' : '✗ no'}: ${decided.sentence}`,
        each.source,
      ];
    }),
  };
}

type ShownLimit = LotPage['specification']['limits'][number];

const limitOf = ({ minPpb, maxPpb, ...limit }: ShownLimit) => ({
  ...limit,
  minPpb: minPpb === null ? undefined : BigInt(minPpb),
  maxPpb: maxPpb === null ? undefined : BigInt(maxPpb),
});

/** What the certificate would come to; nothing is decided by it. */
function undecided(page: LotPage, limit: ShownLimit): string {
  const certificate = speaking(page);
  if (certificate === undefined) return 'not tested';
  const findings = certificate.results.map(({ valuePpb, uncertaintyPpb, ...rest }) => ({
    ...rest,
    valuePpb: BigInt(valuePpb),
    uncertaintyPpb: BigInt(uncertaintyPpb),
  }));
  const guardThousandths = BigInt(Math.round(Number(page.specification.guard) * 1000));
  const [held] = holdAgainst({ limits: [limitOf(limit)], guardThousandths }, findings);
  return `not decided; ${held!.sentence}`;
}

/** Who certified what, with the digest of the file. */
export function LotCertificates({ certificates, assays }: LotPage) {
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates">Certificates of analysis</h2>
      {certificates.length === 0 ? (
        <p>No laboratory has certified it.</p>
      ) : (
        <PlainTable
          caption="Certificates"
          rows={{
            columns: [
              { label: 'Number' },
              { label: 'Laboratory' },
              { label: 'Issued on', isUnbroken: true },
              { label: 'Standing' },
              { label: 'Digest of its file (SHA-256)' },
            ],
            rows: certificates.map((each) => [
              ...[each.number, each.laboratory, each.issuedOn],
              `${each.isIndependent ? 'independent' : 'of whoever sells the lot'}, ${each.isCurrent ? 'of the last sample' : 'of an earlier sample'}`,
              each.fileDigest,
            ]),
          }}
        />
      )}
      {assays.map(({ id, status, sentences, commitBy, revealBy }) => (
        <p key={id}>
          {`Assay exchange ${id} is ${statusText(status)}; to be sealed by ${commitBy} and revealed by ${revealBy}. ${sentences.join(' ')}`}
        </p>
      ))}
    </section>
  );
}
