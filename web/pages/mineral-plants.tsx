import type { MineralProfile } from '../../src/dependency/profile.ts';
import { grouped, percent } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { figureCell } from '../parts/vocabulary.tsx';
import { placeCell } from './profile-text.ts';

const NO_BOUNDS = { low: null, high: null } as const;

/** Mines and plants that a source names, with their part of the output of their country. */
export function Plants({ plants }: { readonly plants: MineralProfile['plants'] }) {
  if (plants.length === 0) return null;
  const write = (tonnes: number) => grouped(tonnes, tonnes < 10 ? 1 : 0);
  return (
    <div className="facts">
      <h3>Named mines and plants</h3>
      <PlainTable
        caption="Named mines and plants, the largest part of a country first"
        rows={{
          columns: [
            { label: 'Name' },
            { label: 'Country' },
            { label: 'Stage' },
            { label: 'Year', isNumber: true },
            { label: 'Output, t', isNumber: true },
            { label: "Of the country's output, %", isNumber: true },
            { label: 'Status' },
            { label: 'Known by' },
          ],
          rows: [...plants]
            .sort((a, b) => b.shareMid - a.shareMid || (a.id < b.id ? -1 : 1))
            .map((plant) => [
              plant.name,
              placeCell(plant.iso3),
              plant.stage,
              String(plant.year),
              figureCell({ ...NO_BOUNDS, value: plant.outputT, qualifier: 'NA' }, write),
              `${percent(plant.shareMid)} (${percent(plant.shareLow)}–${percent(plant.shareHigh)})`,
              plant.status,
              plant.confidence,
            ]),
        }}
      />
      <details>
        <summary>How each share was reckoned, and from what</summary>
        <ul className="plain-list">
          {plants.map(({ id, name, note, source }) => (
            <li key={id}>{`${name}: ${note ?? 'as the source gives it.'} Source: ${source}.`}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
