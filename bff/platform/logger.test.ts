import { expect, test } from 'vitest';
import { createLog } from './logger.ts';

function written(work: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  work(createLog('debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test('a line is JSON: facts beside a static message', () => {
  const line = written((log) => log.info({ orderId: '01M8', ms: 12 }, 'order placed'));
  expect(JSON.parse(line)).toMatchObject({ level: 'info', orderId: '01M8', ms: 12, msg: 'order placed' });
});

test.each([
  ['an ID number', { note: 'of 11010519491231002X' }, '11010519491231002X'],
  ['a phone', { note: 'call 13812345678 now' }, '13812345678'],
  ['a plate', { list: ['湘E3K926'] }, '3K926'],
  ['a dotted plate', { deep: { deeper: '湘E·3K926 小型汽车' } }, '3K926'],
  ['a name by its key', { citizen: { name: '林晓燕' } }, '林晓燕'],
  ['an openid by its key', { openid: 'oABC' }, 'oABC'],
  ['a token by its key', { headers: { Authorization: 'Bearer abc' } }, 'abc'],
  ['a bearer in words', { note: 'sent Bearer abcdef' }, 'abcdef'],
  ['a login code', { code: '0a3Xyz9' }, '0a3Xyz9'],
  ['a private key', { note: '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----' }, 'MII'],
])('%s is not written', (_, facts, person) => {
  expect(written((log) => log.info(facts, 'said'))).not.toContain(person);
});

test('an error keeps its type, code and cause, and loses the person in its words', () => {
  const cause = Object.assign(new Error('row of 13812345678'), { code: 'ER_DUP_ENTRY' });
  const line = written((log) =>
    log.error({ err: new TypeError('for 11010519491231002X', { cause }) }, 'failed'),
  );
  expect(line).not.toMatch(/13812345678|11010519491231002X/);
  expect(JSON.parse(line).err).toMatchObject({
    type: 'TypeError',
    message: 'for [removed]',
    cause: { code: 'ER_DUP_ENTRY' },
  });
});

test('what only looks like a person stays: ids, transaction numbers, times', () => {
  const facts = {
    transactionId: '4200001234202611221234567890',
    requestId: '01M80FJCE63EPTPHQH3RHDP8J1',
    at: 1795400000000,
    code: 'rate_limited',
  };
  expect(JSON.parse(written((log) => log.info(facts, 'said')))).toMatchObject(facts);
});

test('what refers to itself ends somewhere', () => {
  const facts: Record<string, unknown> = {};
  facts.self = facts;
  expect(written((log) => log.info(facts, 'said'))).toContain('[deep]');
});
