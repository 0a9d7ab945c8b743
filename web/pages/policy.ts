import { LATEST_YEAR } from '../../src/dependency/exposure.ts';
import type { ExportControl, ShockEvent } from '../../src/minerals/reference-data.ts';
import type { TimeLane } from '../charts/lanes.tsx';
import { countryName } from '../parts/countries.ts';

/*
 * Export controls in time. The table has controls in force and the year since when; a year beyond
 * the last that the figures cover is announced. Which were announced before they came, or are
 * suspended, no table says: those that were lifted are not in it.
 */

export type ControlStatus = 'in force' | 'announced';

export const statusOf = ({ yearInForce }: Pick<ExportControl, 'yearInForce'>): ControlStatus =>
  (yearInForce ?? 0) > LATEST_YEAR ? 'announced' : 'in force';

/** What the tables cannot tell of a control, for below a list of them. */
export const STATUS_NOTE =
  'The source lists controls effective from January 2026 and leaves out those that were lifted. When a control was announced, and whether it is suspended for some buyers, stands in no table here.';

const MONTH = /^(\d{4})-(\d{2})$/;

/** The beginning of a month on an axis where the middle of 2025 is 2025. */
export function monthStart(month: string): number {
  const [, year, number] = MONTH.exec(month) ?? [];
  return Number(year) + (Number(number) - 1) / 12 - 0.5;
}

/** A lane for each control that is alike, and for each ban against the United States alone. */
export function controlLanes(
  controls: readonly ExportControl[],
  events: readonly ShockEvent[],
): TimeLane[] {
  const lanes = controls.flatMap(({ iso3, control, yearInForce }): TimeLane[] =>
    yearInForce === null
      ? []
      : [
          {
            label: `${countryName(iso3)}: ${control} ${yearInForce}`,
            perhapsFrom: yearInForce - 0.5,
            from: yearInForce + 0.5,
            status: statusOf({ yearInForce }),
          },
        ],
  );
  const bans = events.flatMap(({ country, banMonth }): TimeLane[] => {
    if (country === null || banMonth === null) return [];
    const from = monthStart(banMonth);
    const label = `${countryName(country)}: ban to U.S. ${banMonth}`;
    return [{ label, perhapsFrom: from, from, status: 'in force' }];
  });
  const all = [...lanes, ...bans].sort(
    (a, b) => a.perhapsFrom - b.perhapsFrom || (a.label < b.label ? -1 : 1),
  );
  return all.filter(({ label }, i) => all.findIndex((lane) => lane.label === label) === i);
}
