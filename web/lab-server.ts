import * as z from 'zod';
import { MineralPath, type Scenario } from '../src/stress/stress.ts';
import { digestOf } from './digest.ts';
import type { PathQuestion, PathResult, PathSetting } from './stress-messages.ts';

/*
 * The same answers from the server, for a browser whose worker failed.
 */

type Setting = PathSetting & Pick<PathQuestion, 'mineral' | 'draws' | 'seed' | 'years'>;

const KEPT_PATHS = 20;
const Refused = z.object({ detail: z.string() });

const known = new Map<string, MineralPath>();

/** What does not move with the levers is asked once. */
async function standing(setting: Setting): Promise<MineralPath> {
  const name = JSON.stringify(setting);
  const path = known.get(name) ?? (await askPath(setting));
  if (known.size >= KEPT_PATHS) known.clear();
  known.set(name, path);
  return path;
}

/** @throws Error with the sentence of the server, or when it does not answer */
export async function askServer(question: PathQuestion, base: Scenario): Promise<PathResult> {
  const { scenario, stockTonnes, mineral, draws, seed, years } = question;
  const common = { mineral, draws, seed, years };
  const [path, baseline, ...pins] = await Promise.all([
    askPath({ ...common, scenario, stockTonnes }),
    standing({ ...common, scenario: base, stockTonnes: 0 }),
    ...question.pins.map((pin) => standing({ ...common, ...pin })),
  ]);
  return { path, baseline, pins, digest: await digestOf(path) };
}

async function askPath(setting: Setting): Promise<MineralPath> {
  const response = await fetch('/api/v1/stress/paths', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(setting),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(Refused.parse(body).detail);
  return MineralPath.parse(body);
}
