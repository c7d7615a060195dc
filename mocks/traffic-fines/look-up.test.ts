import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Violation } from '../../adapters/traffic-fines/wire.ts';
import { cityDay, DAY_MS, dateText } from '../kit/city-time.ts';
import { openTrial, type Trial } from '../kit/trial.ts';
import { callerOf } from './caller.ts';

let trial: Trial;
let caller: ReturnType<typeof callerOf>;

beforeAll(async () => {
  trial = await openTrial();
  caller = callerOf(trial);
});
afterAll(() => trial.stop());

function vehicleOf(login: string) {
  const owner = trial.city.world.resident(login);
  const vehicle = trial.city.world.vehicles.find((each) => each.household === owner?.household);
  if (!owner || !vehicle) throw new Error(`no vehicle of ${login}`);
  return { ...vehicle, owner, hphm: vehicle.plate.slice(1), tail: vehicle.vin.slice(-6) };
}

const ofVehicle = (login: string) => {
  const { plateKind, hphm, tail } = vehicleOf(login);
  return caller.byVehicle(plateKind, hphm, tail);
};

describe('by vehicle', () => {
  test('lin has a decision due in five days, one three days late, and one only captured', async () => {
    const { status, code, violations } = await ofVehicle('lin');
    expect([status, code]).toEqual([200, '1']);
    const today = cityDay(trial.city.clock.now());
    const [due, late, captured] = violations;
    expect(due).toMatchObject({
      clbj: '1',
      jkbj: '0',
      jkqx: dateText(today + 5),
      sdrq: dateText(today - 10),
    });
    expect(Number(due?.znj)).toBe(0);
    expect(late).toMatchObject({ clbj: '1', jkbj: '0', jkqx: dateText(today - 3) });
    expect([Number(late?.fkje), Number(late?.znj)]).toEqual([200, 18]);
    expect(captured).toMatchObject({ clbj: '0', jkbj: '0', dsr: '' });
    expect(captured).not.toHaveProperty('jdsbh');
    expect(violations).toHaveLength(3);
  });

  test('every record is what the wire schema says, and its province stands apart', async () => {
    const { violations } = await ofVehicle('r0001');
    for (const each of violations.map((record) => Violation.parse(record))) {
      expect(each.hphm).toMatch(/^E/);
      expect(each.sf).toBe('湘');
      expect(each.wfsj).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.0$/);
      expect(each.fkje).toMatch(/^\d+(\.\d\d?)?$/);
    }
  });

  test('four to six last places of the VIN are enough, other ones are not', async () => {
    const { plateKind, hphm, tail } = vehicleOf('lin');
    const wrong = tail.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
    expect((await caller.byVehicle(plateKind, hphm, tail.slice(-4))).code).toBe('1');
    expect((await caller.byVehicle(plateKind, hphm, tail.slice(-3))).code).toBe('0');
    expect((await caller.byVehicle(plateKind, hphm, wrong)).code).toBe('0');
    expect((await caller.byVehicle('01', hphm, tail)).code).toBe('0');
    expect((await caller.byVehicle(plateKind, `湘${hphm}`, tail)).code).toBe('0');
  });

  test('rownum counts pages, not records', async () => {
    expect(await ofVehicle('daughter')).toMatchObject({ code: '1', rownum: '10', violations: [{}] });
  });

  test('two hundred residents each have one on time, one late and one captured', async () => {
    const { bureaus } = await trial.state();
    const now = trial.city.clock.now();
    const bills = bureaus['traffic-fines']?.bills ?? [];
    for (const login of ['r0001', 'r0100', 'r0200']) {
      const { violations } = await ofVehicle(login);
      const decided = violations.filter((each) => each.clbj === '1');
      const last = decided.map((each) => Date.parse(`${each.jkqx}T23:59:59+08:00`));
      expect(last.map((moment) => moment < now)).toEqual([false, true]);
      expect(violations.filter((each) => each.clbj === '0')).toHaveLength(1);
      const statuses = violations.map(
        (each) => bills.find((b) => b.number === (each.jdsbh ?? each.wfbh))?.status,
      );
      expect(statuses).toEqual(['payable', 'payable', 'captured']);
    }
  });
});

describe('by identity', () => {
  test('a person has the records of the vehicles she owns', async () => {
    const { owner } = vehicleOf('lin');
    const { violations } = await caller.byIdentity(owner.idNumber);
    expect(violations).toEqual((await ofVehicle('lin')).violations);
  });

  test('empty and elder have none', async () => {
    for (const login of ['empty', 'elder']) {
      const { idNumber = '' } = trial.city.world.resident(login) ?? {};
      expect(await caller.byIdentity(idNumber)).toMatchObject({ code: '0', violations: [] });
    }
  });
});

describe('by decision', () => {
  test('one record, or code 0', async () => {
    const [due] = (await ofVehicle('lin')).violations;
    expect((await caller.byDecision(due?.jdsbh ?? '')).violations).toEqual([due]);
    expect((await caller.byDecision('430522199999999')).code).toBe('0');
  });

  test('a captured violation cannot be found as a decision', async () => {
    const captured = (await ofVehicle('lin')).violations[2];
    expect((await caller.byDecision(captured?.wfbh ?? '')).code).toBe('0');
  });

  test('the late charge grows at city midnight', async () => {
    const late = (await ofVehicle('lin')).violations[1];
    const lateNow = async () => Number((await caller.byDecision(late?.jdsbh ?? '')).violations[0]?.znj);
    expect(await lateNow()).toBe(18);
    await trial.control('POST', '/clock', { advanceMs: DAY_MS });
    expect(await lateNow()).toBe(24);
    await trial.control('POST', '/clock', { advanceMs: 90 * DAY_MS });
    expect(await lateNow()).toBe(200);
    await trial.control('POST', '/reset', {});
  });
});

describe('the envelope', () => {
  test('chinese, spaces and pluses survive the way', async () => {
    const [due] = (await ofVehicle('lin')).violations;
    expect(due?.wfdz).toBe('沪昆高速公路 1234公里+500米');
    expect(due?.dsr).toBe('林晓燕');
  });

  test('a recorded request of another maker is understood', async () => {
    const request = readFileSync(
      new URL('../../adapters/traffic-fines/samples/request-by-vehicle.xml', import.meta.url),
    );
    expect((await caller.send(request)).code).toBe('-1');
    expect((await caller.send(request.toString().replace('7A1F', caller.serial()))).code).toBe('0');
  });

  test.each([
    ['an unknown serial', () => caller.call('query', '04C02', { jdsbh: '1' }, { jkxlh: 'FFFF' })],
    ['another system', () => caller.call('query', '04C02', { jdsbh: '1' }, { xtlb: '01' })],
    ['an unknown interface', () => caller.call('query', '04C99', {})],
    ['a write asked as a query', () => caller.call('query', '04W01', {})],
    ['something else than SOAP', () => caller.send('{"hello":1}')],
    ['an empty body', () => caller.send('')],
    ['a document type', () => caller.send('<!DOCTYPE x [<!ENTITY a "b">]><Envelope/>')],
    [
      'a broken percent sign',
      () =>
        caller.send(
          '<Envelope><Body><queryObjectOut><UTF8XmlDoc>%2</UTF8XmlDoc></queryObjectOut></Body></Envelope>',
        ),
    ],
  ])('%s is answered 200 with code -1', async (_, asking) => {
    expect(await asking()).toMatchObject({ status: 200, code: '-1', violations: [] });
  });
});
