import type { ProjectRow } from '../../web/pages/project-text.ts';
import { csvText } from '../minerals/csv-text.ts';
import { firstDay, isoOf, lastDay } from '../projects/day.ts';
import type { ShownReport } from './project-props.ts';

/*
 * Projects as other programs read them: GeoJSON (RFC 7946), CSV (RFC 4180), iCalendar (RFC 5545).
 */

type Placed = Pick<
  ProjectRow,
  'id' | 'name' | 'kind' | 'stage' | 'place' | 'minerals' | 'position'
>;

/** Projects as features; a place that nobody publishes is no geometry. */
export function projectsGeoJson(rows: readonly Placed[]): string {
  const features = rows.map(({ id, name, kind, stage, place, minerals, position }) => ({
    type: 'Feature',
    id,
    geometry:
      position === null
        ? null
        : { type: 'Point', coordinates: [position.longitude, position.latitude] },
    properties: { name, kind, stage, place, minerals, source: position?.source ?? null },
  }));
  return `${JSON.stringify({ type: 'FeatureCollection', features }, null, 2)}\n`;
}

/** One line a project and mineral. */
export function projectsCsv(rows: readonly ProjectRow[]): string {
  const header = [
    ...['id', 'name', 'kind', 'stage', 'mineral', 'promised_t_per_year', 'credited_t_per_year'],
    ...['first_output_p50', 'first_output_p90', 'slip_months', 'firm_instruments', 'instruments'],
  ];
  const tonnes = (all: ProjectRow['promised'], mineral: string): string =>
    String(all.find((each) => each.mineral === mineral)?.tonnesPerYear ?? '');
  return csvText(
    header,
    rows.flatMap((row) =>
      row.minerals.map((mineral) => [
        ...[row.id, row.name, row.kind, row.stage ?? '', mineral],
        tonnes(row.promised, mineral),
        tonnes(row.credited, mineral) || '0',
        ...[row.p50 ?? '', row.p90 ?? ''],
        row.slipMonths === null ? '' : row.slipMonths.toFixed(1),
        ...[String(row.firmInstruments), String(row.instruments)],
      ]),
    ),
  );
}

/** Every dating of every milestone of a project. */
export function milestonesCsv({ id, milestones }: ShownReport): string {
  const header = [
    ...['project', 'milestone', 'title', 'kind', 'stated_on', 'expected_first', 'expected_last'],
    ...['actual', 'moved_months', 'words', 'said_by', 'standing', 'source'],
  ];
  return csvText(
    header,
    milestones.flatMap((milestone) =>
      milestone.datings.map((dating) => [
        ...[id, milestone.id, milestone.title, milestone.kind, dating.statedOn],
        ...[dating.expectedFirst ?? '', dating.expectedLast ?? '', dating.actual ?? ''],
        dating.movedMonths === null ? '' : dating.movedMonths.toFixed(1),
        ...[dating.words, dating.saidBy, dating.standing, dating.source],
      ]),
    ),
  );
}

/** Dated milestones of a project as days of a calendar: reached, or by when they are expected. */
export function milestonesCalendar({ id, name, milestones, on }: ShownReport): string {
  const events = milestones.flatMap((milestone) => {
    const date = milestone.actual ?? milestone.expectedLast;
    if (date === null) return [];
    const [state, words] = [milestone.state, milestone.datings.at(-1)?.words ?? ''];
    return [
      'BEGIN:VEVENT',
      `UID:${id}-${milestone.id}@lodestock`,
      `DTSTAMP:${compact(on)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(isoOf(lastDay(date)))}`,
      `DTEND;VALUE=DATE:${compact(isoOf(lastDay(date) + 1))}`,
      `SUMMARY:${escaped(`${name}: ${milestone.title} (${state})`)}`,
      `DESCRIPTION:${escaped(`In the words of the source: ${words}. A date of the public record, not a forecast.`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const lines = [
    ...[
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Lodestock//Projects//EN',
      'CALSCALE:GREGORIAN',
    ],
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** '20260702', of a day that may be as coarse as a year. */
const compact = (date: string): string => isoOf(firstDay(date)).replaceAll('-', '');

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');

const LONGEST_LINE_BYTES = 75;

/** A line broken as the standard asks, between characters and never inside one. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const width = new TextEncoder().encode(character).length;
    const most = parts.length === 0 ? LONGEST_LINE_BYTES : LONGEST_LINE_BYTES - 1; // the space
    if (bytes + width > most) {
      parts.push(part);
      [part, bytes] = ['', 0];
    }
    part += character;
    bytes += width;
  }
  return [...parts, part].join('\r\n ');
}
