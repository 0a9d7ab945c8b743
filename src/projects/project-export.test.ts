import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { openFolder } from '../platform/folder-node.ts';
import { geoJson, milestonesCalendar, milestonesCsv } from './project-export.ts';
import type { ProjectList } from './project-list.ts';
import { projectListLines } from './project-text.ts';
import { listProjects } from './projects.service.ts';

let list: ProjectList;
beforeAll(async () => {
  list = await listProjects({ tables: await openFolder('data') });
});

test('a place is a point, longitude first, and none where no coordinates are published', () => {
  const { features } = geoJson(list) as { features: { id: string; geometry: unknown }[] };
  const at = (id: string) => features.find((each) => each.id === id)!.geometry;
  expect(at('graphite-creek')).toEqual({ type: 'Point', coordinates: [-165.54, 65.04] });
  expect(at('mp-materials-10x')).toBeNull();
  expect(features).toHaveLength(list.projects.length);
});

test('milestones are rows that another program reads', () => {
  const rows: Record<string, string>[] = parse(milestonesCsv(list.projects), { columns: true });
  const lumps = rows.find((row) => row.milestone === 'lumps-plant')!;
  expect(lumps).toMatchObject({
    project: 'lost-sheep',
    baseline: '2024-12-31',
    expected_last: '2026-04-30',
    slip_months: '15.9',
    evidence_class: 'source; p50 and p90 by model',
  });
  const count = list.projects.reduce((sum, { milestones }) => sum + milestones.length, 0);
  expect(rows).toHaveLength(count);
});

test('a calendar keeps to its format: lines of 75 octets, one event a dated milestone', () => {
  const text = milestonesCalendar(list.projects, list.on);
  const lines = text.split('\r\n');
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
  expect(lines.slice(-2)).toEqual(['END:VCALENDAR', '']);
  const unfolded = text.replaceAll('\r\n ', '');
  const event = unfolded
    .split('BEGIN:VEVENT')
    .find((each) => each.includes('lost-sheep.processing'))!;
  expect(event).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101');
  expect(event).toContain('SUMMARY:Lost Sheep: Processing to acid-spar starts');
  const uids = unfolded.match(/^UID:.*$/gm)!;
  expect(new Set(uids).size).toBe(uids.length);
  expect(unfolded.match(/^DTSTAMP:20260702T000000Z\r?$/gm)).toHaveLength(uids.length);
});

test('the list is a table that names what fires', () => {
  const lines = projectListLines(list);
  expect(lines[0]).toMatch(/^project +mineral +promised \[t\/year\] +credited \[t\/year\]/);
  expect(lines.find((line) => line.startsWith('lost-sheep'))).toMatch(
    /50,802 +0 +financed.*R5\.03/,
  );
});
