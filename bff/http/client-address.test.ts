import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  clientAddress({
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

test.each([
  ['a stranger is who he is, whatever he claims', '203.0.113.9', '198.51.100.7', '203.0.113.9'],
  ['our proxy is believed', '10.0.0.2', '198.51.100.7', '198.51.100.7'],
  [
    'its last word, not what the client put before',
    '::ffff:127.0.0.1',
    '1.1.1.1, 198.51.100.7',
    '198.51.100.7',
  ],
  ['IPv6', '::1', '2001:db8::7', '2001:db8::7'],
  ['nonsense is not', '127.0.0.1', 'somewhere else', '127.0.0.1'],
  ['no proxy at all', '127.0.0.1', undefined, '127.0.0.1'],
])('%s', (_, peer, forwarded, expected) => {
  expect(from(peer, forwarded)).toBe(expected);
});
