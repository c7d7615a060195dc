import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BillsAdapter } from '../contract/bills.ts';
import type { Subject } from '../contract/call.ts';
import { HttpClient } from '../kit/http.ts';
import { Readings } from '../kit/readings.ts';
import { Runtime } from '../kit/runtime.ts';
import { type BureauServer, bureauServer, fails, hangsUp, says } from '../kit/testing/bureau-server.ts';
import { callOf, type TestPorts, testPorts } from '../kit/testing/ports.ts';
import { trafficFines } from './index.ts';
import { asciiAnswer, sample } from './testing.ts';

const car = { kind: 'vehicle', fields: { plateKind: '02', plate: '湘E3K926', vinTail: '012345' } };
const paidAt = Date.parse('2026-11-20T08:31:00+08:00');
const settlement = {
  key: '01KAM6R8V5W3',
  number: '4305221000000012',
  amountFen: 21_800,
  paidAt,
  transactionId: '4200002112202611200000000001',
};
const lin = callOf('lin');

let bureau: BureauServer;
let http: HttpClient;
let ports: TestPorts;
let fines: BillsAdapter;

beforeEach(async () => {
  bureau = await bureauServer(says(sample('no-record.xml')));
  http = new HttpClient();
  ports = testPorts();
  const runtime = new Runtime(trafficFines.manifest, ports, http, new Readings());
  const service = trafficFines.connect({ URL: `${bureau.url}/`, SERIAL: '7A1F' }, runtime);
  if (!service.bills) throw new Error('traffic fines are bills');
  fines = service.bills;
});
afterEach(async () => {
  await http.close();
  await bureau.close();
});

describe('the fines of a vehicle', () => {
  it('are asked for exactly as the platform wants it', async () => {
    await fines.list(car, lin);
    const [asked] = bureau.received;
    expect(asked?.path).toBe('/trffweb/services/TmriOutAccess');
    expect(asked?.headers).toMatchObject({ 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' });
    expect(asked?.body.toString()).toBe(sample('request-by-vehicle.xml').toString().trim());
  });

  it('are read from recorded bytes: on time, late, only captured', async () => {
    bureau.behave(says(sample('several-records.xml')));
    const { value, source, stale, asOf } = await fines.list(car, lin);
    expect({ source, stale, asOf }).toEqual({
      source: '公安局交通警察支队',
      stale: false,
      asOf: ports.time.now,
    });
    const seen = value.map(({ number, subjectLabel, amountFen, lateFen, status }) => ({
      number,
      subjectLabel,
      amountFen,
      lateFen,
      status,
    }));
    const subjectLabel = '湘E·3K926 小型汽车';
    expect(seen).toEqual([
      { number: '430522100000011', subjectLabel, amountFen: 10_000, lateFen: 0, status: 'payable' },
      { number: '4305221000000012', subjectLabel, amountFen: 21_800, lateFen: 1_800, status: 'payable' },
      { number: '4305227900000013', subjectLabel, amountFen: 10_000, lateFen: 0, status: 'not_payable' },
    ]);
  });

  it('may be one, or none', async () => {
    bureau.behave(says(sample('one-record.xml')));
    expect((await fines.list(car, lin)).value).toHaveLength(1);
    bureau.behave(says(sample('no-record.xml')));
    expect((await fines.list(car, callOf('wang'))).value).toEqual([]);
  });

  it('survive everything that Java does to a text', async () => {
    bureau.behave(says(sample('java-quirks.xml')));
    const [bill] = (await fines.list(car, lin)).value;
    expect(bill?.facts.find(({ name }) => name === 'place')?.value).toBe(
      'G60 沪昆高速 1234公里+500米 (A*B_C-D.E) 50% & 以下',
    );
    expect(bill?.facts.map(({ name }) => name)).not.toContain('points');
  });

  it.each(['gbk-rare-character.xml', 'gbk-rare-character-java.xml'])(
    'keep their rare characters (%s)',
    async (name) => {
      bureau.behave(says(sample(name)));
      const [bill] = (await fines.list(car, lin)).value;
      expect(bill?.facts.find((fact) => fact.name === 'place')?.value).toBe('堃珺路 7号');
    },
  );

  it('may be withdrawn, paid, or a mere warning', async () => {
    bureau.behave(says(sample('withdrawn-paid-warned.xml')));
    const { value } = await fines.list(car, lin);
    expect(value.map(({ status }) => status)).toEqual(['void', 'paid', 'not_payable']);
  });

  it('leave out a vehicle of the same number from another province', async () => {
    bureau.behave(says(sample('one-record.xml')));
    const other = { ...car, fields: { ...car.fields, plate: '粤E3K926' } };
    expect((await fines.list(other, lin)).value).toEqual([]);
  });

  it('are remembered for half a minute, and not past midnight', async () => {
    ports.time.now = Date.parse('2026-11-20T23:59:50+08:00');
    bureau.behave(says(sample('one-record.xml')));
    await fines.list(car, lin);
    await fines.list(car, lin);
    expect(bureau.received).toHaveLength(1);
    ports.time.now += 15_000;
    await fines.list(car, lin);
    expect(bureau.received).toHaveLength(2);
  });
});

it('the fines of a person are asked for by ID number', async () => {
  bureau.behave(says(sample('several-records.xml')));
  const person = { kind: 'person', fields: { name: '林晓燕', idNumber: '43052219880806000x' } };
  expect((await fines.list(person, lin)).value).toHaveLength(3);
  expect(bureau.received[0]?.body.toString()).toContain('%3Csfzmhm%3E43052219880806000X%3C%2Fsfzmhm%3E');
});

it.each<Subject>([
  { kind: 'boat', fields: {} },
  { kind: 'vehicle', fields: { plate: '湘E3K926' } },
])('a subject that is none ($kind) is our own fault and asks nobody', async (subject) => {
  await expect(fines.list(subject, lin)).rejects.toThrow(/traffic-fines/);
  expect(bureau.received).toHaveLength(0);
});

describe('one decision', () => {
  it('is asked live each time, with the plate masked', async () => {
    bureau.behave(says(sample('one-record.xml')));
    const first = await fines.get('4305221000000012', lin);
    await fines.get('4305221000000012', lin);
    expect(bureau.received).toHaveLength(2);
    expect(first.value).toMatchObject({ amountFen: 21_800, subjectLabel: '湘E***26 小型汽车' });
  });

  it('is not found when the bureau has none, and not even asked for when it is no number', async () => {
    await expect(fines.get('4305221000000012', lin)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(fines.get('<jdsbh>', lin)).rejects.toMatchObject({ kind: 'not_found' });
    expect(bureau.received).toHaveLength(1);
  });

  it.each(['several-records.xml', 'java-quirks.xml', 'payment-done.xml'])(
    'is never taken from an answer about something else (%s)',
    async (name) => {
      bureau.behave(says(sample(name)));
      await expect(fines.get('4305221000000012', lin)).rejects.toMatchObject({ kind: 'bad_reply' });
    },
  );
});

describe('telling the bureau of a payment', () => {
  it('says it exactly as the platform wants it and gives its voucher', async () => {
    bureau.behave(says(sample('payment-done.xml')));
    expect(await fines.settle(settlement, lin)).toEqual({
      key: '01KAM6R8V5W3',
      voucher: 'PZ43052200000012',
      settledAt: paidAt,
    });
    expect(bureau.received[0]?.body.toString()).toBe(sample('request-pay.xml').toString().trim());
  });

  it.each([
    ['closed for the night', sample('payment-closed.xml'), 'unavailable', '2'],
    ['busy', asciiAnswer('write', '3'), 'rate_limited', '3'],
    ['not allowed', asciiAnswer('write', '-1'), 'rejected', '-1'],
    ['paid by another', sample('payment-already-paid.xml'), 'rejected', '11'],
    ['another amount', asciiAnswer('write', '12'), 'rejected', '12'],
    ['withdrawn', asciiAnswer('write', '13'), 'rejected', '13'],
    ['serial used', asciiAnswer('write', '14'), 'rejected', '14'],
    ['a code nobody knows', asciiAnswer('write', '99'), 'bad_reply', '99'],
    ['a code that is no code', asciiAnswer('write', 'LIN 430522198808060009'), 'bad_reply', 'unreadable'],
  ])('%s', async (_name, answer, kind, bureauCode) => {
    bureau.behave(says(answer));
    await expect(fines.settle(settlement, lin)).rejects.toMatchObject({ kind, bureauCode });
    expect(bureau.received).toHaveLength(1);
    expect(ports.entries).toMatchObject([{ system: 'traffic-fines', outcome: kind }]);
  });

  it.each([
    ['another amount', { amountFen: 21_801 }],
    ['another decision', { number: '430522100000011' }],
    ['another serial', { key: '01KAM6R8V5W4' }],
  ])('does not believe a confirmation of %s', async (_name, changes) => {
    bureau.behave(says(sample('payment-done.xml')));
    await expect(fines.settle({ ...settlement, ...changes }, lin)).rejects.toMatchObject({
      kind: 'bad_reply',
    });
  });

  it('is unknown when the answer is lost, and asked about afterwards', async () => {
    bureau.behave(hangsUp);
    await expect(fines.settle(settlement, lin)).rejects.toMatchObject({ kind: 'timeout_unknown' });
    bureau.behave(says(sample('payment-found.xml')));
    expect(await fines.outcome(settlement.key, lin)).toMatchObject({
      state: 'settled',
      receipt: { key: settlement.key },
    });
    bureau.behave(says(sample('no-record.xml')));
    expect(await fines.outcome(settlement.key, lin)).toEqual({ state: 'absent' });
    expect(ports.entries.map(({ outcome }) => outcome)).toEqual(['timeout_unknown', 'ok', 'ok']);
  });

  it('may still be under way', async () => {
    const payment =
      '<payment><lsh>K1</lsh><jdsbh>1</jdsbh><je>1</je><jkbj>0</jkbj><pzbh></pzbh><jksj></jksj></payment>';
    bureau.behave(says(asciiAnswer('query', '1', payment)));
    expect(await fines.outcome('K1', lin)).toEqual({ state: 'pending' });
  });

  it('refuses a key the bureau could not keep', async () => {
    await expect(fines.settle({ ...settlement, key: 'no-dashes' }, lin)).rejects.toThrow(RangeError);
    expect(bureau.received).toHaveLength(0);
  });

  it('forgets what was kept of the resident, so that a paid fine does not linger as payable', async () => {
    bureau.behave(says(sample('one-record.xml')));
    await fines.list(car, lin);
    bureau.behave(says(sample('payment-done.xml')));
    await fines.settle(settlement, lin);
    bureau.behave(says(sample('no-record.xml')));
    expect((await fines.list(car, lin)).value).toEqual([]);
  });
});

describe('head codes of a read', () => {
  it.each([
    [sample('serial-unknown.xml'), 'rejected'],
    [asciiAnswer('query', '2'), 'unavailable'],
    [asciiAnswer('query', '3'), 'rate_limited'],
    // Words of the write interface mean nothing here.
    [asciiAnswer('query', '11'), 'bad_reply'],
    [asciiAnswer('query', ''), 'bad_reply'],
  ])('become kinds (%#)', async (answer, kind) => {
    bureau.behave(says(answer));
    await expect(fines.list(car, lin)).rejects.toMatchObject({ kind });
  });

  it('the last list stands in while the bureau is down', async () => {
    bureau.behave(says(sample('several-records.xml')));
    const before = await fines.list(car, lin);
    ports.time.now += 3_600_000;
    bureau.behave(fails(503));
    expect(await fines.list(car, lin)).toEqual({ ...before, stale: true });
  });
});
