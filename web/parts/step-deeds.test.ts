import { expect, test } from 'vitest';
import { deedOn, deedsNow } from './step-deeds.ts';

const LIFE = { open: { close: 'closed', lapse: 'closed' }, closed: { reopen: 'open' } } as const;
const DEEDS = {
  close: { text: 'Close it', path: '/files/{id}/steps', filled: { event: 'close' } },
  lapse: 'the last day of a file passing',
  reopen: { text: 'Open it again', path: '/files/{id}/opening' },
};

test('a page offers what the status allows, at the path of its document', () => {
  expect(deedsNow(LIFE, DEEDS, { id: 'F/1', status: 'closed' })).toEqual([
    { text: 'Open it again', path: '/files/F%2F1/opening' },
  ]);
  expect(deedsNow(LIFE, DEEDS, { id: 'F-1', status: 'burnt' })).toEqual([]);
});

test('what follows from something else is not offered', () => {
  expect(deedsNow(LIFE, DEEDS, { id: 'F-1', status: 'open' })).toEqual([
    { text: 'Close it', path: '/files/F-1/steps', filled: { event: 'close' } },
  ]);
});

test('whatever the path calls its document, the id stands there as it is', () => {
  expect(deedOn({ text: 'Accept it', path: '/deliveries/{lot}/acceptance' }, '$&').path).toBe(
    '/deliveries/%24%26/acceptance',
  );
});
