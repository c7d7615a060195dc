import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../bff/contract/index.ts';
import { eventually, type House, startHouse } from '../harness/index.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const lastCode = async () => /\d{6}/.exec((await house.city.state()).sms.at(-1)?.text ?? '')?.[0];
const newcomer = async () => {
  const known = (await house.city.personas()).find((each) => each.code === 'demo-new')?.identity;
  if (!known) throw new Error('the newcomer is not in the register');
  return known;
};

describe('who a resident is', () => {
  it('asks a newcomer for her real name before she may pay, by name, ID number and a code on her phone', async () => {
    const citizen = await house.citizen('new');
    expect(citizen.level).toBe('L1');
    const refused = await citizen.asks('/orders', { method: 'POST', body: { billIds: ['none'] } });
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'level_required', details: { level: 'L2', routes: ['two_element_sms'] } } },
    });

    const who = await newcomer();
    const started = await citizen.asks('/identity/verifications', {
      method: 'POST',
      body: { route: 'two_element_sms', name: who.name, idNumber: who.idNumber, phone: who.phone },
    });
    const asked = started.body as Verification;
    expect(asked).toMatchObject({ status: 'code_sent', next: 'sms_code' });

    const wrong = await citizen.asks('/identity/verifications', {
      method: 'POST',
      body: {
        route: 'two_element_sms',
        verificationId: asked.id,
        smsCode: '000000' === (await lastCode()) ? '000001' : '000000',
      },
    });
    expect(wrong.status).toBe(400);
    const answered = await citizen.asks('/identity/verifications', {
      method: 'POST',
      body: { route: 'two_element_sms', verificationId: asked.id, smsCode: await lastCode() },
    });
    expect(answered.body).toMatchObject({ status: 'verified', level: 'L2' });
    expect(answered.body).toHaveProperty('session.token');
    const { session } = answered.body as { session: { token: string } };
    expect((await citizen.asks('/home', { token: session.token })).body).toMatchObject({
      citizen: { level: 'L2' },
    });
    expect((await citizen.asks('/home')).status, 'the token of the lower level is dead').toBe(401);
  });

  it('does not tell whether a stranger’s name and number belong together', async () => {
    const citizen = await house.citizen('new');
    const who = await newcomer();
    const answer = await citizen.asks('/identity/verifications', {
      method: 'POST',
      body: { route: 'two_element_sms', name: '某某某', idNumber: who.idNumber, phone: who.phone },
    });
    expect(JSON.stringify(answer.body)).not.toContain(who.name);
  });

  it.each([
    ['no token', null],
    ['a forged token', 'x'.repeat(43)],
    ['a token with a line break', 'abc%0d%0aX: y'],
  ])('lets nobody in with %s', async (_, token) => {
    const citizen = await house.citizen('empty');
    expect(await citizen.asks('/home', { token })).toMatchObject({
      status: 401,
      body: { error: { code: 'unauthenticated' } },
    });
  });

  it('ends a session when she leaves, and after half an hour of silence', async () => {
    const citizen = await house.citizen();
    await citizen.leaves();
    expect((await citizen.asks('/home')).status).toBe(401);
    const other = await house.citizen();
    await house.city.advances(31 * 60_000);
    await eventually('the idle session has ended', async () => (await other.asks('/orders')).status === 401);
  });

  it('refuses a login code that WeChat does not know', async () => {
    const citizen = await house.citizen();
    const answer = await citizen.asks('/sessions', { method: 'POST', body: { code: 'stolen' }, token: null });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
  });

  it('binds a vehicle by its plate, and says in words what is expected when it is not one', async () => {
    const citizen = await house.citizen('empty');
    const lin = await house.citizen('lin');
    expect((await citizen.bills()).items).toEqual([]);
    const bad = await citizen.asks('/subjects', {
      method: 'POST',
      body: {
        service: 'traffic-fines',
        kind: 'vehicle',
        fields: { plateKind: '02', plate: '京A12345I', vinTail: 'x' },
      },
    });
    expect(bad).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
    expect(JSON.stringify(bad.body)).toMatch(/[一-龥]{6,}/);
    const [hers] = await lin.subjects();
    expect(hers).toMatchObject({ service: 'traffic-fines' });
    const gone = await citizen.asks(`/subjects/${hers?.id}`, { method: 'DELETE' });
    expect(gone, 'what is not hers does not exist').toMatchObject({ status: 404 });
  });
});
