import { expect, test } from 'vitest';
import { ApiError } from './error';
import { createIntent, newKey } from './intent';

test('keys are 30 letters and digits, and differ', () => {
  const keys = Array.from({ length: 200 }, newKey);
  expect(new Set(keys).size).toBe(200);
  for (const key of keys) expect(key).toMatch(/^[0-9a-z]{30}$/);
});

test('tapping again after silence is the same intent', async () => {
  const intent = createIntent();
  const used: string[] = [];
  const attempt = () =>
    intent(async (key) => {
      used.push(key);
      throw new ApiError('unreachable');
    });
  await attempt().catch(() => undefined);
  await attempt().catch(() => undefined);
  expect(used[1]).toBe(used[0]);
});

test('tapping again after a final refusal is a new one', async () => {
  const intent = createIntent();
  const used: string[] = [];
  const attempt = () =>
    intent(async (key) => {
      used.push(key);
      throw new ApiError('bill_not_payable');
    });
  await attempt().catch(() => undefined);
  await attempt().catch(() => undefined);
  expect(used[1]).not.toBe(used[0]);
});
