import { expect, test } from 'vitest';
import { errorStatus } from '../../../bff/contract/errors';
import { errorWords, splitWords } from './errors';

test('every code of the closed list has its words, and no other', () => {
  expect(Object.keys(errorWords).sort()).toEqual([...Object.keys(errorStatus), 'unreachable'].sort());
});

test.each(Object.entries(errorWords))('%s says what happened and what to do next', (_code, words) => {
  const { title, hint } = splitWords(words);
  expect(title.length).toBeGreaterThan(3);
  expect(title.length).toBeLessThanOrEqual(16);
  expect(hint).toMatch(/。$/);
  expect(words).not.toMatch(/[A-Za-z_]{2,}|！|系统繁忙/);
});
