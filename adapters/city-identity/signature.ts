import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Headers that prove who asks and that the body was not changed (README.md). `at` is city time in epoch ms. */
export function signedHeaders(
  app: { appId: string; secret: string },
  body: Uint8Array,
  at: number,
  nonce: string = randomBytes(16).toString('hex'),
): Record<string, string> {
  const timestamp = String(at);
  const digest = createHash('sha256').update(body).digest('hex');
  return {
    'X-App-Id': app.appId,
    'X-Timestamp': timestamp,
    'X-Nonce': nonce,
    'X-Signature': createHmac('sha256', app.secret)
      .update(`${app.appId}\n${timestamp}\n${nonce}\n${digest}`)
      .digest('hex'),
  };
}
