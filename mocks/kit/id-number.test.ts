import { expect, test } from 'vitest';
import { checkCharacter, idNumber } from './id-number.ts';

test.each(['11010519491231002X', '440524188001010014', '310101199801011232'])('check of %s', (known) => {
  expect(checkCharacter(known.slice(0, 17))).toBe(known.slice(17));
});

test('region, birth and sequence are put together with the check', () => {
  expect(idNumber('110105', '19491231', 2)).toBe('11010519491231002X');
});
