import type { ClaimCheck, GapReport } from '../../src/capacity-gap/capacity-gap.ts';
import { grouped, musdText } from '../parts/format.ts';

/** What others claim, set apart from every result: a dashed box, and the word on each. */
export function Claims({ claims }: Pick<GapReport, 'claims'>) {
  return (
    <section className="profile claims" aria-labelledby="claims">
      <h2 id="claims">Claims of others, which no number above uses as a result</h2>
      <ul>
        {claims.map((claim) => (
          <li key={claim.id}>
            <p>
              <strong className="claim-mark">Claim, not our result</strong> {figureText(claim)}
              {claim.statement}.
            </p>
            <dl>
              <div>
                <dt>Said by</dt>
                <dd>{claim.speaker}</dd>
              </div>
              <div>
                <dt>Standing</dt>
                <dd>{claim.standing}</dd>
              </div>
              <div>
                <dt>Source</dt>
                <dd>
                  <Source text={claim.source} />
                </dd>
              </div>
              <div>
                <dt>Beside it</dt>
                <dd>{claim.answer}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** '20 to 150 percent: ' */
function figureText({ low, high, unit }: ClaimCheck): string {
  if (low === null) return '';
  if (unit === 'million USD') return `${musdText(low)}: `;
  const from = grouped(low, 0);
  if (high === null) return `more than ${from} ${unit}: `;
  return low === high ? `${from} ${unit}: ` : `${from} to ${grouped(high, 0)} ${unit}: `;
}

/** A source with its addresses as links. */
function Source({ text }: { readonly text: string }) {
  const parts = text.split(/(https:\/\/[^\s;,]+)/);
  return parts.map((part) =>
    part.startsWith('https://') ? (
      <a key={part} href={part}>
        {new URL(part).hostname.replace(/^www\./, '')}
      </a>
    ) : (
      part
    ),
  );
}
