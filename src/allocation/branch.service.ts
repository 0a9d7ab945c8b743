import type { Choice, ShareBounds } from './choice.ts';
import { sharesAllowed } from './limits.ts';
import type { Program } from './program.ts';
import type { Answer, Question } from './question.ts';

/*
 * Projects whole or not at all, by branch and bound: a share strictly between none and all is
 * forbidden by two questions that forbid it, one with the project and one without. The bound of a
 * question holds for all that follow from it, so what cannot beat the best plan is never asked.
 * Cuts serve every question, so one after the first costs a few iterations.
 */

const WHOLE = 1e-6; // nearer than that to none or all is none or all
const MOST_QUESTIONS = 400;

interface Node {
  readonly bounds: ShareBounds;
  readonly boundMusd: number; // of the question that it follows from
}

/**
 * The best plan with whole projects, and a bound that holds for every such plan.
 *
 * @param answerWithin - the best plan within bounds on the shares, or null where there is none
 */
export async function branch(
  program: Pick<Program, 'choices' | 'least'>,
  question: Question,
  answerWithin: (bounds: ShareBounds) => Promise<Answer | null>,
): Promise<Answer | null> {
  const { choices } = program;
  const everything = question.bounds ?? sharesAllowed(program);
  const root = await answerWithin(everything);
  if (root === null) return null;
  let best: Answer | null = null;
  let asked = 1;
  let iterations = root.iterations;
  const open: Node[] = [];
  const take = (found: Answer, bounds: ShareBounds) => {
    const c = mostBroken(choices, found);
    if (c !== null) {
      for (const share of [1, 0]) {
        if (share < bounds.lower[c]!) continue; // some of it is demanded: none is not allowed
        open.push({ bounds: fixed(bounds, c, share), boundMusd: found.lowerBoundMusd });
      }
    } else if (best === null || found.objectiveMusd < best.objectiveMusd) best = found;
  };
  take(root, everything);
  const isWorth = ({ boundMusd }: Node) =>
    best === null || boundMusd < best.objectiveMusd * (1 - question.targetGap);
  while (open.length > 0 && asked < MOST_QUESTIONS && question.signal?.aborted !== true) {
    const next = takeLeast(open);
    if (!isWorth(next)) continue;
    const found = await answerWithin(next.bounds);
    asked += 1;
    if (found === null) continue;
    iterations += found.iterations;
    take(found, next.bounds);
  }
  return best === null ? null : proven(best, open.filter(isWorth), root, iterations);
}

/** The best plan with the bound of all that was left unasked. */
function proven(best: Answer, unasked: readonly Node[], root: Answer, iterations: number): Answer {
  const bounds = unasked.map(({ boundMusd }) => boundMusd);
  const lowerBoundMusd = Math.min(best.lowerBoundMusd, best.objectiveMusd, ...bounds);
  const { objectiveMusd } = best;
  return {
    ...best,
    without: root.without,
    lowerBoundMusd,
    gap: objectiveMusd === 0 ? 0 : (objectiveMusd - lowerBoundMusd) / objectiveMusd,
    status: unasked.length > 0 ? 'stopped' : best.status,
    iterations,
  };
}

function fixed({ lower, upper }: ShareBounds, choice: number, share: number): ShareBounds {
  const bounds = { lower: lower.slice(), upper: upper.slice() };
  bounds.lower[choice] = share;
  bounds.upper[choice] = share;
  return bounds;
}

/** The project that is farthest from none and from all; null where every one is whole. */
function mostBroken(choices: readonly Choice[], { evaluation }: Answer): number | null {
  let broken: number | null = null;
  let most = WHOLE;
  for (const [c, { project }] of choices.entries()) {
    if (project === null) continue;
    const share = evaluation.shares[c]!;
    const distance = Math.min(share, 1 - share);
    if (distance > most) [broken, most] = [c, distance];
  }
  return broken;
}

/** Takes out the node with the least bound, the first of equals. */
function takeLeast(open: Node[]): Node {
  let at = 0;
  for (let i = 1; i < open.length; i++) if (open[i]!.boundMusd < open[at]!.boundMusd) at = i;
  return open.splice(at, 1)[0]!;
}
