import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTrial, type Trial } from './trial.ts';

let trial: Trial;

beforeAll(async () => {
  trial = await openTrial();
});
afterAll(() => trial.stop());
afterEach(async () => {
  await trial.control('POST', '/reset', { seed: 'yijitong' });
});

interface Clocks {
  now: number;
  wechatNow: number;
}
const clocks = async () => (await trial.control('GET', '/clock')).body as Clocks;

describe('the clock', () => {
  test('advances for everyone, and for WeChat alone', async () => {
    const before = await clocks();
    await trial.control('POST', '/clock', { advanceMs: 3_600_000 });
    const { body } = await trial.control('POST', '/clock', { advanceMs: -60_000, who: 'wechat' });
    const { now, wechatNow } = body as Clocks;
    expect(now).toBeGreaterThanOrEqual(before.now + 3_600_000);
    expect(Math.round((wechatNow - now) / 1000)).toBe(-60);
  });

  test('is set to a moment given in ms or in words', async () => {
    const midnight = Date.parse('2026-12-01T00:00:00+08:00');
    await trial.control('POST', '/clock', { set: '2026-12-01T00:00:00+08:00', who: 'all' });
    expect((await clocks()).now - midnight).toBeLessThan(5_000);
    await trial.control('POST', '/clock', { set: midnight + 86_400_000 });
    expect((await clocks()).now).toBeGreaterThanOrEqual(midnight + 86_400_000);
  });

  test('runs on after a restart', async () => {
    await trial.control('POST', '/clock', { set: '2027-01-01T00:00:00+08:00' });
    await trial.restart();
    expect((await clocks()).now).toBeGreaterThanOrEqual(Date.parse('2027-01-01T00:00:00+08:00'));
  });

  test.each([
    {},
    { advanceMs: 'x' },
    { advanceMs: 1.5 },
    { advanceMs: 1, who: 'me' },
    { set: 'soon' },
    [],
    'x',
  ])('refuses %j and stays as it is', async (body) => {
    const before = await clocks();
    const answer = await trial.control('POST', '/clock', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: 'invalid_request' } });
    expect((await clocks()).now - before.now).toBeLessThan(5_000);
  });
});

describe('the fault dial', () => {
  test('gives an id that heals', async () => {
    const { body } = await trial.control('POST', '/faults', { service: 'traffic-fines', kind: 'slow' });
    const { id } = body as { id: string };
    expect((await trial.control('DELETE', `/faults/${id}`)).status).toBe(204);
    expect((await trial.control('DELETE', `/faults/${id}`)).status).toBe(404);
  });

  test.each([
    [{ service: 'gas', kind: 'slow' }, 'traffic-fines'],
    [{ service: 'traffic-fines', kind: 'explode' }, 'lost_reply'],
    [{ service: 'traffic-fines', kind: 'notice_drop' }, 'lost_reply'],
    [{ service: 'traffic-fines', kind: 'slow', operation: 'zap' }, 'byVehicle'],
    [{ service: 'traffic-fines', kind: 'slow', times: 0 }, 'times'],
    [{ service: 'traffic-fines', kind: 'slow', dealyMs: 5 }, 'dealyMs'],
  ])('refuses %j and names what is allowed', async (fault, named) => {
    const { status, body } = await trial.control('POST', '/faults', fault);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(named);
  });
});

describe('reset', () => {
  test('empties the books, heals faults, ends turned clocks and builds the world of the new seed', async () => {
    const numbers = async () =>
      (await trial.state()).bureaus['traffic-fines']?.bills.map((bill) => bill.number);
    const before = await numbers();
    const serial = trial.handover().BUREAU_TRAFFIC_FINES_SERIAL;
    const openid = trial.city.world.resident('lin')?.openid;
    await trial.control('POST', `/bureaus/traffic-fines/bills/${before?.[0]}/pay`);
    await trial.control('POST', '/faults', { service: 'traffic-fines', kind: 'refuse' });
    await trial.control('POST', '/clock', { advanceMs: 86_400_000 });

    expect((await trial.control('POST', '/reset', { seed: 'another' })).body).toMatchObject({
      seed: 'another',
    });

    const after = await numbers();
    expect(after).toHaveLength(before?.length ?? 0);
    expect(after?.filter((number) => before?.includes(number))).toEqual([]);
    expect(Math.abs((await clocks()).now - Date.now())).toBeLessThan(5_000);
    expect((await trial.control('GET', '/faults')).body).toMatchObject({ faults: [] });
    expect(trial.city.world.resident('lin')?.openid).toBe(openid);
    await trial.restart();
    expect(trial.city.seed).toBe('another');
    expect(trial.handover().BUREAU_TRAFFIC_FINES_SERIAL).toBe(serial);
  });

  test('with the same seed gives the same bills', async () => {
    const bills = async () => (await trial.state()).bureaus['traffic-fines']?.bills;
    const before = await bills();
    await trial.control('POST', `/bureaus/traffic-fines/bills/${before?.[0]?.number}/pay`);
    expect(await bills()).not.toEqual(before);
    await trial.control('POST', '/reset', {});
    expect(await bills()).toEqual(before);
  });
});

test('the person who has no real name yet can be read with all she must type', async () => {
  const { body } = await trial.control('GET', '/personas');
  const { personas } = body as { personas: { code: string; identity?: object }[] };
  expect(personas.map((each) => each.code)).toEqual(
    ['lin', 'wang', 'empty', 'elder', 'daughter', 'new'].map((login) => `demo-${login}`),
  );
  const { name, idNumber, phone } = trial.city.world.resident('new') ?? {};
  expect(personas.filter((each) => each.identity)).toEqual([
    expect.objectContaining({ code: 'demo-new', identity: { name, idNumber, phone } }),
  ]);
});

test('every bureau shows bills, WeChat and the short messages have their own places', async () => {
  const state = await trial.state();
  for (const bureau of Object.values(state.bureaus)) expect(Array.isArray(bureau.bills)).toBe(true);
  expect(state).toMatchObject({ sms: [], wechat: { transactions: [], notices: [] } });
});

test('the hand-over names this city, and its files are there', () => {
  const env = trial.handover();
  expect(env.CITY_CLOCK_URL).toBe(`${trial.url}/_city/clock`);
  expect(env.BUREAU_TRAFFIC_FINES_URL).toBe(trial.url);
  expect(readFileSync(env.WECHAT_SECRET_FILE ?? '', 'utf8')).not.toBe('');
});

test('pages of this machine may use the controls, others may not', async () => {
  const allowed = async (origin: string) =>
    (await fetch(`${trial.url}/_city/clock`, { headers: { origin } })).headers.get(
      'access-control-allow-origin',
    );
  expect(await allowed('http://localhost:8080')).toBe('http://localhost:8080');
  expect(await allowed('https://example.com')).toBeNull();
  expect(await allowed('http://localhost.example.com')).toBeNull();
});

test('a person finds a page with its script and style', async () => {
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/page.js', 'text/javascript'],
    ['/page.css', 'text/css'],
  ]) {
    const response = await fetch(trial.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
  }
});

test('an oversized body is refused', async () => {
  const response = await fetch(`${trial.url}/_city/clock`, { method: 'POST', body: 'x'.repeat(300_000) });
  expect(response.status).toBe(413);
});
