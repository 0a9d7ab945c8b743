import { musdText } from '../base/money-text.ts';
import { grouped, twoDigits } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { Sensitivity } from './sensitivity.ts';

/** An analysis of sensitivity for a person at a terminal. */
export function sensitivityLines(found: Sensitivity): string[] {
  const { scenario, mineral, middle, factors, draws, points, evaluations } = found;
  const share = ({ value, standardError }: { value: number; standardError: number }) =>
    `${grouped(value, 2)} ± ${grouped(standardError, 2)}`;
  const alone = factors.reduce((sum, { first }) => sum + first.value, 0);
  return [
    `${scenario.title} · loss of ${mineral ?? 'all minerals'} over ${found.horizonMonths} months · seed ${found.seed} · data ${found.dataVersion}`,
    `Mean loss with every assumption at its middle: ${musdText(middle.value)} ± ${musdText(middle.standardError)}`,
    '',
    ...tableLines(
      ['assumption', 'at its low [$M]', 'at its high [$M]', 'swing [$M]', 'first', 'total'],
      factors.map((each) => [
        each.assumption,
        twoDigits(each.lowMusd),
        twoDigits(each.highMusd),
        `${twoDigits(each.swingMusd)} ± ${twoDigits(each.swingStandardError)}`,
        share(each.first),
        share(each.total),
      ]),
    ),
    '',
    `First: share of the variance that the assumption explains alone; total: with the others as well. Alone, all explain ${alone.toFixed(2)}.`,
    `${evaluations} settings of ${draws} futures each, ${points} random rows; the futures are the same in every setting.`,
    `${found.digest} in ${found.elapsedSeconds.toFixed(1)} s`,
  ];
}
