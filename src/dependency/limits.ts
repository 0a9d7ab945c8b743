import type { ReferenceData } from '../minerals/reference-data.ts';
import { exposureOf, isExposure } from './exposure.ts';
import { knownRisk } from './known-risk.ts';

/** Something the tables cannot show, and the minerals it concerns. */
export interface Limit {
  readonly title: string;
  readonly sentence: string;
  readonly minerals: readonly { readonly mineral: string; readonly reason: string | null }[];
}

/**
 * What the data leave out, mineral by mineral, read from the tables rather than from memory.
 *
 * @source docs/models/dependency.md, section 7
 */
export function knownLimits(data: ReferenceData): Limit[] {
  const listed = data.minerals.filter(({ onList2025 }) => onList2025);
  const named = (minerals: typeof listed) =>
    minerals.map(({ id }) => ({ mineral: id, reason: null }));
  const without = listed
    .map((mineral) => exposureOf(data, mineral))
    .flatMap((each) =>
      isExposure(each)
        ? []
        : [
            {
              mineral: each.mineral.id,
              reason: `${each.reason}; known all the same: ${knownRisk(data, each.mineral)}`,
            },
          ],
    );
  return [
    {
      title: 'Minerals that are not modelled',
      sentence:
        'The tables lack what a model needs, so these have no GDP at risk, no stress run and no place in a plan.',
      minerals: without,
    },
    {
      title: 'Individual rare earths',
      sentence:
        'The source publishes most figures for the whole group. Each element takes an assumed share of it, and the same countries.',
      minerals: named(listed.filter(({ dataLevel }) => dataLevel === 'group')),
    },
    {
      title: 'Stages without data',
      sentence:
        'Production by country is of mining. Refining, which is often in fewer countries, is not published in these tables.',
      minerals: named(listed.filter(({ stage }) => stage === 'mine')),
    },
    {
      title: 'Minerals without production by country',
      sentence: 'No stage of production is published, so only the countries that ship are known.',
      minerals: named(listed.filter(({ stage }) => stage === null)),
    },
  ];
}
