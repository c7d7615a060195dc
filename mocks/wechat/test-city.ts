import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resident } from '../kit/city.ts';
import { startCity } from '../kit/start-city.ts';
import { buildWorld } from '../kit/world.ts';
import { wechat } from './index.ts';
import type { Merchant, PlatformKey } from './keys.ts';
import type { wechatState } from './state.ts';
import type { Template } from './template.ts';

/** One set of keys for all test runs: making them takes seconds. */
export const keysFolder = join(import.meta.dirname, '../../.cache/city-keys');

export interface Credentials {
  appid: string;
  secret: string;
  merchants: Omit<Merchant, 'publicKeyPem'>[];
  platform: [PlatformKey, PlatformKey];
  templates: Record<string, Template>;
}

/** Every field that one or the other answer has; a test reads those that its own must have. */
interface Fields {
  prepay_id: string;
  trade_state: string;
  transaction_id: string;
  mchid: string;
  code: string;
  error: { code: string; message: string };
  errcode: number;
  errmsg: string;
  openid: string;
  access_token: string;
  expires_in: number;
  transactionId: string;
  state: string;
  count: number;
  statuses: (number | null)[];
  wechat: ReturnType<typeof wechatState>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: Fields;
}

/** A city with WeChat alone, in this process, over real HTTP. */
export async function openTestCity(dataDir = mkdtempSync(join(tmpdir(), 'wechat-city-'))) {
  const { url, stop } = await startCity({ port: 0, dataDir, profile: 'xinshao' }, [
    (city) => wechat(city, keysFolder),
  ]);
  return { ...(await attachTestCity(url, dataDir)), stop };
}

/** A city that already runs at `url`. */
export async function attachTestCity(url: string, dataDir: string) {
  const ask = (path: string, init: RequestInit = {}) => reply(fetch(url + path, init));
  const control = (path: string, body: unknown, method = 'POST') =>
    ask(`/_city/${path}`, { method, body: JSON.stringify(body) });
  const credentials = JSON.parse((await ask('/_city/credentials')).text) as Credentials;
  const { residents } = buildWorld('xinshao', 'yijitong');
  const now = async () => (JSON.parse((await ask('/_city/clock')).text) as { wechatNow: number }).wechatNow;
  return {
    url,
    dataDir,
    credentials,
    ask,
    control,
    now,
    advance: (advanceMs: number) => control('clock', { advanceMs }),
    resident: (login: string): Resident => present(residents.find((one) => one.login === login)),
    wechat: async () => (await ask('/_city/state')).json.wechat,
  };
}
export type TestCity = Awaited<ReturnType<typeof openTestCity>>;
type AnyCity = Awaited<ReturnType<typeof attachTestCity>>;

export function present<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('expected to be there');
  return value;
}

async function reply(answer: Promise<Response>): Promise<Reply> {
  const { status, headers, ...got } = await answer.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
  const json = JSON.parse(/^[[{]/.test(got.text) ? got.text : '{}') as Fields;
  return { status, headers, text: got.text, json };
}

/** What a test may spoil in a signed call. */
export interface Spoil {
  mchid?: string;
  serialNo?: string;
  nonce?: string;
  /** Seconds beside WeChat's clock. */
  shiftS?: number;
  privateKeyPem?: string;
  /** Sent instead of what was signed. */
  sentBody?: string;
  sentPath?: string;
  signature?: (right: string) => string;
  header?: (right: string) => string | undefined;
  extra?: Record<string, string>;
}

/** A merchant of the tests' own making, with nothing borrowed from the simulator. */
export function merchantClient(city: AnyCity, merchant = present(city.credentials.merchants[0])) {
  const call = async (method: string, path: string, body = '', spoil: Spoil = {}): Promise<Reply> => {
    const timestamp = Math.floor((await city.now()) / 1000) + (spoil.shiftS ?? 0);
    const nonce = spoil.nonce ?? randomBytes(16).toString('hex');
    const key = createPrivateKey(spoil.privateKeyPem ?? merchant.privateKeyPem);
    const message = Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`);
    const right = sign('sha256', message, key).toString('base64');
    const signature = spoil.signature?.(right) ?? right;
    const fields = `mchid="${spoil.mchid ?? merchant.mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${spoil.serialNo ?? merchant.serialNo}"`;
    const full = `WECHATPAY2-SHA256-RSA2048 ${fields}`;
    const authorization = spoil.header ? spoil.header(full) : full;
    return city.ask(spoil.sentPath ?? path, {
      method,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'wechat test',
        ...(authorization === undefined ? {} : { Authorization: authorization }),
        ...spoil.extra,
      },
      ...(method === 'GET' ? {} : { body: spoil.sentBody ?? body }),
    });
  };
  const order = (changes: Record<string, unknown> = {}) => ({
    appid: city.credentials.appid,
    mchid: merchant.mchid,
    description: '交通违法罚款',
    out_trade_no: `T${randomBytes(12).toString('hex').toUpperCase()}`,
    notify_url: 'http://127.0.0.1:9/notify',
    amount: { total: 20_000, currency: 'CNY' },
    payer: { openid: city.resident('lin').openid },
    ...changes,
  });
  return {
    merchant,
    call,
    order,
    place: (body: object) => call('POST', '/v3/pay/transactions/jsapi', JSON.stringify(body)),
    query: (no: string) => call('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${merchant.mchid}`),
    close: (no: string) =>
      call(
        'POST',
        `/v3/pay/transactions/out-trade-no/${no}/close`,
        JSON.stringify({ mchid: merchant.mchid }),
      ),
    /** Places an order and pays it at the cashier; answers the prepay_id. */
    pay: async (body: object): Promise<string> => {
      const placed = await call('POST', '/v3/pay/transactions/jsapi', JSON.stringify(body));
      const prepayId = placed.json.prepay_id;
      await city.control(`wechat/cashier/${prepayId}`, { result: 'paid' });
      return prepayId;
    },
  };
}
export type MerchantClient = ReturnType<typeof merchantClient>;

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A merchant's notify address. `answer` decides the status of each letter; null leaves it unanswered. */
export async function openNotifyAddress(
  answer: (letter: Received, count: number) => number | null = () => 204,
) {
  const letters: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const letter = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
    letters.push(letter);
    const status = answer(letter, letters.length);
    if (status === null) request.socket.destroy();
    else response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    letters,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type NotifyAddress = Awaited<ReturnType<typeof openNotifyAddress>>;

/** Polls until `look` gives something. */
export async function until<T>(
  look: () => Promise<T | false | null | undefined> | T | false | null | undefined,
) {
  for (let turn = 0; turn < 400; turn += 1) {
    const seen = await look();
    if (seen) return seen as T;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come about within ten seconds');
}
