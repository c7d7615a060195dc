import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { type Adapters, createAdapters, type ServiceFactory } from './index.ts';
import { type BureauServer, bureauServer, says } from './kit/testing/bureau-server.ts';
import { callOf, type TestPorts, testPorts } from './kit/testing/ports.ts';
import { registry } from './registry.ts';

const nowhere = 'http://127.0.0.1:1';
/** Whatever is registered gets every setting that any bureau asks for. */
const registered = Object.fromEntries(
  registry.map(({ manifest }) => [manifest.id, { URL: nowhere, SERIAL: '7A1F', CHANNEL: 'YJT01', KEY: 'k' }]),
);
const settings = {
  ...registered,
  'city-identity': { URL: nowhere, APP_ID: 'yjt', SECRET: 's' },
  'sms-gateway': { URL: nowhere, TOKEN: 't' },
};
let adapters: Adapters | undefined;
let bureau: BureauServer | undefined;
afterEach(async () => {
  await adapters?.close();
  await bureau?.close();
});

it('connects what is registered, by id', () => {
  adapters = createAdapters({ settings }, testPorts());
  expect(adapters.services.map(({ manifest }) => manifest.id)).toEqual(
    registry.map(({ manifest }) => manifest.id),
  );
  expect(adapters.service('traffic-fines')?.bills?.codeHint).toContain('决定书编号');
  expect(adapters.service('gas')).toBeUndefined();
});

it.each([
  ['BUREAU_TRAFFIC_FINES_URL', {}],
  ['BUREAU_TRAFFIC_FINES_SERIAL', { ...settings, 'traffic-fines': { URL: nowhere } }],
  ['BUREAU_CITY_IDENTITY_SECRET', { ...settings, 'city-identity': { URL: nowhere, APP_ID: 'a' } }],
  ['BUREAU_SMS_GATEWAY_URL', { ...settings, 'sms-gateway': {} }],
])('names the missing %s', (variable, incomplete) => {
  expect(() => createAdapters({ settings: incomplete }, testPorts())).toThrow(variable);
});

it('needs no settings of a service that is off', () => {
  const { 'city-identity': identity, 'sms-gateway': sms } = settings;
  adapters = createAdapters(
    { settings: { 'city-identity': identity, 'sms-gateway': sms }, enabled: [] },
    testPorts(),
  );
  expect(adapters.services).toEqual([]);
});

const [known] = registry;
if (!known) throw new Error('nothing is registered');

/** A service nobody has written: one folder's worth, added at run time. */
const gas: ServiceFactory = {
  manifest: {
    ...known.manifest,
    id: 'gas',
    title: '燃气费',
    resources: { bills: { freshMs: 60_000, staleMs: 60_000, owner: '燃气公司' } },
  },
  connect({ URL = '' }, runtime) {
    const ask = async (door: Parameters<Parameters<typeof runtime.live>[0]['ask']>[0]) => {
      await door.send({ method: 'GET', url: URL, headers: {} });
      return [];
    };
    const question = { operation: 'list', fields: ['账单'], resource: 'bills', subject: 'one', ask };
    const refuse = () => Promise.reject(new Error('gas is only looked at'));
    return {
      manifest: this.manifest,
      bills: {
        list: (_subject, call) => runtime.read(question, call),
        get: refuse,
        recognise: () => null,
        codeHint: '户号',
        settle: refuse,
        outcome: refuse,
      },
    };
  },
};

async function withGas(ports: TestPorts) {
  bureau = await bureauServer(says('[]'));
  adapters = createAdapters({ settings: { ...settings, gas: { URL: bureau.url } }, extra: [gas] }, ports);
  const bills = adapters.service('gas')?.bills;
  if (!bills) throw new Error('gas was not connected');
  return bills;
}

it('takes a service added at run time, which cannot go out unrecorded', async () => {
  const ports = testPorts();
  const bills = await withGas(ports);
  await bills.list({ kind: 'account', fields: {} }, callOf('lin'));
  expect(ports.entries).toMatchObject([{ citizenId: 'lin', system: 'gas', outcome: 'ok' }]);
  expect(ports.calls).toMatchObject([{ service: 'gas', operation: 'list', from: 'bureau' }]);
});

it('forgets one resident, of one service or of all', async () => {
  const bills = await withGas(testPorts());
  const list = (citizenId: string) => bills.list({ kind: 'account', fields: {} }, callOf(citizenId));
  await list('lin');
  await list('wang');
  adapters?.forget('lin', 'traffic-fines');
  await list('lin');
  expect(bureau?.received).toHaveLength(2);
  adapters?.forget('lin');
  await list('lin');
  await list('wang');
  expect(bureau?.received).toHaveLength(3);
});

it('only kit/http.ts and its reply collector know the HTTP client; nothing here fetches by itself', () => {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testing'),
  );
  const goingOut = sources.filter((name) =>
    /from '(undici|node:(http|https|http2|net|tls|dgram))'|\bfetch\(/.test(
      readFileSync(new URL(name, folder), 'utf8'),
    ),
  );
  expect(goingOut.sort()).toEqual(['kit/http-reply.ts', 'kit/http.ts']);
});
