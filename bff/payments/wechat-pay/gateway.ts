import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { createClient, type JsapiOrder, type MerchantClient } from './client.ts';
import type { Merchants } from './merchants.ts';
import { normalCode, type Outcome } from './outcome.ts';
import { payAgent, type Reply } from './transport.ts';
import { Prepaid, Refusal, Transaction } from './wire.ts';

/** What `wx.requestPayment` is called with. */
export interface PhoneParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** The identical request is sent again whenever its order is resumed, so it is kept as it stands. */
export type PrepayRequest = JsapiOrder & { out_trade_no: string };

/** WeChat Pay as this house sees it. No method throws for what the other side does. */
export interface PayGateway {
  readonly appid: string;
  prepay(mchid: string, request: PrepayRequest, deadlineMs?: number): Promise<Outcome<{ prepayId: string }>>;
  query(mchid: string, outTradeNo: string, deadlineMs?: number): Promise<Outcome<Transaction>>;
  close(mchid: string, outTradeNo: string, deadlineMs?: number): Promise<Outcome<null>>;
  /** Fresh timeStamp and nonce on every tap. `nowMs` epoch milliseconds. */
  signForPhone(mchid: string, prepayId: string, nowMs: number): PhoneParams;
  stop(): Promise<void>;
}

export type Operation = 'prepay' | 'query' | 'close';

/** Told after every call, for metrics and the log. */
export interface Call {
  operation: Operation;
  mchid: string;
  outTradeNo: string;
  /** `done`, `refused`, or the doubt. */
  outcome: string;
  /** WeChat Pay's error code and request id, which its support asks for. */
  code?: string | undefined;
  requestId?: string | undefined;
  ms: number;
  /** WeChat Pay's clock minus ours, when it told its time. */
  skewMs?: number | undefined;
}

export interface GatewayOptions {
  /** Origin, without path. */
  baseUrl: string;
  appid: string;
  merchants: Merchants;
  now(): number;
  observe(call: Call): void;
}

const DEADLINE_MS = 6_000;
const OUT_TRADE_NO = /^[0-9A-Z]{6,32}$/;

export function createGateway(options: GatewayOptions): PayGateway {
  const agent = payAgent();
  const wire = { origin: new URL(options.baseUrl).origin, agent, now: options.now };
  const clients = new Map<string, MerchantClient>();
  for (const merchant of options.merchants.values())
    clients.set(merchant.mchid, createClient(options.appid, merchant, wire));

  const clientOf = (mchid: string): MerchantClient => {
    const client = clients.get(mchid);
    if (!client) throw new Error(`no merchant folder for mchid ${mchid}`);
    return client;
  };
  const call = async <T>(
    operation: Operation,
    mchid: string,
    outTradeNo: string,
    send: (client: MerchantClient) => Promise<Reply>,
    read: (body: Buffer) => T,
  ): Promise<Outcome<T>> => {
    // The library puts it into the path as it is.
    if (!OUT_TRADE_NO.test(outTradeNo)) throw new Error('out_trade_no has a character it must not have');
    const began = performance.now();
    const reply = await send(clientOf(mchid));
    const outcome = interpret(reply, read);
    options.observe({
      ...summary(reply, outcome),
      operation,
      mchid,
      outTradeNo,
      ms: performance.now() - began,
    });
    return outcome;
  };

  return {
    appid: options.appid,
    prepay: (mchid, request, deadlineMs = DEADLINE_MS) =>
      call(
        'prepay',
        mchid,
        request.out_trade_no,
        (client) => client.prepay(request, deadlineMs),
        (body) => ({
          prepayId: parse(Prepaid, body).prepay_id,
        }),
      ),
    query: (mchid, outTradeNo, deadlineMs = DEADLINE_MS) =>
      call(
        'query',
        mchid,
        outTradeNo,
        (client) => client.query(outTradeNo, deadlineMs),
        (body) => parse(Transaction, body),
      ),
    close: (mchid, outTradeNo, deadlineMs = DEADLINE_MS) =>
      call(
        'close',
        mchid,
        outTradeNo,
        (client) => client.close(outTradeNo, deadlineMs),
        () => null,
      ),
    signForPhone: (mchid, prepayId, nowMs) => phoneParams(options.appid, clientOf(mchid), prepayId, nowMs),
    // Called last: what still waits becomes `unknown` and is asked again after the restart.
    stop: () => agent.destroy(),
  };
}

function phoneParams(appid: string, client: MerchantClient, prepayId: string, nowMs: number): PhoneParams {
  const timeStamp = String(Math.floor(nowMs / 1000));
  const nonceStr = randomBytes(16).toString('hex');
  const packaged = `prepay_id=${prepayId}`;
  const paySign = client.sign(`${appid}\n${timeStamp}\n${nonceStr}\n${packaged}\n`);
  return { timeStamp, nonceStr, package: packaged, signType: 'RSA', paySign };
}

const parse = <T>(schema: z.ZodType<T>, body: Buffer): T => schema.parse(JSON.parse(body.toString('utf8')));

function interpret<T>(reply: Reply, read: (body: Buffer) => T): Outcome<T> {
  const { requestId } = reply;
  if (reply.kind === 'lost') return { kind: 'unknown', doubt: reply.doubt, requestId };
  if (reply.kind === 'unsigned') return interpretError(reply.status, reply.body, requestId);
  try {
    return { kind: 'done', value: read(reply.body) };
  } catch {
    // Signed, but not what is documented: it may have happened.
    return { kind: 'unknown', doubt: 'unreadable', requestId };
  }
}

function interpretError(status: number, body: Buffer, requestId: string | undefined): Outcome<never> {
  const code = codeIn(body);
  const told = code === null ? {} : { code };
  if (status === 429 || code === 'FREQUENCYLIMITED' || code === 'RATELIMITEXCEEDED')
    return { kind: 'unknown', doubt: 'rate_limited', requestId, ...told };
  if (status < 400 || status >= 500 || code === null)
    return { kind: 'unknown', doubt: 'trouble', requestId, ...told };
  return { kind: 'refused', code, requestId };
}

function codeIn(body: Buffer): string | null {
  try {
    return normalCode(parse(Refusal, body).code);
  } catch {
    return null;
  }
}

function summary(reply: Reply, outcome: Outcome<unknown>) {
  const code = outcome.kind === 'done' ? undefined : outcome.code;
  return {
    outcome: outcome.kind === 'unknown' ? outcome.doubt : outcome.kind,
    code,
    requestId: reply.requestId,
    skewMs: reply.kind === 'unsigned' ? undefined : reply.skewMs,
  };
}
