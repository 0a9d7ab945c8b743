import type { TieOut } from '../../src/fund/fund.ts';
import { amountText } from '../../src/fund/fund-text.ts';
import { PlainTable } from '../parts/table.tsx';

/** Sums of the books that have to be equal, and whether they are. */
export function TieOutPanel({ tieOuts }: { readonly tieOuts: readonly TieOut[] }) {
  const open = tieOuts.filter(({ difference }) => difference !== '0');
  return (
    <section aria-labelledby="tie-outs">
      <h2 id="tie-outs">
        {open.length === 0
          ? `All ${tieOuts.length} tie-outs are zero`
          : `${open.length} of ${tieOuts.length} tie-outs are not zero`}
      </h2>
      <p className="measure">
        Each holds one sum of the books against another, by fund; worked out from the balances when
        this page was asked for. <code>lodestock fund tieout</code> ends with 20 when two differ.
      </p>
      <PlainTable
        caption="Tie-outs: sums that have to be equal"
        rows={{
          columns: [
            { label: 'Tie-out' },
            { label: 'Fund' },
            { label: 'What has to be equal' },
            { label: 'Left', isNumber: true },
            { label: 'Right', isNumber: true },
            { label: 'Difference', isNumber: true },
          ],
          rows: tieOuts.map(({ id, fund, unit, sentence, left, right, difference }) => [
            ...[`${id} ${difference === '0' ? '✓' : '✗'}`, fund, sentence],
            ...[left, right, difference].map((each) => amountText(each, unit)),
          ]),
        }}
      />
    </section>
  );
}
