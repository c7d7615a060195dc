import { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { Log } from '../logger.ts';
import type { ServerLine, ServerReply } from './server-call.ts';

const Session = z.object({ openid: z.string().regex(/^[0-9A-Za-z_-]{1,128}$/) });
const BUSY = -1;
const CODE = /^[0-9A-Za-z_.\-|]{1,256}$/;

export interface App {
  appid: string;
  secret: string;
}

/**
 * Redeems a code of `wx.login`; its session_key is not kept, nothing here needs it.
 * @throws AppError unauthenticated (bad or used code, blocked account), rate_limited, bureau_unavailable, internal
 */
export async function redeemCode(
  line: ServerLine,
  app: App,
  code: string,
  log: Log,
): Promise<{ openid: string }> {
  if (!CODE.test(code)) throw refusalOf(40029);
  const query = { ...app, js_code: code, grant_type: 'authorization_code' };
  let reply = await line.get('/sns/jscode2session', query);
  // Busy means not redeemed: the code is still good. After silence it may be spent, and the phone has a new one at once.
  if (isBusy(reply)) reply = await line.get('/sns/jscode2session', query);
  if (reply.kind === 'answered') {
    const session = Session.safeParse(reply.body);
    if (session.success) return session.data;
    throw away('unreadable session');
  }
  if (reply.kind !== 'refused' || isBusy(reply)) throw away(reply.kind);
  log.warn({ errcode: reply.errcode }, 'login refused by WeChat');
  throw refusalOf(reply.errcode);
}

const isBusy = (reply: ServerReply): boolean => reply.kind === 'refused' && reply.errcode === BUSY;

/** A system outside is away for a moment: 503, not `internal` (not our fault), not `payment_unavailable` (no money here). */
const away = (cause: string) =>
  new AppError('bureau_unavailable', {
    message: '微信登录暂时没有回应，请稍后再打开。',
    retryAfterSeconds: 3,
    cause: new Error(cause),
  });

function refusalOf(errcode: number): AppError {
  switch (errcode) {
    case 40029:
    case 40163:
      return new AppError('unauthenticated', { message: '登录凭证已失效，请重新打开小程序登录。' });
    case 40226:
      return new AppError('unauthenticated', {
        message: '微信提示此账号存在风险，暂时不能登录，请先在微信内解除限制。',
      });
    case 45011:
    case 45009:
      return new AppError('rate_limited', {
        message: '登录过于频繁，请一分钟后再试。',
        retryAfterSeconds: 60,
      });
    default:
      return new AppError('internal', { cause: new Error(`jscode2session errcode ${errcode}`) });
  }
}
