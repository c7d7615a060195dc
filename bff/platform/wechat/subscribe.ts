import type { AccessTokens } from './access-token.ts';
import type { ServerLine, ServerReply } from './server-call.ts';

export interface SubscribeMessage {
  openid: string;
  templateId: string;
  /** Path of the mini-program with its query, without a leading slash. */
  page: string;
  data: Record<string, { value: string }>;
}

/**
 * `sent` · `not_allowed`: nobody subscribed, refused, or used up (43101) · `wrong`: our own mistake, never to be repeated as
 * it is · `busy`: certainly not sent, try again · `unknown`: it may have been sent.
 */
export type Sent = { kind: 'sent' | 'not_allowed' | 'busy' | 'unknown' } | { kind: 'wrong'; errcode: number };

const TOKEN_REFUSED = new Set([40001, 42001]);
const BUSY = new Set([-1, 45009, 45011]);
const NOT_ALLOWED = 43101;

export async function sendSubscribe(
  line: ServerLine,
  tokens: AccessTokens,
  message: SubscribeMessage,
): Promise<Sent> {
  const body = {
    touser: message.openid,
    template_id: message.templateId,
    page: message.page,
    data: message.data,
    miniprogram_state: 'formal',
    lang: 'zh_CN',
  };
  const send = (token: string) => line.post('/cgi-bin/message/subscribe/send', { access_token: token }, body);
  const token = await tokens.current();
  const reply = await send(token);
  if (reply.kind !== 'refused' || !TOKEN_REFUSED.has(reply.errcode)) return read(reply);
  return read(await send(await tokens.after(token)));
}

function read(reply: ServerReply): Sent {
  if (reply.kind === 'answered') return { kind: 'sent' };
  if (reply.kind === 'unknown') return { kind: 'unknown' };
  if (reply.kind === 'not_sent' || BUSY.has(reply.errcode) || TOKEN_REFUSED.has(reply.errcode))
    return { kind: 'busy' };
  return reply.errcode === NOT_ALLOWED ? { kind: 'not_allowed' } : { kind: 'wrong', errcode: reply.errcode };
}
