import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWorld } from '../../mocks/kit/world.ts';
import { findPersons } from './taint.ts';

const world = buildWorld('xinshao', 'yijitong');
const lin = world.resident('lin');
const car = world.vehicles.find((each) => each.household === lin?.household);

function scan(text: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'yijitong-taint-')), 'bff.log');
  writeFileSync(file, text);
  return findPersons('xinshao', ['lin'], [file]).map(({ what, line }) => `${line} ${what}`);
}

test.each([
  ['name', lin?.name],
  ['ID number', lin?.idNumber],
  ['phone', lin?.phone],
  ['openid', lin?.openid],
  ['plate', car?.plate],
  ['VIN', car?.vin],
])('finds a %s, plain, percent-encoded and in base64', (what, value = '') => {
  const expected = `2 ${what} of lin`;
  expect(scan(`{"msg":"ok"}\n{"url":"/x?q=${value}"}`)).toContain(expected);
  expect(scan(`{"msg":"ok"}\n{"url":"/x?q=${encodeURIComponent(value)}"}`)).toContain(expected);
  expect(scan(`{"msg":"ok"}\n{"raw":"${Buffer.from(value).toString('base64')}"}`)).toContain(expected);
});

test('leaves ids, amounts and other people’s strangers alone', () => {
  expect(scan('{"orderId":"01JD","fen":20000,"transactionId":"4200002811202611228855443322"}')).toEqual([]);
});
