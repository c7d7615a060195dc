import { describe, expect, it } from 'vitest';
import { billOf, type Seen } from './bill.ts';
import { Violation } from './wire.ts';

const at = Date.parse('2026-11-20T10:00:00+08:00');
const seen: Seen = { sentAt: at, at: at + 40, plate: 'whole' };
const record: Record<string, string> = {
  wfbh: '4305227900000012',
  jdsbh: '4305221000000012',
  hpzl: '02',
  hphm: 'E3K926',
  sf: '湘',
  wfsj: '2026-10-28 17:05:41.0',
  wfdz: '酿溪镇大坪路与资江路路口',
  wfxw: '1625',
  wfxwmc: '驾驶机动车违反道路交通信号灯通行的',
  wfjfs: '6',
  fkje: '200.00',
  znj: '18.0',
  cfzl: '2',
  clbj: '1',
  jkbj: '0',
  sdrq: '2026-11-02',
  jkqx: '2026-11-17',
  fxjgmc: '新邵县公安局交通警察大队',
  zxbj: '0',
  gxsj: '2026-11-02 09:00:00.0',
};
const bill = (changes: Record<string, string> = {}, when: Partial<Seen> = {}) =>
  billOf(Violation.parse({ ...record, ...changes }), { ...seen, ...when });

describe('a decision', () => {
  it('is payable, with what the bureau says is due', () => {
    expect(bill()).toMatchObject({
      number: '4305221000000012',
      title: '驾驶机动车违反道路交通信号灯通行的',
      payeeName: '新邵县公安局交通警察大队',
      principalFen: 20_000,
      lateFen: 1_800,
      amountFen: 21_800,
      status: 'payable',
      dueAt: Date.parse('2026-11-17T23:59:59.999+08:00'),
      lateFenPerDay: 600,
      validUntil: Date.parse('2026-11-21T00:00:00+08:00'),
    });
    expect(bill()).not.toHaveProperty('reason');
  });

  it.each([
    ['200', 20_000],
    ['200.0', 20_000],
    ['200.5', 20_050],
    ['0.01', 1],
  ])('costs what %s yuan are in fen', (fkje, fen) => {
    expect(bill({ fkje, znj: '' })).toMatchObject({ principalFen: fen, lateFen: 0, amountFen: fen });
  });

  it.each(['', '-200', '2e2', '200.001', '２００', '1,200', 'NaN', '200元'])(
    'with the amount %j is no bill',
    (fkje) => {
      expect(() => bill({ fkje })).toThrow('not an amount');
    },
  );

  it('does not grow per day while it is on time, nor once the charge has reached the fine', () => {
    expect(bill({ jkqx: '2026-11-20', znj: '0' })).not.toHaveProperty('lateFenPerDay');
    expect(bill({ znj: '200' })).not.toHaveProperty('lateFenPerDay');
  });

  it('is promised only until the midnight after the question, not after the answer', () => {
    const midnight = Date.parse('2026-11-21T00:00:00+08:00');
    expect(bill({}, { sentAt: midnight - 5, at: midnight + 5 }).validUntil).toBe(midnight);
  });

  it.each([
    [{ jkbj: '1' }, 'paid', undefined],
    [{ jkbj: '1', zxbj: '1' }, 'paid', undefined],
    [{ zxbj: '1' }, 'void', /撤销.*窗口|撤销.*退款/],
    [{ jkbj: '9', cfzl: '1', fkje: '0' }, 'not_payable', /没有要缴的罚款/],
    [{ fkje: '0', znj: '0' }, 'not_payable', /没有要缴的罚款/],
  ])('that is %j is %s', (changes, status, reason) => {
    const { status: actual, reason: said } = bill(changes);
    expect(actual).toBe(status);
    if (reason) expect(said).toMatch(reason);
    else expect(said).toBeUndefined();
  });

  it.each(['', '12345', '43052210000000123', '430522100000001A'])('numbered %j is no decision', (jdsbh) => {
    expect(() => bill({ jdsbh })).toThrow('without a decision number');
  });
});

describe('a captured violation', () => {
  const captured = { clbj: '0', jdsbh: '', znj: '', sdrq: '', jkqx: '', cfzl: '', wfjfs: '' };

  it('goes by its violation number and says what to do first', () => {
    const { number, status, reason, dueAt } = bill(captured);
    expect({ number, status, dueAt }).toEqual({
      number: '4305227900000012',
      status: 'not_payable',
      dueAt: undefined,
    });
    expect(reason).toContain('请先在“交管12123”或交警大队窗口确认违法');
  });
});

describe('the vehicle', () => {
  it('is shown whole to those who named it, masked to those who know a decision number', () => {
    expect(bill().subjectLabel).toBe('湘E·3K926 小型汽车');
    expect(bill({}, { plate: 'masked' }).subjectLabel).toBe('湘E***26 小型汽车');
    expect(bill({ hpzl: '52', hphm: 'ED12345' }).subjectLabel).toBe('湘E·D12345 小型新能源汽车');
    expect(bill({ hpzl: '15', hphm: 'E1234挂' }).subjectLabel).toBe('湘E·1234挂 挂车');
    expect(bill({ hpzl: '99' }).subjectLabel).toBe('湘E·3K926 机动车');
  });

  it.each<Record<string, string>>([
    { sf: '娼' },
    { sf: '' },
    { sf: '湘E' },
    { hphm: '' },
    { hphm: 'E3K926 小型汽车' },
  ])('of %j shows that the answer was misread', (changes) => {
    expect(() => bill(changes)).toThrow('not a number plate');
  });
});

it('gives every fact with its source and when it was true, and none that is empty', () => {
  const { facts } = bill({ wfjfs: '' });
  expect(facts.map(({ label, value }) => `${label} ${value}`)).toEqual([
    '违法时间 2026-10-28 17:05',
    '违法地点 酿溪镇大坪路与资江路路口',
    '违法行为 驾驶机动车违反道路交通信号灯通行的',
    '违法代码 1625',
    '决定机关 新邵县公安局交通警察大队',
    '决定书编号 4305221000000012',
    '决定书送达日期 2026-11-02',
    '不加收滞纳金的最后一天 2026-11-17',
  ]);
  expect(new Set(facts.map(({ source, asOf }) => `${source} ${asOf}`))).toEqual(
    new Set([`公安局交通警察支队 ${at + 40}`]),
  );
});
