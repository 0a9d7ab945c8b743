import { bookedMassText } from '../../src/base/booked.ts';
import type { Warehouse } from '../../src/inventory/inventory.ts';
import { PartBars } from '../charts/part-bars.tsx';
import { Figure } from '../parts/figure.tsx';
import { warehouseRows } from './stock-text.ts';

/** How full each warehouse is: a share of what it may hold, so that small ones show too. */
export function WarehouseFigure(props: {
  readonly warehouses: readonly Warehouse[];
  readonly on: string;
}) {
  const { warehouses, on } = props;
  const fullest = warehouses.toSorted((a, b) => shareOf(b) - shareOf(a))[0]!;
  const sentence = (house: Warehouse) =>
    `${house.title} holds ${bookedMassText(BigInt(house.loadG))} of ${bookedMassText(BigInt(house.capacityG))}`;
  return (
    <Figure
      id="capacity"
      title={sentence(fullest)}
      measure="Gross tonnes as a share of what each warehouse may hold; filled: taken, pale: free"
      evidence="input"
      summary={`${warehouses.map(sentence).join('; ')}.`}
      draw={(widthPx) => (
        <PartBars
          rows={warehouses.map((house) => ({
            label: house.title,
            valueText: `${(100 * shareOf(house)).toFixed(1)}%`,
            parts: [
              { value: shareOf(house), tone: 'first', isHatched: false },
              { value: 1 - shareOf(house), tone: 'rest', isHatched: false },
            ],
          }))}
          widthPx={widthPx}
          label="How full each warehouse is"
          source={`lots of this reserve on ${on}`}
        />
      )}
      table={warehouseRows(warehouses)}
      isTableOpen
    />
  );
}

/** For the length of a bar only; the table is exact. */
const shareOf = ({ loadG, capacityG }: Warehouse) => Number(loadG) / Number(capacityG);
