import { expect, test } from 'vitest';
import { orderInTurn } from './support/in-turn.ts';

// The search that judges races is itself tried on histories whose verdict can be seen by hand.

interface Take {
  readonly name: string;
  readonly takes: number;
  readonly isTaken: boolean;
  readonly asked: number;
  readonly answered: number;
}

const take = (name: string, takes: number, [asked, answered]: [number, number]): Take => ({
  ...{ name, takes, isTaken: true, asked, answered },
});
const refused = (...each: Parameters<typeof take>): Take => ({ ...take(...each), isTaken: false });

const orderOf = (attempts: Take[]) =>
  orderInTurn(attempts, 60, (left, { takes, isTaken }) => {
    if (!isTaken) return takes > left ? left : undefined;
    return takes > left ? undefined : left - takes;
  })?.map(({ name }) => name);

test('what was asked first may have happened last', () => {
  const attempts = [take('Y', 60, [0, 9]), take('X', 50, [1, 2]), take('X back', -50, [3, 4])];
  expect(orderOf(attempts)).toEqual(['X', 'X back', 'Y']);
});

test('what was answered before another was asked happened before it', () => {
  const attempts = [take('Y', 60, [0, 1]), take('X', 50, [2, 3]), take('X back', -50, [4, 5])];
  expect(orderOf(attempts)).toBeUndefined();
});

test('too much taken has no order', () => {
  expect(orderOf([take('A', 40, [0, 9]), take('B', 40, [1, 8])])).toBeUndefined();
});

test('a refusal needs a moment at which too little was left', () => {
  const whole = refused('B', 60, [1, 3]);
  expect(orderOf([take('A', 1, [0, 2]), whole])).toEqual(['A', 'B']);
  expect(orderOf([take('A', 1, [4, 5]), whole])).toBeUndefined();
});
