import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without any variable the defaults hold', () => {
  const settings = readSettings({ PATH: '/bin' });
  expect(settings).toMatchObject({ port: 8081, profile: 'xinshao' });
  expect(isAbsolute(settings.dataDir)).toBe(true);
});

test('what is set is taken', () => {
  expect(readSettings({ CITY_PORT: '0', CITY: 'taizhou', CITY_DATA: '/var/city' })).toMatchObject({
    port: 0,
    profile: 'taizhou',
    dataDir: '/var/city',
  });
});

test.each([
  ['CITY_PORT', { CITY_PORT: '80a' }],
  ['CITY_PORT', { CITY_PORT: '70000' }],
  ['CITY_PORT', { CITY_PORT: '' }],
  ['CITY_DATA', { CITY_DATA: ' ' }],
  ['CITY', { CITY: 'paris' }],
  ['CITY', { CITY: 'toString' }],
  ['CITY_PROT', { CITY_PROT: '8081' }],
])('%s is named when it is wrong: %j', (name, env) => {
  expect(() => readSettings(env)).toThrow(new RegExp(`^${name}: `));
});

test('a variable that the backend reads is no slip', () => {
  expect(() => readSettings({ CITY_CLOCK_URL: 'http://127.0.0.1:8081/_city/clock' })).not.toThrow();
});
