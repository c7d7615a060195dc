import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SignedIn } from '../http/context.ts';
import { down, type IdentityRoom, openIdentityRoom, zhao } from './testing/identity-room.ts';

let room: IdentityRoom;
let who: SignedIn;
let token: string;
beforeEach(async () => {
  room = await openIdentityRoom();
  ({ who, token } = await room.identity.signIn('demo-new', 'r'));
});
afterEach(() => room.close());

const MINUTE = 60_000;
const start = (person: Partial<typeof zhao> = {}) =>
  room.identity.verification.start(who, { ...zhao, ...person }, 'r');
const answer = (id: string, code: string) => room.identity.verification.answer(who, token, id, code);
const wrong = () => (room.lastCode() === '000000' ? '000001' : '000000');

test('a code goes to her phone, with the registered signature and words of warning', async () => {
  const started = await start();
  expect(started).toMatchObject({
    status: 'code_sent',
    next: 'sms_code',
    resendAt: room.clock.now() + MINUTE,
  });
  expect(room.city.sent).toMatchObject([{ phone: zhao.phone, key: started.id }]);
  expect(room.city.sent[0]?.text).toMatch(/^【一机通】验证码\d{6}，.*切勿告诉他人/);
});

test('a pair that does not belong together is refused in the same words whether or not the number exists; nothing is sent', async () => {
  room.city.matches = false;
  expect(await start()).toEqual({ id: expect.any(String), status: 'refused' });
  expect(room.city.sent).toEqual([]);
});

test.each([
  ['a wrong check digit', '310101199801011234'],
  ['a day that never was', '110105194902310020'],
  ['a birth year out of range', '440524188001010014'],
  ['no province', '990105194912310028'],
])('an ID number with %s is refused before anybody is asked', async (_, idNumber) => {
  room.city.matches = down('match');
  await expect(start({ idNumber })).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a small x is forgiven', async () => {
  expect(await start({ idNumber: zhao.idNumber.toLowerCase() })).toMatchObject({ status: 'code_sent' });
});

test('a wrong code says how many tries are left; five end it, the right one then too', async () => {
  const { id } = await start();
  for (const triesLeft of [4, 3, 2, 1]) {
    await expect(answer(id, wrong())).rejects.toMatchObject({
      code: 'invalid_request',
      facts: { details: { triesLeft } },
    });
  }
  await expect(answer(id, wrong())).rejects.toMatchObject({ facts: { details: { triesLeft: 0 } } });
  await expect(answer(id, room.lastCode())).rejects.toMatchObject({ code: 'invalid_request' });
});

test('guesses sent side by side share the five tries', async () => {
  const { id } = await start();
  const guesses = Array.from({ length: 30 }, () => answer(id, wrong()).catch((error) => error));
  const results = await Promise.all(guesses);
  expect(results.every((result) => result.code === 'invalid_request')).toBe(true);
  await expect(answer(id, room.lastCode())).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a code is good for five minutes and for once', async () => {
  const late = await start();
  const code = room.lastCode();
  room.clock.advance(5 * MINUTE);
  await expect(answer(late.id, code)).rejects.toMatchObject({ code: 'invalid_request' });
  const { id } = await start();
  await answer(id, room.lastCode());
  await expect(answer(id, room.lastCode())).rejects.toMatchObject({ code: 'invalid_request' });
});

test('another resident’s proof does not exist for her', async () => {
  const { id } = await start();
  const other = await room.identity.signIn('demo-other', 'r');
  const theirs = room.identity.verification.answer(other.who, other.token, id, room.lastCode());
  await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
});

test('a minute passes between two codes', async () => {
  await start();
  room.clock.advance(59_000);
  await expect(start()).rejects.toMatchObject({ code: 'rate_limited', facts: { retryAfterSeconds: 1 } });
  room.clock.advance(1_000);
  expect(await start()).toMatchObject({ status: 'code_sent' });
});

test('five refusals lock her out for the rest of half an hour', async () => {
  room.city.matches = false;
  for (let i = 0; i < 5; i += 1) expect((await start()).status).toBe('refused');
  room.city.matches = true;
  await expect(start()).rejects.toMatchObject({ code: 'rate_limited', facts: { retryAfterSeconds: 1_800 } });
  room.clock.advance(30 * MINUTE);
  expect((await start()).status).toBe('code_sent');
});

test('ten a day, not eleven', async () => {
  for (let i = 0; i < 10; i += 1) {
    expect((await start()).status).toBe('code_sent');
    room.clock.advance(10 * MINUTE);
  }
  await expect(start()).rejects.toMatchObject({ code: 'rate_limited' });
});

test('while the platform is down she is told so, and nothing is sent', async () => {
  room.city.matches = down('match');
  await expect(start()).rejects.toMatchObject({ code: 'bureau_unavailable' });
  expect(room.city.sent).toEqual([]);
});

test('neither the person nor the code lies open in the store', async () => {
  await start();
  const rows = await room.database.db.selectFrom('verifications').selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(
    new RegExp(`赵雨桐|${zhao.idNumber}|${zhao.phone}|${room.lastCode()}`),
  );
});
