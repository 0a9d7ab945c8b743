import type { MineralProfile } from '../../src/dependency/profile.ts';
import { countryName } from '../parts/countries.ts';
import {
  musdText,
  percent,
  QUALIFIER_MEANING,
  relianceText,
  sentenceCase,
} from '../parts/format.ts';
import type { KeyFigureProps } from '../parts/key-figure.tsx';
import { stageVerb } from './profile-text.ts';

/** Sentences, one under the other. */
export function TextList({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul className="plain-list">
      {[...new Set(texts)].map((text) => (
        <li key={text}>{`${sentenceCase(text).replace(/[.]$/, '')}.`}</li>
      ))}
    </ul>
  );
}

/** The three numbers to remember of a mineral. */
export function keyFiguresOf(profile: MineralProfile, of: number): readonly KeyFigureProps[] {
  const { dependency, production } = profile;
  const { netImportReliance, topProducer, gdpAtRiskMusd, rank } = dependency;
  const { qualifier, year } = netImportReliance;
  const number = relianceText(netImportReliance);
  const symbol = qualifier === '>' || qualifier === '<' ? qualifier : '';
  return [
    {
      term: 'Net import reliance',
      kind: 'public',
      value: number === '' ? (qualifier ?? 'NA') : `${symbol}${number}%`,
      note: [
        qualifier === null ? 'as published' : QUALIFIER_MEANING[qualifier],
        year === null ? '' : `for ${year}`,
      ]
        .filter((text) => text !== '')
        .join(', '),
    },
    {
      term: 'Largest producer',
      kind: 'public',
      value: topProducer === null ? 'not known' : `${percent(topProducer.share)}%`,
      note:
        topProducer === null
          ? 'no source gives production by country'
          : `${countryName(topProducer.iso3)} ${stageVerb(production.stage)} so much of the world's, ${production.year}`,
    },
    {
      term: 'GDP at risk, a year',
      kind: 'model',
      value: gdpAtRiskMusd === null ? 'not assessed' : musdText(gdpAtRiskMusd.expected),
      note:
        gdpAtRiskMusd === null
          ? 'the data do not allow it'
          : `expected; ${musdText(gdpAtRiskMusd.low)} to ${musdText(gdpAtRiskMusd.high)}; place ${rank} of ${of}`,
    },
  ];
}
