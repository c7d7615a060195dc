import { beforeEach, expect, test } from 'vitest';
import { openFaultDial, type SettableDial } from './faults.ts';

let dial: SettableDial;

beforeEach(() => {
  dial = openFaultDial(() => [
    {
      service: 'traffic-fines',
      operations: { pay: ['04W01'], byVehicle: [] },
      kinds: ['slow', 'lost_reply'],
    },
    { service: 'wechat-pay' },
  ]);
});

test('a fault strikes its service and operation only, and as often as it was set', () => {
  dial.add({ service: 'traffic-fines', operation: 'pay', kind: 'slow', times: 2 });
  expect(dial.take('wechat-pay', 'pay')).toBeNull();
  expect(dial.take('traffic-fines', 'byVehicle')).toBeNull();
  expect(dial.take('traffic-fines', 'pay')?.kind).toBe('slow');
  expect(dial.take('traffic-fines', 'pay')?.kind).toBe('slow');
  expect(dial.take('traffic-fines', 'pay')).toBeNull();
});

test('a fault without a count strikes until it is removed', () => {
  const { id } = dial.add({ service: 'traffic-fines', kind: 'slow' });
  for (let i = 0; i < 5; i += 1) expect(dial.take('traffic-fines', 'pay')?.id).toBe(id);
  expect(dial.remove(id)).toBe(true);
  expect(dial.remove(id)).toBe(false);
  expect(dial.take('traffic-fines', 'pay')).toBeNull();
});

test('an operation may be named by any of its names', () => {
  dial.add({ service: 'traffic-fines', operation: '04W01', kind: 'slow' });
  expect(dial.take('traffic-fines', 'pay')?.operation).toBe('pay');
});

test('a caller that cannot play a kind leaves it for one that can', () => {
  dial.add({ service: 'wechat-pay', kind: 'notice_drop', times: 1 });
  expect(dial.take('wechat-pay', 'jsapi', ['slow'])).toBeNull();
  expect(dial.take('wechat-pay', 'notice', ['notice_drop'])?.kind).toBe('notice_drop');
});

test('the first fault set strikes first', () => {
  dial.add({ service: 'traffic-fines', kind: 'lost_reply', times: 1 });
  dial.add({ service: 'traffic-fines', kind: 'slow', times: 1 });
  expect([1, 2].map(() => dial.take('traffic-fines', 'pay')?.kind)).toEqual(['lost_reply', 'slow']);
});

test('what is not on the dial is refused by name', () => {
  expect(() => dial.add({ service: 'gas', kind: 'slow' })).toThrow(/gas.*traffic-fines, wechat-pay/);
  expect(() => dial.add({ service: 'traffic-fines', kind: 'reorder' })).toThrow(/reorder.*slow, lost_reply/);
  expect(() => dial.add({ service: 'traffic-fines', operation: 'zap', kind: 'slow' })).toThrow(
    /zap.*pay, byVehicle/,
  );
  expect(dial.active()).toEqual([]);
});

test('clearing heals everything', () => {
  dial.add({ service: 'traffic-fines', kind: 'slow' });
  dial.add({ service: 'wechat-pay', kind: 'hang' });
  dial.clear();
  expect(dial.active()).toEqual([]);
});
