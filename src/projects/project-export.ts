import { csvText } from '../minerals/csv-text.ts';
import { firstDay, isoOf, lastDay } from './day.ts';
import type { ListedProject, ProjectList } from './project-list.ts';

/*
 * The list of projects for other programs: places as GeoJSON, milestones as CSV and as a calendar.
 */

/** Projects as points; one without published coordinates has no geometry (RFC 7946, 3.2). */
export function geoJson({ on, projects }: ProjectList): object {
  return {
    type: 'FeatureCollection',
    features: projects.map(({ latitude, longitude, milestones: _, ...properties }) => ({
      type: 'Feature',
      id: properties.id,
      geometry:
        latitude === null || longitude === null
          ? null
          : { type: 'Point', coordinates: [longitude, latitude] },
      properties: { ...properties, on },
    })),
  };
}

type Milestone = ListedProject['milestones'][number];

const HEADER = [
  'project',
  'milestone',
  'title',
  'kind',
  'state',
  'baseline',
  'expected_last',
  'actual',
  'slip_months',
  'p50',
  'p90',
  'evidence_class',
];

/** Every milestone as a row. Dates of sources are claims or facts; p50 and p90 are model results. */
export function milestonesCsv(projects: readonly ListedProject[]): string {
  const rows = projects.flatMap(({ id, milestones }) =>
    milestones.map((each) => [
      id,
      each.id,
      each.title,
      each.kind,
      each.state,
      each.baseline ?? '',
      each.expectedLast ?? '',
      each.actual ?? '',
      each.slipMonths === null ? '' : each.slipMonths.toFixed(1),
      each.p50 ?? '',
      each.p90 ?? '',
      each.p50 === null ? 'source' : 'source; p50 and p90 by model',
    ]),
  );
  return csvText(HEADER, rows);
}

/**
 * Milestones as a calendar of whole days (RFC 5545): the day reached, else the last day of the newest
 * date, else the day that half of the futures reach.
 *
 * @param on - day of the list; a calendar has no clock of its own
 */
export function milestonesCalendar(projects: readonly ListedProject[], on: string): string {
  const stamp = `${compact(firstDay(on))}T000000Z`;
  const events = projects.flatMap((project) =>
    project.milestones.flatMap((each) => eventLines(project, each, stamp)),
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lodestock//Projects//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ id, name, source }: ListedProject, each: Milestone, stamp: string) {
  const date = each.actual ?? each.expectedLast ?? each.p50;
  if (date === null) return [];
  const day = lastDay(date);
  const parts = [
    `State: ${each.state}.`,
    ...(each.baseline === null ? [] : [`First promised by ${each.baseline}.`]),
    ...(each.p50 === null ? [] : [`Model: ${each.p50} (P50), ${each.p90} (P90).`]),
    `Source: ${source}`,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${id}.${each.id}@lodestock`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(day + 1)}`,
    `SUMMARY:${escaped(`${name}: ${each.title}`)}`,
    `DESCRIPTION:${escaped(parts.join(' '))}`,
    'END:VEVENT',
  ];
}

const compact = (day: number): string => isoOf(day).replaceAll('-', '');

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');

const LONGEST_LINE = 73; // of 75 octets, so that a sign of two octets still fits

/** A long content line goes on after a line break and a space. */
function folded(line: string): string {
  const parts: string[] = [];
  for (let from = 0; from < line.length; from += LONGEST_LINE) {
    parts.push(line.slice(from, from + LONGEST_LINE));
  }
  return parts.join('\r\n ');
}
