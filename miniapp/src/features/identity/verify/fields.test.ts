import { expect, test } from 'vitest';
import { problemsOf, trimmed } from './fields';

const person = { name: '林敏', idNumber: '43052219900307123X', phone: '13812345678' };

test('a complete form has no problems, with spaces around or a small x', () => {
  expect(problemsOf(person)).toEqual({});
  const typed = { name: ' 林敏 ', idNumber: ' 43052219900307123x', phone: '13812345678 ' };
  expect(problemsOf(typed)).toEqual({});
  expect(trimmed(typed)).toEqual(person);
});

test('each field names its own problem', () => {
  expect(
    Object.keys(problemsOf({ name: ' ', idNumber: '4305221990030712', phone: '23812345678' })).sort(),
  ).toEqual(['idNumber', 'name', 'phone']);
});
