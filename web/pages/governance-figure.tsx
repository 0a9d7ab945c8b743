import type { CountryProfile } from '../../src/dependency/country-profile.ts';
import { TimeChart } from '../charts/time-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped } from '../parts/format.ts';
import { chip } from '../parts/vocabulary.tsx';

const STABILITY = 'wgi-pv';
const NINE_TENTHS = 1.645; // standard errors on each side that hold 90 percent

const INDEX_NAME: Readonly<Record<string, string>> = {
  'wgi-va': 'Voice and accountability (−2.5 to 2.5)',
  'wgi-pv': 'Political stability (−2.5 to 2.5)',
  'wgi-ge': 'Government effectiveness (−2.5 to 2.5)',
  'wgi-rq': 'Regulatory quality (−2.5 to 2.5)',
  'wgi-rl': 'Rule of law (−2.5 to 2.5)',
  'wgi-cc': 'Control of corruption (−2.5 to 2.5)',
  'oecd-crc': 'OECD country risk (0 low to 7 high)',
};

/** How stable a country is thought to be, which is what its probability of a stop comes from. */
export function GovernanceFigure(props: {
  readonly profile: CountryProfile;
  readonly edition: string;
}) {
  const { name, scores } = props.profile;
  const stability = scores.filter(({ index, value }) => index === STABILITY && value !== null);
  const last = stability.at(-1);
  const years = [stability[0]?.year ?? 2018, last?.year ?? 2022] as const;
  return (
    <Figure
      id="governance"
      title={
        last === undefined
          ? `No index of governance rates ${name}`
          : `Political stability ${grouped(last.value!, 2)} in ${last.year}, on a scale from −2.5 to 2.5`
      }
      measure="World Bank index of political stability and absence of violence, −2.5 weak to 2.5 strong; bars hold 90 percent of its error"
      evidence="public"
      summary={
        last === undefined
          ? 'A country that is not rated counts as middling in the model.'
          : 'From it the model takes how likely the country is to stop its exports within a year; the table has the other indices.'
      }
      draw={(widthPx) => (
        <TimeChart
          points={stability.map(({ year, value, stderr }) => {
            const half = NINE_TENTHS * (stderr ?? 0);
            return { at: year, value, low: value! - half, high: value! + half, symbol: null };
          })}
          lanes={[]}
          years={years}
          floor={-2.5}
          isDense={false}
          widthPx={widthPx}
          label={`Political stability of ${name}`}
          source={`World Bank, Worldwide Governance Indicators, 2023 update; tables ${props.edition}`}
          format={(value) => grouped(value, 1)}
        />
      )}
      table={{
        columns: [
          { label: 'Index' },
          { label: 'Year', isNumber: true },
          { label: 'Score', isNumber: true },
          { label: 'Standard error', isNumber: true },
          { label: 'Source' },
        ],
        rows: latestOf(scores).map(({ index, year, value, stderr, source }) => [
          INDEX_NAME[index] ?? index,
          String(year),
          value === null ? chip('NA') : grouped(value, 2),
          stderr === null ? chip('XX') : grouped(stderr, 2),
          source,
        ]),
      }}
    />
  );
}

/** The newest year of each index. */
const latestOf = (scores: CountryProfile['scores']) =>
  scores.filter((score, i) => scores[i + 1]?.index !== score.index);
