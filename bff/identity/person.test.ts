import { expect, test } from 'vitest';
import { isIdNumber, maskedName, normalName } from './person.ts';

const now = Date.parse('2026-11-22T12:00:00+08:00');

test.each([
  ['11010519491231002X', true],
  ['310101199801011232', true],
  ['310101199801011234', false],
  ['440524188001010014', false],
  ['11010519491231002x', false],
  ['1101051949123100', false],
  ['110105203001010015', false],
])('%s is an ID number: %s', (text, valid) => {
  expect(isIdNumber(text, now)).toBe(valid);
});

test('a name keeps its first character, whole, and not its length', () => {
  expect(maskedName('林晓燕')).toBe('林*');
  expect(maskedName('𠮷田')).toBe('𠮷*');
});

test('all dots of minority names are one', () => {
  for (const dot of ['•', '‧', '・', '．', '.', '·'])
    expect(normalName(` 买买提${dot}艾力 `)).toBe('买买提·艾力');
});
