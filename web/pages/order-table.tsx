import type { BacktestEvent, BacktestVerdict } from '../../src/stress/backtest.ts';
import { pairsOf } from '../../src/stress/backtest-order.ts';
import { grouped, mineralName, sentenceCase } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';

/** Whether the export controls stand in the order in which they happened, pair by pair. */
export function OrderTable(props: {
  readonly events: readonly BacktestEvent[];
  readonly verdict: BacktestVerdict;
}) {
  const { controlled, rightRank, exactPlace, allRight, allRightByPlace, rankRule, ...verdict } =
    props.verdict;
  return (
    <div className="facts">
      <h3>Which move was larger, and how sure the model was of it</h3>
      <p>
        {`${verdict.rightPairs} of ${verdict.pairs} pairs of export controls stand in the order in which they happened` +
          (verdict.kendallTau === null
            ? '.'
            : ` (Kendall's tau ${grouped(verdict.kendallTau, 2)}, 1 is the same order).`) +
          ` ${rightRank} of ${controlled} have the right rank, ${exactPlace} of ${controlled} the exact place. ` +
          `Direction, rank and band are all right for ${allRight} of ${controlled}; for ${allRightByPlace} with the exact place.`}
      </p>
      <p className="measure">{rankRule}</p>
      <PlainTable
        caption="Pairs of export controls, the larger move first"
        rows={{
          columns: [
            { label: 'Larger move' },
            { label: 'Smaller move' },
            { label: "The model's medians" },
            { label: 'Draws in that order, percent', isNumber: true },
          ],
          rows: pairsOf(props.events).map(({ larger, mineral, isRight, drawShare }) => [
            sentenceCase(mineralName(larger)),
            sentenceCase(mineralName(mineral)),
            isRight ? 'agree' : 'disagree',
            drawShare === null ? '–' : grouped(100 * drawShare, 0),
          ]),
        }}
      />
      <p className="source-line">
        The same draw has the same hazards of countries and the same strictness of controls in all
        events, so draws are compared one by one. Near 50 percent the model does not know.
      </p>
    </div>
  );
}
