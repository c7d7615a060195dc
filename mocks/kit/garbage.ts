import type { Fault } from './city.ts';
import { chance } from './random.ts';

/** An answer that is not what the protocol promises. */
export interface Garbage {
  type: string;
  body: string | Buffer;
  status?: number;
}

/** What broken machines in front of a bureau really send. */
const general: readonly Garbage[] = [
  {
    type: 'text/html; charset=utf-8',
    body: '<!DOCTYPE html><html><head><title>系统维护</title></head><body><h1>502 Bad Gateway</h1></body></html>',
  },
  // Chinese in GBK under a header that says UTF-8.
  { type: 'application/json; charset=utf-8', body: Buffer.from('7b226d7367223a22cfb5cdb3c3a6227d', 'hex') },
  {
    type: 'text/xml; charset=UTF-8',
    body: '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/en',
  },
  { type: 'application/json', body: '{"code":"0","mess' },
  { type: 'application/octet-stream', body: Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff, 0xfe, 0x00, 0x41]) },
];

/** Which nonsense it is follows from the seed and from how often the fault still strikes. */
export function garbageFor(seed: string, fault: Fault, own: readonly Garbage[] = []): Garbage {
  return chance(seed, 'garbage', fault.id, fault.times ?? 0).pick([...own, ...general]);
}
