import type { IncomingMessage } from 'node:http';

const NEAR = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/;

/**
 * Who sent the request, for limits per address. A neighbour in our own network is a proxy, whose last word on the sender is
 * believed; anybody else is who he is, whatever he claims.
 */
export function clientAddress(req: IncomingMessage): string {
  const peer = req.socket.remoteAddress ?? 'unknown';
  const claimed = req.headers['x-forwarded-for'];
  if (!NEAR.test(peer) || typeof claimed !== 'string') return peer;
  const last = claimed.split(',').at(-1)?.trim() ?? '';
  return /^[0-9A-Fa-f.:]{3,45}$/.test(last) ? last : peer;
}
