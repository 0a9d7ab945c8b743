import type { MineralProfile } from '../../src/dependency/profile.ts';
import { PartBars } from '../charts/part-bars.tsx';
import { Evidence } from '../parts/evidence.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, percent, sentenceCase } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { chip } from '../parts/vocabulary.tsx';

/** What it is for, and how readily each use gives way when it is short. */
export function Uses({ profile }: { readonly profile: MineralProfile }) {
  const { applications } = profile.mineral;
  return (
    <section className="profile" aria-labelledby="use">
      <h2 id="use">What it is for, and what could take its place</h2>
      <div className="figures halves">
        <UsesFigure uses={profile.endUses} />
        <div className="facts">
          <p>{applications ?? 'The source lists no applications.'}</p>
          <p className="measure">
            Applications as USGS Mineral Commodity Summaries 2026 lists them in its table 6. GDP at
            stake is taken from the kind of use: {profile.useClass.replaceAll('-', ' and ')}.
            {profile.endUses.length === 0 && ' Shares by end use are not published in our tables.'}
          </p>
          <Substitution rows={profile.substitution} />
        </div>
      </div>
    </section>
  );
}

function Substitution({ rows }: { readonly rows: MineralProfile['substitution'] }) {
  return (
    <>
      <h3>Substitutes</h3>
      <p className="measure">
        No table here lists what could take its place. The model assumes how readily each kind of
        use gives way when the price rises, where the average use of the mineral has 1:{' '}
        <Evidence kind="model">assumptions</Evidence>, unverified.
      </p>
      <PlainTable
        caption="How readily each use gives way: assumptions"
        rows={{
          columns: [
            { label: 'Use' },
            { label: 'Kind' },
            { label: 'Share of use, %', isNumber: true },
            { label: 'Low', isNumber: true },
            { label: 'Middle', isNumber: true },
            { label: 'High', isNumber: true },
          ],
          rows: rows.map(({ use, kind, share, low, mid, high }) => [
            sentenceCase(use),
            kind.replaceAll('-', ' and '),
            percent(share),
            ...[low, mid, high].map((end) => grouped(end, 2)),
          ]),
        }}
      />
    </>
  );
}

/** What it is used for. */
function UsesFigure({ uses }: { readonly uses: MineralProfile['endUses'] }) {
  const [first] = uses;
  if (first === undefined) return null;
  const textOfUse = ({ sharePct, bound }: (typeof uses)[number]) =>
    sharePct === null ? 'NA' : `${bound === '=' ? '' : bound}${grouped(sharePct, 0)}%`;
  const scopes = [
    ...new Set(uses.map(({ scope, year }) => `${scope}${year === null ? '' : ` ${year}`}`)),
  ];
  return (
    <Figure
      id="uses"
      title={`${sentenceCase(first.use)}: ${first.sharePct === null ? 'the first use' : `${first.bound === '>' ? 'more than ' : ''}${grouped(first.sharePct, 0)} percent`}`}
      measure={`Share by end use, percent of: ${scopes.join('; ')}`}
      evidence="public"
      summary={`${uses.length === 1 ? 'One use is' : `${uses.length} uses are`} published; what is missing to 100 percent is other or not said.`}
      draw={(widthPx) => (
        <PartBars
          rows={uses.map((use, i) => ({
            label: sentenceCase(use.use),
            valueText: textOfUse(use),
            parts:
              use.sharePct === null
                ? []
                : [{ value: use.sharePct, tone: i === 0 ? 'first' : 'plain', isHatched: false }],
          }))}
          widthPx={widthPx}
          label="Share by end use"
          source={first.source}
        />
      )}
      table={{
        columns: [
          { label: 'Use' },
          { label: 'Share', isNumber: true },
          { label: 'Of' },
          { label: 'Source' },
        ],
        rows: uses.map((use) => [
          sentenceCase(use.use),
          use.sharePct === null || use.bound !== '=' ? chip(textOfUse(use)) : textOfUse(use),
          use.scope,
          use.source,
        ]),
      }}
    />
  );
}
