import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { creditedSupply, fundableSupply, isSupply, ladderOf, promisedSupply } from './evidence.ts';
import { findProject, mineralsOf, type ProjectRecord, projectRecords } from './projects.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const project = (id: string): ProjectRecord => findProject(data, id);
const tonnes = (record: ProjectRecord, mineral: string): number => {
  const found = creditedSupply(record, mineral);
  return isSupply(found) ? found.tonnesPerYear : 0;
};

describe('Graphite Creek', () => {
  test('has rare earths by presence only, and is credited with none', () => {
    const record = project('graphite-creek');
    for (const mineral of ['neodymium', 'praseodymium', 'dysprosium', 'terbium', 'samarium']) {
      expect(ladderOf(record, mineral)).toMatchObject({ reached: 'presence', next: 'grade' });
      const found = creditedSupply(record, mineral);
      expect(isSupply(found)).toBe(false);
      expect(found.reason).toBe("nothing published supports the rung 'grade'");
      expect(found.sources.length + record.tests.length).toBeGreaterThan(0);
    }
  });

  test('is credited with the graphite that its feasibility study supports', () => {
    expect(ladderOf(project('graphite-creek'), 'graphite').reached).toBe('economics');
    expect(creditedSupply(project('graphite-creek'), 'graphite')).toMatchObject({
      tonnesPerYear: 175_000,
      low: 175_000,
      high: 175_000,
    });
  });

  test('is found by the row of project.csv that does not name it', () => {
    expect(project('alaska-graphite-project-graphite').id).toBe('graphite-creek');
  });
});

describe('Lost Sheep', () => {
  test('promises 280,000 short tons in five years, and is credited with none of them', () => {
    const record = project('lost-sheep');
    const promise = promisedSupply(record, 'fluorspar');
    expect(promise?.tonnesPerYear).toBeCloseTo((280_000 / 5) * 0.90718474, 6);
    expect(promise?.capacity).toMatchObject({ interest: 'holder', standing: 'claim' });
    expect(creditedSupply(record, 'fluorspar').reason).toContain('is a claim of James Walker');
    expect(tonnes(record, 'fluorspar')).toBe(0);
  });

  test('is credited once somebody without an interest confirms a capacity', () => {
    const record = project('lost-sheep');
    const capacities = record.capacities.map((row) =>
      row.basis === 'target' ? { ...row, confirmedBy: 'an office, its report of 2027' } : row,
    );
    expect(tonnes({ ...record, capacities }, 'fluorspar')).toBeCloseTo(45_359.237, 6);
    const found = creditedSupply({ ...record, capacities }, 'fluorspar');
    expect(isSupply(found) && found.high).toBeCloseTo(60_000 * 0.90718474, 6);
  });

  test('rests on claims from the rung of building on', () => {
    const ladder = ladderOf(project('lost-sheep'), 'fluorspar');
    expect(ladder).toMatchObject({ kind: 'plant', reached: 'financed', next: 'built' });
    expect(ladder.rungs.find(({ rung }) => rung === 'built')?.claims).toHaveLength(1);
  });
});

test('an idle plant that nobody restarts promises and is credited nothing, and could be funded', () => {
  const record = project('henderson-sponge');
  expect(promisedSupply(record, 'titanium')).toBeNull();
  expect(tonnes(record, 'titanium')).toBe(0);
  expect(fundableSupply(record, 'titanium')).toMatchObject({ tonnesPerYear: 12_600 });
});

test('a restart that is announced, paid for and stands is credited', () => {
  expect(tonnes(project('mt-holly-restart'), 'aluminum')).toBe(50_000);
});

test('what the statistics count, or a source sums up, is not credited again', () => {
  expect(creditedSupply(project('boguty'), 'tungsten').reason).toContain('produces already');
  expect(creditedSupply(project('world-potash'), 'potash').reason).toContain('a sum of many');
});

test('enriching uranium adds none', () => {
  expect(tonnes(project('centrus-haleu'), 'uranium')).toBe(0);
});

test('the content of a product makes its tonnes those of the statistics', () => {
  // 170,000 t of boric acid with 0.563 t of B2O3 in each
  expect(tonnes(project('rhyolite-ridge'), 'boron')).toBeCloseTo(95_710, 6);
});

test('magnets use a mineral and add none', () => {
  const found = creditedSupply(project('mp-materials-10x'), 'neodymium');
  expect(found.reason).toContain('do not count NdFeB magnets');
});

test('a claim, taken for a fact, would be credited: the standing decides', () => {
  const record = project('graphite-creek');
  const documents = record.documents.map((each) => ({ ...each, standing: 'claim' as const }));
  const found = creditedSupply({ ...record, documents, resources: [] }, 'graphite');
  expect(found.reason).toContain('rests on claims');
});

test('no project is credited with more than is promised, and every answer has a reason and a source', () => {
  for (const record of projectRecords(data)) {
    for (const mineral of mineralsOf(record)) {
      const found = creditedSupply(record, mineral);
      const promised = promisedSupply(record, mineral)?.tonnesPerYear ?? 0;
      expect(tonnes(record, mineral)).toBeLessThanOrEqual(promised + 1e-9);
      expect(found.reason).not.toBe('');
      if (isSupply(found)) expect(found.sources.length).toBeGreaterThan(0);
    }
  }
});
