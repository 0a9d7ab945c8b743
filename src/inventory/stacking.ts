import { assert } from '../base/assert.ts';
import { gramsText, splitByWeights } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';

/*
 * How mass and cost go from lot to lot: nothing is lost, nothing made. Every function gives parts
 * that add up exactly, in total and for each fund.
 */

/** What a fund has in a lot. */
export interface Stack {
  readonly fund: string;
  readonly grossG: bigint;
  readonly netG: bigint;
  readonly dryG: bigint;
  readonly costCents: bigint;
}

const MEASURES = ['grossG', 'netG', 'dryG', 'costCents'] as const;
type Measure = (typeof MEASURES)[number];

const NOTHING = { grossG: 0n, netG: 0n, dryG: 0n, costCents: 0n } as const;

/** What all funds together have in a lot. */
export function totalOf(stacks: readonly Stack[]): Omit<Stack, 'fund'> {
  const sum = (measure: Measure) => stacks.reduce((total, stack) => total + stack[measure], 0n);
  return {
    grossG: sum('grossG'),
    netG: sum('netG'),
    dryG: sum('dryG'),
    costCents: sum('costCents'),
  };
}

/** The opposite of what funds have: taking it away. */
export const negated = (stacks: readonly Stack[]): Stack[] =>
  stacks.map(({ fund, ...stack }) => ({
    fund,
    grossG: -stack.grossG,
    netG: -stack.netG,
    dryG: -stack.dryG,
    costCents: -stack.costCents,
  }));

/** What was weighed at receipt, by the agreed shares of the funds. */
export function receivedStacks(
  shares: readonly { fund: string; weight: bigint }[],
  mass: { grossG: bigint; netG: bigint; dryG: bigint },
): Stack[] {
  const weights = shares.map(({ weight }) => weight);
  const [gross, net, dry] = [mass.grossG, mass.netG, mass.dryG].map((grams) =>
    splitByWeights(grams, weights),
  );
  return shares.map(({ fund }, k) => ({
    fund,
    grossG: gross![k]!,
    netG: net![k]!,
    dryG: dry![k]!,
    costCents: 0n,
  }));
}

/**
 * The cost of an accepted lot, by the agreed shares. A fund without a gram bears nothing.
 *
 * @returns cost of each fund [cents]
 */
export function costByShare(
  stacks: readonly Stack[],
  weights: ReadonlyMap<string, bigint>,
  costCents: bigint,
): { fund: string; costCents: bigint; dryG: bigint }[] {
  const parts = splitByWeights(
    costCents,
    stacks.map(({ fund, dryG }) => (dryG > 0n ? (weights.get(fund) ?? 0n) : 0n)),
  );
  return stacks.map(({ fund, dryG }, k) => ({ fund, dryG, costCents: parts[k]! }));
}

/**
 * Splits a lot into parts of so many net grams. Each part has the net mass that was asked for, its
 * share of gross and dry mass and of the cost, and every fund is in every part.
 *
 * @param lot - its number, for the sentence of a refusal
 * @param netParts - net mass of each part [g]
 * @returns for each part what each fund has in it
 * @throws Refusal `lot.not_conserved` unless the parts are exactly the lot
 */
export function splitLot(
  lot: string,
  stacks: readonly Stack[],
  netParts: readonly bigint[],
): Stack[][] {
  const whole = totalOf(stacks);
  refuseUnlessWhole(lot, whole.netG, netParts);
  const dryParts = splitByWeights(whole.dryG, netParts);
  const grossParts = splitByWeights(whole.grossG, netParts);
  const net = table(stacks, 'netG', netParts);
  const gross = table(stacks, 'grossG', grossParts);
  const dry = table(stacks, 'dryG', dryParts);
  const parts = netParts.map((_, k) =>
    stacks.map(({ fund }, f) => ({
      fund,
      grossG: gross[k]![f]!,
      netG: net[k]![f]!,
      dryG: dry[k]![f]!,
      costCents: 0n,
    })),
  );
  return withCosts(stacks, parts);
}

function refuseUnlessWhole(lot: string, netG: bigint, netParts: readonly bigint[]): void {
  const asked = netParts.reduce((total, part) => total + part, 0n);
  if (netParts.length < 2 || netParts.some((part) => part <= 0n)) {
    throw new Refusal(
      'invalid',
      'lot.no_parts',
      `cannot split lot ${lot} into ${netParts.map(gramsText).join(' and ') || 'nothing'}`,
      'name two parts or more, each with a mass above zero',
    );
  }
  if (asked === netG) return;
  const gap = asked > netG ? asked - netG : netG - asked;
  throw new Refusal(
    'invalid',
    'lot.not_conserved',
    `the parts of lot ${lot} are ${gramsText(asked)}, ${gap} g ${asked > netG ? 'more' : 'less'} than its ${gramsText(netG)} net`,
    'the parts of a lot are exactly the lot; a loss is booked as a count',
  );
}

/**
 * A table with given sums of its rows (what a part has) and its columns (what a fund has): each part
 * takes of what is left of the funds, in proportion.
 */
function table(stacks: readonly Stack[], measure: Measure, parts: readonly bigint[]): bigint[][] {
  let left = stacks.map((stack) => stack[measure]);
  return parts.map((part) => {
    const taken = left.every((each) => each === 0n)
      ? left.map(() => 0n)
      : splitByWeights(part, left);
    left = left.map((each, f) => each - taken[f]!);
    return taken;
  });
}

/** Each fund's cost follows its dry grams. */
function withCosts(stacks: readonly Stack[], parts: readonly Stack[][]): Stack[][] {
  const costs = stacks.map(({ costCents, dryG }, f) =>
    dryG === 0n
      ? parts.map(() => 0n)
      : splitByWeights(
          costCents,
          parts.map((part) => part[f]!.dryG),
        ),
  );
  return parts.map((part, k) => part.map((stack, f) => ({ ...stack, costCents: costs[f]![k]! })));
}

/** What funds have in a blend: the sum of what they had in its parts. */
export function blendLots(lots: readonly (readonly Stack[])[]): Stack[] {
  const blend = new Map<string, Stack>();
  for (const stack of lots.flat()) {
    const before = blend.get(stack.fund) ?? { fund: stack.fund, ...NOTHING };
    blend.set(stack.fund, {
      fund: stack.fund,
      grossG: before.grossG + stack.grossG,
      netG: before.netG + stack.netG,
      dryG: before.dryG + stack.dryG,
      costCents: before.costCents + stack.costCents,
    });
  }
  return [...blend.values()].sort((a, b) => (a.fund < b.fund ? -1 : 1));
}

/**
 * What a count changes: dry mass and cost go with the net mass that is missing, and packaging stays.
 * What is found beyond the books comes in at no cost. When nothing is left, nothing is left of the
 * cost either.
 *
 * @returns the change of each fund; empty where the count finds what the books say
 */
export function countChanges(stacks: readonly Stack[], countedNetG: bigint): Stack[] {
  const whole = totalOf(stacks);
  assert(whole.netG > 0n && countedNetG >= 0n, 'a lot that is counted has mass');
  if (countedNetG === whole.netG) return [];
  if (countedNetG === 0n) return negated(stacks).filter(isSomething);
  const missing = whole.netG - countedNetG;
  const size = missing < 0n ? -missing : missing;
  const net = portions(size, stacks, 'netG');
  const dry = portions((whole.dryG * size) / whole.netG, stacks, 'dryG');
  return stacks
    .map((stack, f) =>
      missing < 0n
        ? { ...NOTHING, fund: stack.fund, grossG: net[f]!, netG: net[f]!, dryG: dry[f]! }
        : lossOf(stack, net[f]!, dry[f]!),
    )
    .filter(isSomething);
}

/** An amount by what funds have; none of it where nobody has anything. */
function portions(amount: bigint, stacks: readonly Stack[], measure: Measure): bigint[] {
  const weights = stacks.map((stack) => stack[measure]);
  return weights.every((weight) => weight === 0n) ? weights : splitByWeights(amount, weights);
}

const lossOf = (stack: Stack, netG: bigint, dryG: bigint): Stack => ({
  fund: stack.fund,
  grossG: netG < stack.grossG ? -netG : -stack.grossG,
  netG: -netG,
  dryG: -dryG,
  costCents: -costOfLoss(stack, dryG),
});

/** Partial loss takes its cost rounded down; whoever loses the last gram takes the rest. */
const costOfLoss = ({ dryG, costCents }: Stack, lost: bigint): bigint =>
  dryG === 0n ? 0n : (costCents * lost) / dryG;

const isSomething = (stack: Stack) => MEASURES.some((measure) => stack[measure] !== 0n);
