import type { GapReport } from '../../src/capacity-gap/capacity-gap.ts';

/** What others claim, set apart from every result: a dashed box, and the word on each. */
export function Claims({ claims }: Pick<GapReport, 'claims'>) {
  return (
    <section className="profile claims" aria-labelledby="claims">
      <h2 id="claims">Claims of others, which no number above uses as a result</h2>
      <ul>
        {claims.map((claim) => (
          <li key={claim.id}>
            <p>
              <strong className="claim-mark">Claim, not our result</strong> {claim.statement}.
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
