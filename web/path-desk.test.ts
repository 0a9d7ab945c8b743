import { expect, test } from 'vitest';
import { openDesk, PATIENCE_MS } from './path-desk.ts';

/** A desk whose clock and pauses are ours: every step takes ten milliseconds. */
function deskOf({ steps, idleSteps = 0 }: { steps: number; idleSteps?: number }) {
  const said: string[] = [];
  let nowMs = 0;
  let resume: (() => void)[] = [];
  const rested: (() => void)[] = [];
  let idleLeft = idleSteps;
  const put = openDesk<string>({
    open: (question) => {
      let left = steps;
      return {
        step: () => {
          nowMs += 10;
          left -= 1;
          if (question === 'bad') throw new Error('no');
          return left <= 0;
        },
        sendMedians: () => void said.push(`medians of ${question}`),
        sendAnswer: () => void said.push(`answer to ${question}`),
      };
    },
    fail: (question) => void said.push(`failed ${question}`),
    pause: () => new Promise((resolve) => resume.push(resolve)),
    rest: () => new Promise((resolve) => rested.push(resolve)),
    clockMs: () => nowMs,
    idle: () => {
      if (idleLeft === 0) return true;
      idleLeft -= 1;
      said.push('idle');
      return false;
    },
  });
  const next = async () => {
    const waiting = resume;
    resume = [];
    for (const go of waiting) go();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const rest = async () => {
    for (const wake of rested.splice(0)) wake();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { put, next, rest, said, pass };
}

test('the middle line goes out after the first step, the answer after the last', async () => {
  const { put, next, said } = deskOf({ steps: 3 });
  put('one');
  expect(said).toEqual(['medians of one']);
  await next();
  expect(said).toEqual(['medians of one']);
  await next();
  expect(said).toEqual(['medians of one', 'answer to one']);
});

test('what takes one step has no middle line of its own', async () => {
  const { put, said } = deskOf({ steps: 1 });
  put('one');
  expect(said).toEqual(['answer to one']);
});

test('a newer question ends the older one at its next step', async () => {
  const { put, next, said } = deskOf({ steps: 2 });
  put('one');
  await next();
  put('two');
  put('three');
  await next();
  put('four');
  await next();
  await next();
  expect(said).toEqual([
    'medians of one',
    'answer to one', // the first is finished whatever comes: nothing stands there yet
    'medians of two',
    'medians of three',
    'medians of four',
    'answer to four',
  ]);
});

test('while an overdue answer is finished, the middle lines of newer questions go out', async () => {
  const { put, next, said } = deskOf({ steps: 3 });
  put('one'); // nothing stands there yet: it is finished whatever comes
  put('two');
  await next();
  put('three');
  await next();
  expect(said).toEqual(['medians of one', 'medians of two', 'medians of three', 'answer to one']);
  await next();
  await next();
  expect(said.slice(4)).toEqual(['answer to three']); // its first step was done already
});

test('a drag without end still gets whole answers', async () => {
  const { put, next, said, pass } = deskOf({ steps: 5 });
  for (let i = 0; i < 200; i++) {
    put(String(i));
    await next();
    pass(6); // a step and this: a question every 16 ms
  }
  const answers = said.filter((each) => each.startsWith('answer'));
  // 200 questions take at least 200 × 16 ms; one answer is due after each patience and its 5 steps.
  expect(answers.length).toBeGreaterThan((200 * 16) / (2 * (PATIENCE_MS + 5 * 16)));
  expect(said.filter((each) => each.startsWith('medians')).length).toBeGreaterThan(60);
});

test('what fails is said, and the next question is answered', async () => {
  const { put, said } = deskOf({ steps: 1 });
  put('bad');
  await new Promise((resolve) => setImmediate(resolve));
  put('good');
  expect(said).toEqual(['failed bad', 'answer to good']);
});

test('idle work begins after a rest, and gives way to a question for good', async () => {
  const { put, next, rest, said } = deskOf({ steps: 1, idleSteps: 4 });
  put('one');
  await next();
  expect(said).toEqual(['answer to one']); // the hand may still be moving
  await rest();
  await next();
  put('two');
  await next();
  await next();
  expect(said).toEqual(['answer to one', 'idle', 'idle', 'answer to two']);
  await rest();
  await next();
  await next();
  expect(said.slice(4)).toEqual(['idle', 'idle']);
});

test('a question during the rest begins another rest', async () => {
  const { put, next, rest, said } = deskOf({ steps: 1, idleSteps: 1 });
  put('one');
  await next();
  put('two');
  await next();
  await rest(); // of both; only the second may begin
  await next();
  expect(said).toEqual(['answer to one', 'answer to two', 'idle']);
});
