import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import {
  ProjectAward,
  ProjectCapacity,
  ProjectClaim,
  ProjectDetail,
  ProjectDocument,
  ProjectHead,
  ProjectMilestone,
  ProjectPermit,
  ProjectProduct,
  ProjectResource,
  ProjectTest,
} from '../minerals/project-statements.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { isPartialDate } from './day.ts';
import { DEPOSIT_RUNGS, PLANT_RUNGS } from './evidence.ts';
import { tonnesPerYearOf } from './mass-unit.ts';
import { findProject, ProjectRecord, projectRecords } from './projects.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

describe('the tables of projects', () => {
  test('keep to their schemas, row by row', () => {
    const { projectTables: tables } = data;
    const schemas = [
      [tables.heads, ProjectHead],
      [tables.details, ProjectDetail],
      [tables.permits, ProjectPermit],
      [tables.products, ProjectProduct],
      [tables.capacities, ProjectCapacity],
      [tables.awards, ProjectAward],
      [tables.milestones, ProjectMilestone],
      [tables.resources, ProjectResource],
      [tables.tests, ProjectTest],
      [tables.documents, ProjectDocument],
      [tables.claims, ProjectClaim],
    ] as const;
    for (const [rows, schema] of schemas) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(schema.safeParse(row).error).toBeUndefined();
    }
  });

  test('have only days that the calendar has', () => {
    const rows = Object.values(data.projectTables).flat() as Record<string, unknown>[];
    const keys = ['date', 'statedOn', 'expectedFirst', 'expectedLast', 'actual', 'approved'];
    for (const row of rows) {
      for (const key of [...keys, 'renewed', 'expires', 'firstDay', 'lastDay']) {
        const value = row[key] ?? null;
        if (value !== null) expect([value, isPartialDate(String(value))]).toEqual([value, true]);
      }
    }
  });

  test('speak of minerals on the list only, and of rungs that there are', () => {
    const minerals = new Set(data.minerals.map(({ id }) => id));
    const rungs: ReadonlySet<string> = new Set([...DEPOSIT_RUNGS, ...PLANT_RUNGS]);
    const { products, capacities, resources, tests } = data.projectTables;
    for (const { mineral } of [...products, ...capacities, ...resources, ...tests]) {
      expect(minerals).toContain(mineral);
    }
    for (const { documents } of projectRecords(data)) {
      for (const each of documents) {
        for (const mineral of each.minerals) expect(minerals).toContain(mineral);
        for (const rung of each.supports) expect(rungs).toContain(rung);
      }
    }
  });

  test('state every amount in a unit with the type of its ton', () => {
    for (const row of data.projectTables.capacities)
      expect(() => tonnesPerYearOf(row)).not.toThrow();
  });

  test('call a claim what a party with an interest says and nobody confirms, and nothing else', () => {
    const { capacities, claims } = data.projectTables;
    for (const { interest, confirmedBy, standing, source } of [...capacities, ...claims]) {
      const isClaim = interest !== 'none' && confirmedBy === null;
      expect([source, standing === 'claim']).toEqual([source, isClaim]);
    }
  });
});

describe('a record', () => {
  test('covers every row of project.csv, each once', () => {
    const facts = projectRecords(data).flatMap((record) => record.facts);
    expect([...facts].sort()).toEqual(data.projects.map(({ id }) => id).sort());
  });

  test('keeps to its schema', () => {
    for (const record of projectRecords(data)) {
      expect(ProjectRecord.safeParse(record).error).toBeUndefined();
    }
  });

  test('of Lost Sheep has what is published of it', () => {
    const { details, permits, products, awards } = findProject(data, 'lost-sheep');
    const detail = (item: string) => details.find((each) => each.item === item)?.value;
    expect([detail('area'), detail('mining claims')]).toEqual(['5982', '353']);
    expect(permits).toMatchObject([{ approved: '1992-08-24', renewed: '2016-12-12' }]);
    expect(products.map(({ gradeLow, gradeHigh }) => [gradeLow, gradeHigh])).toEqual([
      [85, 90],
      [97, 97],
    ]);
    expect(awards).toMatchObject([
      {
        reference: 'SP8000-25-R-0020',
        baseUsd: 168_938_267.3,
        ceilingUsd: 250e6,
        guaranteeUsd: 2e6,
      },
    ]);
  });

  test('keeps every dating of a milestone, the oldest first', () => {
    const { milestones } = findProject(data, 'lost-sheep');
    const lumps = milestones.find(({ id }) => id === 'lumps-plant');
    expect(lumps?.datings.map(({ expectedLast }) => expectedLast)).toEqual([
      '2024-12-31',
      '2026-04-30',
    ]);
  });

  test('that is not there is refused with the nearest names', () => {
    expect(() => findProject(data, 'lost-shep')).toThrow("there is no project 'lost-shep'");
  });

  test('is refused where a row speaks of no project', () => {
    const [permit] = data.projectTables.permits;
    const permits = [{ ...permit!, project: 'atlantis' }];
    const projectTables = { ...data.projectTables, permits };
    expect(() => projectRecords({ projectTables, assumptions: data.assumptions })).toThrow(
      "speaks of 'atlantis', which is no project",
    );
  });
});
