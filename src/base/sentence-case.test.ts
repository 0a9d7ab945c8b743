import { expect, test } from 'vitest';
import { sentenceCase } from './sentence-case.ts';

test('a sentence begins with a capital letter and keeps the rest', () => {
  expect(['rare earths', 'USGS says so', 'état', '20 t', ''].map(sentenceCase)).toEqual([
    'Rare earths',
    'USGS says so',
    'État',
    '20 t',
    '',
  ]);
});
