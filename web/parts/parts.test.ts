import { expect, test } from 'vitest';
import { massText, ofTwenty, percentRange, relianceText, sentencesOf } from './format.ts';
import { answered, ask, type LatestWins, NOTHING_ASKED } from './latest.ts';

test('bounds that agree are one number', () => {
  expect(percentRange({ low: 0.2, high: 0.35 })).toBe('20–35');
  expect(percentRange({ low: 0.5, high: 0.501 })).toBe('50');
});

test('reliance is shown as published, with nothing where nothing is known', () => {
  const published = { value: null, low: null, high: null, qualifier: null, year: 2025 };
  expect(relianceText({ ...published, value: 100 })).toBe('100');
  expect(relianceText({ ...published, qualifier: '>', low: 95, high: 100 })).toBe('95');
  expect(relianceText({ ...published, qualifier: '<', low: 0, high: 25 })).toBe('25');
  expect(relianceText({ ...published, qualifier: 'range', low: 50, high: 75 })).toBe('50–75');
  expect(relianceText({ ...published, qualifier: 'W' })).toBe('');
  expect(relianceText(published)).toBe('–');
});

test('metals that trade by the kilogram are shown in it', () => {
  expect(massText('gallium', 0.38)).toBe('380 kg');
  expect(massText('cobalt', 1234)).toBe('1,200 t');
});

test('an abbreviation does not end a sentence', () => {
  expect(sentencesOf('It puts U.S. GDP at risk. The first $2.5 billion helps. So it is.')).toEqual([
    'It puts U.S. GDP at risk.',
    'The first $2.5 billion helps.',
    'So it is.',
  ]);
});

test('futures are counted of twenty', () => {
  expect(ofTwenty(700, 1000)).toBe(14);
  expect(ofTwenty(10, 1000)).toBe(0);
});

interface Question {
  readonly lever: number;
}

test('a question asked while another is on its way replaces the one that waits', () => {
  let queue: LatestWins<Question> = NOTHING_ASKED;
  for (const lever of [1, 2, 3]) queue = ask(queue, { lever });
  expect(queue.asked).toEqual({ lever: 1 });
  expect(queue.waiting).toEqual({ lever: 3 }); // the second is never asked
  queue = answered(queue);
  expect(queue).toEqual({ asked: { lever: 3 }, waiting: null });
  queue = answered(queue);
  expect(queue.asked).toBeNull();
});

test('a question asked of an idle worker is sent at once', () => {
  expect(ask<Question>(NOTHING_ASKED, { lever: 1 }).asked).toEqual({ lever: 1 });
});
