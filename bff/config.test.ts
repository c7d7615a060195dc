import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const services = ['traffic-fines', 'city-identity', 'sms-gateway'];
const folder = mkdtempSync(join(tmpdir(), 'config-'));
const file = join(folder, 'some-file');
writeFileSync(file, '{}');

/** A city's hand-over as a folder, for CITY_DATA. */
function city(handed: Record<string, string> = {}): string {
  const data = mkdtempSync(join(tmpdir(), 'city-'));
  mkdirSync(join(data, 'handover'));
  const env = {
    WECHAT_BASE_URL: 'http://127.0.0.1:8081',
    WECHAT_APPID: 'wx0123456789abcdef',
    WECHAT_SECRET_FILE: file,
    WECHAT_TEMPLATES_FILE: file,
    WECHAT_PAY_BASE_URL: 'http://127.0.0.1:8081',
    WECHAT_PAY_MERCHANTS_DIR: folder,
    CITY_CLOCK_URL: 'http://127.0.0.1:8081/_city/clock',
    BUREAU_TRAFFIC_FINES_URL: 'http://127.0.0.1:8081',
    BUREAU_TRAFFIC_FINES_SERIAL: '7A1F',
    ...handed,
  };
  writeFileSync(join(data, 'handover', 'bff.env.json'), JSON.stringify(env));
  return data;
}

const production = {
  NODE_ENV: 'production',
  WECHAT_BASE_URL: 'https://api.weixin.qq.com',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET_FILE: file,
  WECHAT_TEMPLATES_FILE: file,
  WECHAT_PAY_BASE_URL: 'https://api.mch.weixin.qq.com',
  WECHAT_PAY_MERCHANTS_DIR: folder,
  DATABASE_URL: 'mysql://yijitong@db.internal:3306/yijitong',
  REDIS_URL: 'redis://cache.internal:6379',
  DATA_KEY_FILE: file,
  PUBLIC_URL: 'https://yijitong.example.gov.cn/',
  BUREAU_TRAFFIC_FINES_URL: 'http://10.2.3.4:9080',
};

test('in a simulated city everything has a default, from its hand-over', () => {
  const config = readConfig({ CITY_DATA: city() }, services);
  expect(config).toMatchObject({
    production: false,
    port: 8080,
    opsPort: 8082,
    city: 'xinshao',
    databaseUrl: 'sqlite:.data/bff.sqlite',
    redisUrl: undefined,
    clockUrl: 'http://127.0.0.1:8081/_city/clock',
    bureaus: { 'traffic-fines': { URL: 'http://127.0.0.1:8081', SERIAL: '7A1F' }, 'sms-gateway': {} },
  });
});

test('who sets a variable means it: it stands above the hand-over; an empty one counts as not set', () => {
  const env = {
    CITY_DATA: city(),
    WECHAT_PAY_BASE_URL: 'http://127.0.0.1:9999/',
    PORT: '0',
    REDIS_URL: '',
    WECHAT_APPID: '',
  };
  const config = readConfig(env, services);
  expect(config.wechat).toMatchObject({ payBaseUrl: 'http://127.0.0.1:9999', appid: 'wx0123456789abcdef' });
  expect(config.port).toBe(0);
  expect(config.redisUrl).toBeUndefined();
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['OPS_PORT', '80.5'],
  ['CITY', 'atlantis'],
  ['LOG_LEVEL', 'loud'],
  ['NODE_ENV', 'prod'],
  ['DATABASE_URL', 'postgres://localhost/x'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['REDIS_URL', 'localhost:6379'],
  ['PUBLIC_URL', 'yijitong.example'],
  ['CITY_CLOCK_URL', 'noon'],
  ['WECHAT_BASE_URL', 'ftp://x'],
  ['WECHAT_APPID', 'my app'],
  ['WECHAT_SECRET_FILE', '/no/such/file'],
  ['WECHAT_PAY_MERCHANTS_DIR', '/no/such/folder'],
  ['BUREAU_TRAFFIC_FINES_URL', 'traffic police'],
  ['BUREAU_WATER_URL', 'http://127.0.0.1:1'],
  ['WECHAT_APPIDD', 'wx0123456789abcdef'],
  ['DATABASE_PASSWORD', 'secret'],
  ['REDIS_HOST', 'localhost'],
  ['CITY_COLOUR', 'red'],
  ['OPS_PROT', '8082'],
  ['PUBLIC_ADDRESS', 'https://x.example'],
  ['DATA_KEY_FIEL', '/x'],
])('%s=%s stops the start and is named', (name, value) => {
  expect(() => readConfig({ CITY_DATA: city(), [name]: value }, services)).toThrow(new RegExp(`^${name} `));
});

test('a bad hand-over and a missing one are told with what to do', () => {
  expect(() => readConfig({ CITY_DATA: city({ PORT: 'x' }) }, services)).toThrow(/^PORT /);
  expect(() => readConfig({ CITY_DATA: folder }, services)).toThrow(/^WECHAT_BASE_URL .*npm run city/);
  const broken = city();
  writeFileSync(join(broken, 'handover', 'bff.env.json'), '[');
  expect(() => readConfig({ CITY_DATA: broken }, services)).toThrow(/^CITY_DATA /);
});

test('other programs’ variables are theirs', () => {
  const env = { CITY_DATA: city(), CITY_PORT: '8081', PATH: '/bin', PORTER: 'x', HOME: '/' };
  expect(readConfig(env, services).port).toBe(8080);
});

test('production starts with real settings, and reads no hand-over', () => {
  const config = readConfig({ ...production, CITY_DATA: city() }, services);
  expect(config).toMatchObject({
    production: true,
    clockUrl: undefined,
    publicUrl: 'https://yijitong.example.gov.cn',
  });
  expect(config.dataKeys.generate).toBe(false);
});

test.each(Object.keys(production).filter((name) => !['NODE_ENV', 'BUREAU_TRAFFIC_FINES_URL'].includes(name)))(
  'production needs %s',
  (name) => {
    expect(() => readConfig({ ...production, [name]: undefined }, services)).toThrow(
      new RegExp(`^${name} is required in production`),
    );
  },
);

test.each([
  ['CITY_CLOCK_URL', 'https://clock.example/now'],
  ['WECHAT_BASE_URL', 'https://127.0.0.1:8081'],
  ['WECHAT_PAY_BASE_URL', 'https://localhost'],
  ['WECHAT_PAY_BASE_URL', 'https://[::1]:8081'],
  ['WECHAT_BASE_URL', 'http://api.weixin.qq.com'],
  ['PUBLIC_URL', 'http://yijitong.example.gov.cn'],
  ['BUREAU_TRAFFIC_FINES_URL', 'http://127.9.9.9:8081'],
  ['BUREAU_TRAFFIC_FINES_URL', 'http://city.localhost:8081'],
])('production refuses %s=%s', (name, value) => {
  expect(() => readConfig({ ...production, [name]: value }, services)).toThrow(new RegExp(`^${name} `));
});
