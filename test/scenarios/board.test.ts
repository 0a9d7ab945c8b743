import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOARD_RULE_2024, type ResolutionRecord } from '../../src/board/board.ts';
import { loadBoardRule } from '../../src/board/board-rule.service.ts';
import { runCli } from '../../src/main/cli.ts';
import { createApi } from '../../src/main/http.ts';
import { type OpenWorkshop, openWorkshop } from '../../src/main/workshop.ts';
import type { Db } from '../../src/platform/db.ts';
import { createJobs } from '../../src/platform/jobs-memory.ts';
import { DIGEST, seatBoard } from '../support/board.ts';
import { newServerDatabase } from '../support/database.ts';
import { actOf, CHIEF, chief, fundWith, registerChief } from '../support/reserve.ts';

// A meeting of the board, told over HTTP and by command line: the same votes, the same record.

let url: string;
let workshop: OpenWorkshop;
let db: Db;
let app: ReturnType<typeof createApi>;
const bugs: unknown[] = [];

beforeAll(async () => {
  url = await newServerDatabase();
  workshop = await openWorkshop({ dataFolder: 'unused', databaseUrl: url, threads: 1 });
  db = await workshop.tools.openDb();
  await registerChief(db);
  await fundWith(db, 1_000_000_00n);
  await seatBoard(db);
  const nobody = () => Promise.reject(new Error('nobody asks'));
  app = createApi({
    context: {
      ...workshop.tools,
      jobs: createJobs({ clockMs: workshop.tools.clockMs }),
      actOf: (request) => actOf(request.headers.get('x-test-person') ?? CHIEF),
    },
    answer: nobody,
    planPages: nobody,
    onBug: (error) => bugs.push(error),
  });
}, 120_000);
afterAll(() => workshop.close());

async function ask(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await app.request(`/api/v1/board${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { host: '127.0.0.1:4317', 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, tag: response.headers.get('etag') ?? '', response };
}

const as = (person: string) => ({ 'x-test-person': person });

/** A command line of this process, as somebody, on the day of the meeting. */
async function cli(person: string, ...words: readonly string[]) {
  let [out, err] = ['', ''];
  const deed = ['--as', person, '--database-url', url, '--quiet'];
  const exitCode = await runCli([...words, ...deed], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isErrTerminal: false,
    signal: new AbortController().signal,
  });
  return { exitCode, out, err };
}
const done = async (person: string, ...words: readonly string[]) => {
  const { exitCode, out, err } = await cli(person, ...words, '--on', chief.on);
  expect([exitCode, err]).toEqual([0, '']);
  return out;
};

const TEXT = 'Resolved: up to $600.00 may be obligated (illustrative).';

async function overHttp(): Promise<void> {
  const about = { kind: 'determination', id: 'D-1', digest: DIGEST };
  const days = { effectiveOn: chief.on, expiresOn: '2026-12-31' };
  const money = { fund: 'reserve', authorityCents: '60000' };
  const meeting = { id: 'M-H', title: 'Meeting', heldOn: chief.on, place: 'Washington' };
  const deeds: readonly (readonly [string, object, Record<string, string>?])[] = [
    ['/meetings', meeting],
    ['/resolutions', { id: 'B-H', title: 'First', body: TEXT, about, ...days, ...money }],
    ['/resolutions/B-H/agenda', { meeting: 'M-H' }],
    ['/meetings/M-H/steps', { event: 'open' }],
    ...['gov1', 'gov2', 'gov3', 'gov4', 'gov5'].map(
      (person) => ['/meetings/M-H/attendance', { person }] as const,
    ),
    ['/resolutions/B-H/recusals', { person: 'gov5', reason: 'a cousin' }, as('gov5')],
    ['/resolutions/B-H/steps', { event: 'open' }],
    ...['gov1', 'gov2', 'gov3'].map(
      (person) => ['/resolutions/B-H/votes', { vote: 'yes' }, as(person)] as const,
    ),
    ['/resolutions/B-H/votes', { vote: 'abstain' }, as('gov4')],
    ['/resolutions/B-H/result', {}],
    ['/resolutions/B-H/steps', { event: 'take-effect' }],
    ['/meetings/M-H/steps', { event: 'close' }],
  ];
  for (const [path, body, headers] of deeds) {
    const { status, response } = await ask(path, body, headers);
    expect(status, `${path} ${await response.clone().text()}`).toBe(200);
  }
}

async function byCommandLine(): Promise<void> {
  const motion = ['--title', 'First', '--text', TEXT, '--about', 'determination:D-1'];
  const money = ['--fund', 'reserve', '--authority', '600.00'];
  const meeting = ['--title', 'Meeting', '--held-on', chief.on, '--place', 'Washington'];
  await done(CHIEF, 'board', 'meeting', 'notice', 'M-C', ...meeting);
  const days = ['--from', chief.on, '--to', '2026-12-31', '--digest', DIGEST];
  await done(CHIEF, 'board', 'motion', 'B-C', ...motion, ...money, ...days);
  await done(CHIEF, 'board', 'motion', 'notice', 'B-C', 'M-C');
  await done(CHIEF, 'board', 'meeting', 'open', 'M-C');
  for (const person of ['gov1', 'gov2', 'gov3', 'gov4', 'gov5']) {
    await done(CHIEF, 'board', 'meeting', 'attend', 'M-C', person);
  }
  await done('gov5', 'board', 'recuse', 'B-C', '--reason', 'a cousin');
  await done(CHIEF, 'board', 'motion', 'open', 'B-C');
  for (const person of ['gov1', 'gov2', 'gov3']) await done(person, 'board', 'vote', 'B-C', 'yes');
  await done('gov4', 'board', 'vote', 'B-C', 'abstain');
  await done(CHIEF, 'board', 'close', 'B-C');
  await done(CHIEF, 'board', 'motion', 'take-effect', 'B-C');
  await done(CHIEF, 'board', 'meeting', 'close', 'M-C');
}

/** What is the same on both faces: all but the numbers of documents and deeds. */
const core = ({ id: _, meeting: __, ballots, events, ...record }: ResolutionRecord) => ({
  ...record,
  ballots: ballots.map(({ person, status, interest }) => ({ person, status, interest })),
  events: events.map(({ event, by, on }) => ({ event, by, on })),
});

test('a meeting over HTTP and one by command line leave the same record', async () => {
  await overHttp();
  await byCommandLine();
  const { response, tag } = await ask('/resolutions/B-H');
  const told = (await response.json()) as ResolutionRecord;
  expect(tag).toBe(`"${told.version}"`);
  const [shown] = [await cli(CHIEF, 'board', 'show', 'B-C', '--json')];
  expect(core(JSON.parse(shown.out) as ResolutionRecord)).toEqual(core(told));
  expect(told).toMatchObject({
    ...{ status: 'effective', leftCents: '60000' },
    result: { present: 4, recused: 1, yes: 3, abstain: 1, needed: 2, outcome: 'carried' },
  });
  expect(bugs).toEqual([]);
}, 240_000);

test('who is recused is refused with a problem, and a stale version with 412', async () => {
  const vote = await ask('/resolutions/B-H/votes', { vote: 'yes' }, as('gov5'));
  expect(vote.status).toBe(403);
  expect(await vote.response.json()).toMatchObject({ code: 'board.recused' });
  const step = { event: 'expire' };
  const stale = await ask('/resolutions/B-H/steps', step, { 'if-match': '"0"' });
  expect(stale.status).toBe(412);
});

test('the packet names every digest of what is decided', async () => {
  const printed = await cli(CHIEF, 'board', 'packet', 'M-C');
  expect(printed.out).toContain(DIGEST);
  expect(printed.out).toContain(TEXT);
  const { response } = await ask('/meetings/M-C/packet.txt');
  expect(await response.text()).toBe(printed.out);
});

test('the rule of the rule set in force is the one that votes are counted by', async () => {
  const rule = await loadBoardRule(workshop.tools, chief.on);
  expect(rule).toEqual({ ...BOARD_RULE_2024, source: rule.source });
  expect(rule.source).toContain('unverified');
});

test('the vice-chair is elected over HTTP once, and never for longer than the rule', async () => {
  const days = { beginsOn: '2026-01-15', endsOn: '2028-01-15' };
  const path = '/terms/seat-2-1/vice-chair';
  const long = await ask(path, { ...days, endsOn: '2028-01-16' });
  expect(await long.response.json()).toMatchObject({ code: 'board.term_too_long' });
  const nobody = await ask('/terms/seat-9-1/vice-chair', days);
  expect([nobody.status, await nobody.response.json()]).toMatchObject([
    404,
    { code: 'term.not_found' },
  ]);
  const elected = await ask(path, days);
  expect([elected.status, await elected.response.json()]).toMatchObject([
    200,
    { person: 'gov2', viceChairUntil: '2028-01-15' },
  ]);
  expect((await ask(path, days)).status).toBe(409);
  const seats = (await (await ask('/seats')).response.json()) as { incumbent: object }[];
  expect(seats[1]!.incumbent).toMatchObject({ viceChairUntil: '2028-01-15' });
});
