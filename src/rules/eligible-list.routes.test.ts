import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { chief, registerChief, registerWith } from '../../test/support/reserve.ts';
import type { Act } from '../base/act.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { Db } from '../platform/db.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { eligibleListCommands } from './eligible-list.commands.ts';
import { eligibleListRoutes } from './eligible-list.routes.ts';
import { EligibleDifference, EligibleList, EligibleStanding } from './eligible-list.ts';

const onDatabase = databaseTests();

async function facesOf(db: Db) {
  const workshop = { dataFolder: 'unused', databaseUrl: undefined, threads: 1 };
  const { tools, close } = await openWorkshop(workshop);
  const given = { ...tools, openDb: async () => db };
  let act: Act = { ...chief, on: '2026-02-01' };
  const jobs = createJobs({ clockMs: tools.clockMs });
  const app = eligibleListRoutes({ ...given, jobs, actOf: () => act });
  const command = async (name: string, params: string[], flags: Record<string, string> = {}) => {
    const lines: string[] = [];
    const context = { ...given, act, json: false, print: (line: string) => lines.push(line) };
    const found = eligibleListCommands.find((each) => each.name === name)!;
    const flagsOf = (key: string) => (flags[key] === undefined ? [] : flags[key].split(','));
    const input = {
      params,
      flag: (key: string) => flags[key],
      flags: flagsOf,
      has: (key: string) => key in flags,
    };
    await found.run(context as unknown as Parameters<typeof found.run>[0], input); // all it touches
    return lines.join('\n');
  };
  return {
    close,
    command,
    as: (other: Act) => {
      act = other;
    },
    get: async (path: string) => (await app.request(path)).json(),
    post: async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      return (
        await app.request('/lists', { method: 'POST', headers, body: JSON.stringify(body) })
      ).json();
    },
  };
}

onDatabase('a list is published over HTTP and by command, and both read it alike', async (db) => {
  await registerChief(db);
  const faces = await facesOf(db);
  expect(await faces.get('/in-force')).toMatchObject({ list: null });
  expect(await faces.command('rules eligible list', [])).toContain('nothing is refused');
  const first = EligibleList.parse(
    await faces.post({ minerals: ['gallium', 'tin'], reason: 'first', leftOut: 'small' }),
  );
  expect(first).toMatchObject({ version: 1, effectiveOn: '2026-02-01', listed: 2 });
  const published = await faces.command('rules eligible publish', [], {
    ...{ mineral: 'gallium,germanium', from: '2026-03-01' },
    ...{ reason: 'second', 'left-out': 'tin can wait' },
  });
  expect(published).toContain('Eligible list 2, in force from 2026-03-01: 2 minerals');
  expect(published).toContain('warning: Uranium is on the USGS list of 2025');
  const standing = EligibleStanding.parse(await faces.get('/in-force?on=2026-03-01'));
  expect(standing.list?.version).toBe(2);
  expect(await faces.get('/lists/1')).toEqual(first);
  const difference = EligibleDifference.parse(await faces.get('/difference?from=1&to=2'));
  expect(difference).toMatchObject({ kept: 1, removed: [{ mineral: 'tin' }] });
  const told = await faces.command('rules eligible diff', ['1', '2']);
  expect(told).toContain('1 added, 1 removed, 1 kept');
  expect(told).toContain('removed tin: left out: tin can wait');
  expect(await faces.get('/lists')).toHaveLength(2);
  expect(await faces.command('rules eligible history', [])).toMatch(/2 +2026-03-01.*2027-03-01/);
  await faces.close();
});

onDatabase('a list that may not be is refused on both faces', async (db) => {
  await registerChief(db);
  const faces = await facesOf(db);
  const command = faces.command('rules eligible publish', [], { mineral: 'uranium', reason: 'x' });
  await expect(command).rejects.toMatchObject({ code: 'eligible.excluded' });
  await expect(faces.command('rules eligible diff', ['one', '2'])).rejects.toMatchObject({
    code: 'eligible.bad_version',
  });
  faces.as(await registerWith(db, 'analyst', 'analyst'));
  const refused = faces.command('rules eligible publish', [], { reason: 'x' });
  await expect(refused).rejects.toMatchObject({ code: 'access.role_required' });
  await faces.close();
});
