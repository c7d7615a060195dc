import { randomBytes } from 'node:crypto';
import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import { formatCityTime } from '../kit/city-time.ts';
import type { Door } from '../kit/door.ts';
import { parseJson } from '../kit/json.ts';
import { manifest } from './manifest.ts';
import { sign } from './signature.ts';
import { Envelope, services } from './wire.ts';

const PATH = '/wsp/gateway.do';
const DONE = '0000';

const reading: Readonly<Record<string, AdapterErrorKind>> = {
  '9002': 'rejected',
  '9003': 'rate_limited',
};
const paying: Readonly<Record<string, AdapterErrorKind>> = {
  ...reading,
  // For a payment "no such bill" is a final word: the money must go back.
  '1002': 'rejected',
  '2001': 'rejected',
  '2002': 'rejected',
  '2003': 'rejected',
  '9001': 'unavailable',
};

/** What is asked. `absent` is the code by which this operation says that there is no such thing. */
export interface Asking {
  operation: string;
  service: string;
  fields: Readonly<Record<string, string>>;
  absent?: string;
}

/** `data` is null when the company has no such thing. City time before asking and on answering. */
export interface GatewayAnswer {
  data: unknown;
  sentAt: number;
  at: number;
}

/** Speaks the gateway's protocol: one signed form out, one signed answer in, its code understood. */
export class Gateway {
  readonly #url: string;
  readonly #channel: string;
  readonly #key: string;

  constructor(url: string, channel: string, key: string) {
    this.#url = `${url}${PATH}`;
    this.#channel = channel;
    this.#key = key;
  }

  /** Throws AdapterError by the answer's code; anything else it throws is an answer that cannot be understood. */
  async ask(door: Door, { operation, service, fields, absent }: Asking, now: number): Promise<GatewayAnswer> {
    const reply = await door.send({
      method: 'POST',
      url: this.#url,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: this.#form(service, fields, now),
    });
    const { sign: signature, ...signed } = Envelope.parse(parseJson(reply.body));
    if (signature !== sign(signed, this.#key)) throw new Error('the answer is not signed by the company');
    const { code, data } = signed;
    const moments = { sentAt: reply.sentAt, at: reply.at };
    if (code === DONE) return { ...moments, data: parseJson(Buffer.from(data)) };
    if (code === absent) return { ...moments, data: null };
    throw refusal(operation, (service === services.pay ? paying : reading)[code] ?? 'bad_reply', code);
  }

  #form(service: string, fields: Readonly<Record<string, string>>, now: number): string {
    const parameters: Record<string, string> = {
      service,
      channel_no: this.#channel,
      timestamp: formatCityTime(now).replace(/\D/g, ''),
      nonce_str: randomBytes(16).toString('hex'),
      ...fields,
    };
    return new URLSearchParams({ ...parameters, sign: sign(parameters, this.#key) }).toString();
  }
}

/** The company's refusal, with its own code for operators. */
function refusal(operation: string, kind: AdapterErrorKind, code: string): AdapterError {
  const bureauCode = /^\d{4}$/.test(code) ? code : 'unreadable';
  return new AdapterError(kind, { service: manifest.id, operation, bureauCode });
}
