import { z } from 'zod';
import type { SmsReply } from '../../adapters/sms-gateway/wire.ts';
import { jsonOf } from '../kit/body.ts';
import type { City, Counterpart } from '../kit/city.ts';
import { keptSecret } from '../kit/secret.ts';
import { playable, struck } from '../kit/strike.ts';

const SERVICE = 'sms-gateway';

interface Sent {
  extno: string;
  phone: string;
  text: string;
  /** Epoch ms. */
  at: number;
  /** What is billed: 70 characters each. */
  parts: number;
}

type Reply = z.input<typeof SmsReply>;
const ACCEPTED: Reply = { respcode: '0', respdesc: '提交成功' };
const Message = z.object({
  extno: z.string().min(1).max(64),
  mobile: z.string().regex(/^1[3-9]\d{9}$/),
  content: z.string().min(1).max(500),
});

const SIGNATURE = '【一机通】';
const CHARACTERS_PER_PART = 70;
/** Short messages to one number: five in any minute, thirty in any day, by the city's clock. */
const LIMITS = [
  { withinMs: 60_000, most: 5 },
  { withinMs: 86_400_000, most: 30 },
];

/** The short-message gateway. What it delivers can be read in `GET /_city/state` under `sms`. */
export function smsGateway(city: City): Counterpart {
  const token = keptSecret(city.books, 'sms-gateway.token', 24);
  const sent = city.books.shelf<Sent>('sms-gateway.sent');

  const accept = (authorization: string, body: unknown): Reply => {
    if (authorization !== `Bearer ${token}`) return { respcode: '2', respdesc: '账号或令牌无效' };
    const message = Message.safeParse(body);
    if (!message.success) return { respcode: '3', respdesc: '参数错误' };
    const { extno, mobile, content } = message.data;
    if (!content.startsWith(SIGNATURE)) return { respcode: '4', respdesc: '内容缺少签名' };
    // A repeat of our key is dropped and answered like the first.
    if (sent.get(extno)) return ACCEPTED;
    const at = city.clock.now();
    if (tooOften(sent.all(), mobile, at)) return { respcode: '9', respdesc: '该号码发送过于频繁' };
    sent.put(extno, {
      extno,
      phone: mobile,
      text: content,
      at,
      parts: Math.ceil([...content].length / CHARACTERS_PER_PART),
    });
    return ACCEPTED;
  };

  return {
    service: SERVICE,
    place: 'city',
    dial: [{ service: SERVICE, title: '短信通道', operations: { send: [] }, kinds: playable }],
    routes: (router) => {
      router.post(
        '/sms/send',
        struck(city, SERVICE, 'send', async (ctx, played) => {
          const authorization = played?.kind === 'wrong_signature' ? '' : ctx.get('authorization');
          ctx.body = accept(authorization, await jsonOf(ctx));
        }),
      );
    },
    state: () => ({ sms: sent.all().map(({ phone, text, at, parts }) => ({ phone, text, at, parts })) }),
    open: () => sent.clear(),
    handover: () => ({ env: { BUREAU_SMS_GATEWAY_URL: city.url(), BUREAU_SMS_GATEWAY_TOKEN: token } }),
  };
}

function tooOften(sent: readonly Sent[], phone: string, now: number): boolean {
  const ages = sent.filter((each) => each.phone === phone).map((each) => now - each.at);
  return LIMITS.some(({ withinMs, most }) => ages.filter((age) => age >= 0 && age < withinMs).length >= most);
}
