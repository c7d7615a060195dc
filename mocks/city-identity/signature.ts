import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a caller puts into its headers. */
export interface Signed {
  appId: string;
  timestamp: string;
  nonce: string;
  signature: string;
}

/**
 * Is this body signed by the holder of the secret?
 * The timestamp is signed but not compared with a clock: this city's clock can be turned under a caller's feet.
 */
export function signatureHolds(signed: Signed, body: Buffer, secret: string): boolean {
  if (!/^\d{13}$/.test(signed.timestamp) || !/^[0-9A-Za-z]{16,32}$/.test(signed.nonce)) return false;
  if (!/^[0-9a-f]{64}$/.test(signed.signature)) return false;
  const digest = createHash('sha256').update(body).digest('hex');
  const expected = createHmac('sha256', secret)
    .update([signed.appId, signed.timestamp, signed.nonce, digest].join('\n'))
    .digest();
  return timingSafeEqual(expected, Buffer.from(signed.signature, 'hex'));
}

const REMEMBERED = 10_000;

/** True when a nonce is new; the last ten thousand are remembered. */
export function nonceBook(): (nonce: string) => boolean {
  const seen = new Set<string>();
  return (nonce) => {
    if (seen.has(nonce)) return false;
    seen.add(nonce);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
