import type { Call, Reading } from '../../contract/call.ts';
import type { Question } from '../attempts.ts';
import { HttpClient } from '../http.ts';
import { Readings } from '../readings.ts';
import { Runtime } from '../runtime.ts';
import { type BureauServer, bureauServer, says } from './bureau-server.ts';
import { type TestPorts, testPorts } from './ports.ts';

/** A bureau that answers a number, and the three ways to ask it. */
export interface Asking {
  bureau: BureauServer;
  ports: TestPorts;
  runtime: Runtime;
  question: Question<number>;
  /** Kept for 30 s, stands in for 10 min. */
  read(call: Call, subject?: string, freshUntil?: () => number): Promise<Reading<number>>;
  live(call: Call): Promise<Reading<number>>;
  write(call: Call): Promise<number>;
  close(): Promise<void>;
}

const counterpart = {
  id: 'water',
  department: '自来水公司',
  limits: { concurrent: 4, queued: 4 },
  resources: { balance: { freshMs: 30_000, staleMs: 600_000, owner: '自来水公司' } },
};

export async function asking(): Promise<Asking> {
  const bureau = await bureauServer(says('1'));
  const http = new HttpClient();
  const ports = testPorts();
  const runtime = new Runtime(counterpart, ports, http, new Readings());
  const question: Question<number> = {
    operation: 'balance',
    fields: ['余额'],
    ask: async (door) => {
      const reply = await door.send({ method: 'POST', url: bureau.url, headers: {}, body: 'how much?' });
      return JSON.parse(reply.body.toString('utf8')) as number;
    },
  };
  return {
    bureau,
    ports,
    runtime,
    question,
    read: (call, subject = 'account 1', freshUntil) =>
      runtime.read(
        { ...question, resource: 'balance', subject, ...(freshUntil ? { freshUntil } : {}) },
        call,
      ),
    live: (call) => runtime.live(question, call),
    write: (call) => runtime.write({ ...question, operation: 'pay' }, call),
    close: async () => {
      await http.close();
      await bureau.close();
    },
  };
}
