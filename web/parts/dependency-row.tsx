import type {
  CountryShare,
  Dependency,
  NetImportReliance,
} from '../../src/dependency/dependency.ts';
import { countryName } from './countries.ts';
import {
  grouped,
  musdText,
  percent,
  percentRange,
  QUALIFIER_MEANING,
  relianceText,
  twoDigits,
} from './format.ts';

/** One mineral, and below it, once its name is opened, what the numbers rest on. */
export function DependencyRow({
  row,
  columns,
}: {
  readonly row: Dependency;
  readonly columns: number;
}) {
  const risk = row.gdpAtRiskMusd;
  return (
    <tbody>
      <tr>
        <td className="number">{row.rank}</td>
        <th scope="row">
          <details className="opener">
            <summary>
              <span className="unseen">{`Evidence and gaps of ${row.name}`}</span>
            </summary>
          </details>{' '}
          <a href={`/minerals/${row.mineral}`}>{row.name}</a>
        </th>
        <td className="number">
          <Reliance reliance={row.netImportReliance} />
        </td>
        <CountryCell share={row.topProducer} />
        <NumberCell value={row.productionHhi} />
        <CountryCell share={row.topImportSource} />
        <NumberCell value={row.importHhi} />
        <td className="number">{percentRange(row.dependenceRate)}</td>
        <td>
          {row.exportControls.length === 0 ? (
            <Missing word="none found" />
          ) : (
            row.exportControls.join('; ')
          )}
        </td>
        <td className="number">
          {risk === null ? (
            <Missing word="not assessed" />
          ) : (
            <>
              {twoDigits(risk.expected)}{' '}
              <span className="range">{`${twoDigits(risk.low)}–${twoDigits(risk.high)}`}</span>
            </>
          )}
        </td>
        <td className="number">
          {risk === null ? <Missing word="not assessed" /> : twoDigits(risk.worstYear)}
        </td>
        <td>
          {row.soleDomesticProducer === null ? (
            <Missing word="not known" />
          ) : row.soleDomesticProducer ? (
            'yes'
          ) : (
            'no'
          )}
        </td>
      </tr>
      <tr className="more">
        <td colSpan={columns}>
          <Grounds row={row} />
        </td>
      </tr>
    </tbody>
  );
}

/** The number as published, its symbol as a chip, and its year. */
function Reliance({ reliance }: { readonly reliance: NetImportReliance }) {
  const { qualifier, year } = reliance;
  const text = relianceText(reliance);
  return (
    <>
      {qualifier && (
        <abbr className="chip" title={QUALIFIER_MEANING[qualifier]}>
          {qualifier}
        </abbr>
      )}{' '}
      {text}
      {year !== null && <span className="year"> {year}</span>}
    </>
  );
}

function CountryCell({ share }: { readonly share: CountryShare | null }) {
  return (
    <td className="number">
      {share === null ? (
        <Missing word="not available" />
      ) : (
        <>
          <a href={`/countries/${share.iso3}`} title={countryName(share.iso3)}>
            {share.iso3}
          </a>{' '}
          {percent(share.share)}
        </>
      )}
    </td>
  );
}

function NumberCell({ value }: { readonly value: number | null }) {
  return (
    <td className="number">
      {value === null ? <Missing word="not available" /> : grouped(value, 0)}
    </td>
  );
}

/** A dash to the eye, a word to the ear. */
function Missing({ word }: { readonly word: string }) {
  return (
    <span className="missing" title={word}>
      <span aria-hidden="true">–</span>
      <span className="unseen">{word}</span>
    </span>
  );
}

function Grounds({ row }: { readonly row: Dependency }) {
  const terms = row.gdpAtRiskMusd?.terms ?? [];
  return (
    <div className="grounds">
      {row.figuresAreOf !== null && <p>Figures exist for the group {row.figuresAreOf} only.</p>}
      {terms.length > 0 && (
        <div>
          <h3>GDP at risk, exporter by exporter</h3>
          <ul>
            {terms.map((term) => (
              <li key={term.iso3}>
                {`${countryName(term.iso3)}: ${percent(term.supplyShare)}% of supply, stops with probability ${twoDigits(term.annualProbability)} a year, then prices rise ${twoDigits(term.priceRatio)} times, ${percent(term.unmetShare)}% of demand is unmet and ${musdText(term.lossMusd)} of GDP lost`}
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextList title="What no source says" texts={row.gaps} />
      <TextList title="Rows of the sources" texts={row.evidence} />
    </div>
  );
}

function TextList({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
