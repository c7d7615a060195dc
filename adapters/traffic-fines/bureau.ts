import { z } from 'zod';
import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import type { Door } from '../kit/door.ts';
import { type Message, readEnvelope, writeEnvelope } from './soap.ts';
import { Head, Violation } from './wire.ts';

const PATH = '/trffweb/services/TmriOutAccess';

/** What a head code means when it is neither done (1) nor absent (0); see README.md. */
const reading: Readonly<Record<string, AdapterErrorKind>> = {
  '2': 'unavailable',
  '3': 'rate_limited',
  '-1': 'rejected',
};
const writing: Readonly<Record<string, AdapterErrorKind>> = {
  ...reading,
  '11': 'rejected',
  '12': 'rejected',
  '13': 'rejected',
  '14': 'rejected',
};

const Document = z.object({ root: z.object({ head: Head, body: z.unknown().optional() }) });
// An empty body element is an empty text to the parser.
const NoBody = z.literal('').optional();
const Records = NoBody.transform(() => ({ violation: [] })).or(
  z.object({ violation: z.array(Violation).default([]) }),
);

/** An answer with code 1 (`body`) or 0 (`body` null). City time before asking and on answering. */
export interface BureauAnswer {
  body: unknown;
  sentAt: number;
  at: number;
}

export type Asking = Pick<Message, 'port' | 'jkid' | 'condition'> & { operation: string };

/** Speaks the platform's protocol: one message out, one document in, its head code understood. */
export class Bureau {
  readonly #service: string;
  readonly #url: string;
  readonly #serial: string;

  constructor(service: string, url: string, serial: string) {
    this.#service = service;
    this.#url = `${url}${PATH}`;
    this.#serial = serial;
  }

  /** Throws AdapterError by the head code; anything else it throws is an answer that cannot be understood. */
  async ask(door: Door, { operation, ...message }: Asking): Promise<BureauAnswer> {
    const reply = await door.send({
      method: 'POST',
      url: this.#url,
      headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' },
      body: writeEnvelope({ ...message, serial: this.#serial }),
    });
    const { head, body } = Document.parse(readEnvelope(message.port, reply.body)).root;
    if (head.code === '1') return { body, sentAt: reply.sentAt, at: reply.at };
    if (head.code === '0') return { body: null, sentAt: reply.sentAt, at: reply.at };
    const kind = (message.port === 'write' ? writing : reading)[head.code] ?? 'bad_reply';
    const bureauCode = /^-?\d{1,4}$/.test(head.code) ? head.code : 'unreadable';
    throw new AdapterError(kind, { service: this.#service, operation, bureauCode });
  }
}

/** The records of a body; none when the bureau has no such record. */
export function violationsOf(answer: BureauAnswer): Violation[] {
  return answer.body === null ? [] : Records.parse(answer.body).violation;
}
