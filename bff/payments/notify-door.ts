import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import type { Log } from '../platform/logger.ts';
import type { PaymentMetrics } from './metrics.ts';
import type { Received } from './notices.ts';
import type { SignedMessage } from './wechat-pay/verification.ts';

const BODY_CAP = 64 * 1024;
/** Read and thrown away, so that the sender hears our answer instead of a broken connection. */
const DRAIN_CAP = 4 * 1024 * 1024;

/**
 * `POST /payments/wechat/notify/:mchid`, for WeChat Pay. Reads the raw bytes itself; `http/body.ts` leaves them alone.
 * 200 once it is stored; otherwise 4xx or 5xx `{ code: "FAIL", message }`, and WeChat sends it again.
 */
export function notifyDoor(
  receive: (mchid: string, message: SignedMessage) => Promise<Received>,
  counts: PaymentMetrics,
  log: Log,
): Middleware {
  return async (ctx) => {
    const { mchid = '' } = ctx.params as Record<string, string>;
    const answer = await heard(ctx.req, (body) => receive(mchid, { headers: ctx.headers, body })).catch(
      (error: unknown) => {
        log.error({ err: error }, 'notice could not be stored');
        return { status: 500, outcome: 'failed' };
      },
    );
    counts.notice(answer.outcome);
    if (answer.status !== 200) log.warn({ outcome: answer.outcome }, 'notice turned away');
    ctx.status = answer.status;
    if (answer.status === 413) ctx.set('Connection', 'close');
    ctx.body =
      answer.status === 200
        ? { code: 'SUCCESS', message: '成功' }
        : { code: 'FAIL', message: answer.outcome };
  };
}

interface Heard {
  status: number;
  outcome: string;
}

async function heard(request: IncomingMessage, receive: (body: Buffer) => Promise<Heard>): Promise<Heard> {
  const body = await readRaw(request);
  return body ? receive(body) : { status: 413, outcome: 'too_large' };
}

/** Null when there is more than fits. */
async function readRaw(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > DRAIN_CAP) break;
    if (size <= BODY_CAP) chunks.push(chunk);
  }
  return size <= BODY_CAP ? Buffer.concat(chunks) : null;
}
