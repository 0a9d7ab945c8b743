import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { inputsOf } from '../../test/support/stress-kernel.ts';
import { plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import {
  idleProjectNotes,
  requireProjects,
  withProjectChanges,
  withSlippedSupply,
} from './changed-projects.ts';
import { openEnsemble } from './ensemble.ts';
import { buildStressModel } from './model.ts';
import { simulateDraw } from './simulation.ts';
import type { StressModel } from './supply-chain.ts';

let real: StressModel;
beforeAll(async () => {
  real = buildStressModel(await referenceData());
});

const project = {
  id: 'mine-unobtainium',
  project: 'mine',
  mineral: 0,
  tonnesPerYear: 400, // as much as is used
  whyNone: null,
  startQuarter: 2,
  delayQuarters: 0,
  failureProbability: 0,
};
const model = plainModel({ pipeline: [project] });
const ban = {
  kind: 'ban',
  country: 'AAA',
  startQuarter: 0,
  quarters: 12,
  depth: 0.5,
  leakage: 0,
} as const;
const banned = scenarioOf([ban], { pipelineShare: 1 });

/** What is missing by quarter, in quarters of demand, before anything fills it. */
function gapsOf(scenario: typeof banned): number[] {
  const kernel = openEnsemble(inputsOf({ model, scenario, quarters: 12 }));
  simulateDraw(kernel, 0);
  return [...kernel.gap];
}

test('a slip of two quarters moves what a project fills by two quarters', () => {
  const inTime = gapsOf(banned);
  const late = gapsOf({ ...banned, projects: [{ project: 'mine', slipMonths: 6 }] });
  // The ramp takes four quarters: what a late project adds in quarter q, one in time adds in q − 2.
  for (let quarter = 6; quarter < 12; quarter++) {
    expect(late[quarter]).toBeCloseTo(inTime[quarter - 2]!, 12);
  }
  expect(late[3]).toBeGreaterThan(inTime[3]!);
});

test('a project that slips past the horizon is a project that never comes', () => {
  const never = gapsOf({ ...banned, levers: { ...banned.levers, pipelineShare: 0 } });
  expect(gapsOf({ ...banned, projects: [{ project: 'mine', slipMonths: 60 }] })).toEqual(never);
});

test('an output supposed stands in the place of what evidence supports', () => {
  const projects = [{ project: 'mine', slipMonths: 0, tonnesPerYear: 100 }];
  const { pipeline } = withProjectChanges(model, { ...banned, projects });
  expect(pipeline).toEqual([{ ...project, tonnesPerYear: 100 }]);
});

test('what a plan puts in place slips too, and nothing else does', () => {
  const supply = [
    { mineral: 'unobtainium', tonnesPerYear: 1, startQuarter: 1, project: 'mine-unobtainium' },
    { mineral: 'unobtainium', tonnesPerYear: 2, startQuarter: 1 },
  ];
  const moved = withSlippedSupply(supply, { projects: [{ project: 'mine', slipMonths: 9 }] });
  expect(moved.map(({ startQuarter }) => startQuarter)).toEqual([4, 1]);
});

test('a project that nobody knows is refused with the nearest names', () => {
  const projects = [{ project: 'osceola-potasch', slipMonths: 6 }];
  expect(() => requireProjects(real, { projects })).toThrow("no U.S. project 'osceola-potasch'");
});

test('an output for a project of several products is refused', () => {
  const projects = [{ project: 'graphite-creek', slipMonths: 0, tonnesPerYear: 5 }];
  expect(() => requireProjects(real, { projects })).toThrow(/graphite-creek has \d products/);
});

test('a change that nothing counts is said', () => {
  const projects = [{ project: 'mine', slipMonths: 6 }];
  const idle = { ...banned, projects, levers: { ...banned.levers, pipelineShare: 0 } };
  expect(idleProjectNotes(model, idle, [])).toHaveLength(1);
  expect(idleProjectNotes(model, { ...banned, projects }, [])).toEqual([]);
});
