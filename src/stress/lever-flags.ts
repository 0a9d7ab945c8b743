import { Refusal } from '../base/refusal.ts';
import { sentenceCase } from '../base/sentence-case.ts';
import { isWithin, LEVERS, type Lever, type LeverValues, rangeText } from './levers.ts';
import type { Scenario } from './stress.ts';

/** The levers as flags of a command; a plan has all but those that it decides by itself. */
export function leverFlags(command: 'run' | 'plan') {
  return declared(command).map((lever) => ({
    name: lever.flag,
    value: 'X',
    summary: `${lever.definition} ${sentenceCase(rangeText(lever))}; ${lever.default} unless the scenario says`,
  }));
}

/**
 * A scenario with the levers that flags move.
 *
 * @param flag - the text of a flag, or undefined where it is not given
 * @throws Refusal `stress.lever_out_of_range` naming the lever, its range and unit
 */
export function withLeverFlags(
  scenario: Scenario,
  flag: (name: string) => string | undefined,
  command: 'run' | 'plan',
): Scenario {
  const moved = declared(command).flatMap((lever): [string, number][] => {
    const text = flag(lever.flag);
    return text === undefined ? [] : [[lever.id, readLever(lever, text)]];
  });
  const levers: LeverValues = { ...scenario.levers, ...Object.fromEntries(moved) };
  return { ...scenario, levers };
}

/** One sentence for each lever that a scenario moves and a plan does not heed. */
export function unheededByPlans({ levers }: Pick<Scenario, 'levers'>): string[] {
  return LEVERS.filter((lever) => !lever.inPlans && levers[lever.id] !== lever.default).map(
    ({ id }) => `a plan decides by itself what the lever ${id} says: the scenario's is ignored`,
  );
}

function readLever(lever: Lever, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (isWithin(lever, value)) return value;
  throw new Refusal(
    'invalid',
    'stress.lever_out_of_range',
    `the lever ${lever.id} cannot be '${text}': it goes ${rangeText(lever)}`,
    `write a number such as --${lever.flag} ${lever.default}; docs/levers.md explains it`,
  );
}

const declared = (command: 'run' | 'plan'): readonly Lever[] =>
  LEVERS.filter(({ inPlans }) => command === 'run' || inPlans);
