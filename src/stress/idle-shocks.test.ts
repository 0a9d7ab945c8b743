import { expect, test } from 'vitest';
import { plainLink, plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import { idleShockNotes } from './idle-shocks.ts';

const cut = { kind: 'restriction', country: 'AAA', quarters: 2, depth: 1 };
const notesOf = (shock: object) => idleShockNotes(plainModel(), scenarioOf([shock]), 20);

test('a shock that can change something is not remarked on', () => {
  expect(notesOf(cut)).toEqual([]);
  expect(notesOf({ ...cut, minerals: ['unobtainium'] })).toEqual([]);
  expect(notesOf({ kind: 'dumping', quarters: 2, depth: 1 })).toEqual([]);
  const links = [...plainModel().links, plainLink({ flow: 'home', iso3: 'USA' })];
  const atHome = scenarioOf([{ ...cut, kind: 'outage', country: 'USA' }]);
  expect(idleShockNotes(plainModel({ links }), atHome, 20)).toEqual([]);
});

test('a shock on a country that supplies nothing is said to change nothing', () => {
  expect(notesOf({ ...cut, country: 'BBB' })).toEqual([
    'BBB supplies no mineral in the data: the shock changes nothing',
  ]);
  expect(notesOf({ ...cut, kind: 'outage', country: 'USA' })).toEqual([
    'USA supplies no mineral in the data: the shock changes nothing',
  ]);
  expect(notesOf({ ...cut, country: 'BBB', minerals: ['unobtainium'] })).toEqual([
    'BBB supplies no unobtainium in the data: the shock changes nothing',
  ]);
  expect(notesOf({ ...cut, minerals: ['unobtainium', 'tin', 'zinc'] })).toEqual([
    'AAA supplies no tin or zinc in the data: the shock changes nothing there',
  ]);
});

test('a cut of nobody, and one after the horizon, are said too', () => {
  expect(notesOf({ ...cut, country: undefined })).toEqual([
    'a restriction names no country: the shock changes nothing',
  ]);
  expect(notesOf({ ...cut, startQuarter: 20 })).toEqual([
    'a restriction begins after the horizon: the shock changes nothing',
  ]);
});
