import { z } from 'zod';
import { PayRefusal } from './refusal.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** https, no query, no fragment; plain http only towards this machine, where the simulated city lives. */
function isNotifyUrl(text: string): boolean {
  if (!URL.canParse(text) || text.includes('?') || text.includes('#')) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

const NotifyUrl = z.string().max(255).refine(isNotifyUrl, '通知URL必须为https，且不能携带参数');
const text = (max: number) => z.string().min(1).max(max);
const count = z.int().min(0);

const Detail = z.strictObject({
  cost_price: count.optional(),
  invoice_id: text(32).optional(),
  goods_detail: z
    .array(
      z.strictObject({
        merchant_goods_id: text(32),
        wechatpay_goods_id: text(32).optional(),
        goods_name: text(256).optional(),
        quantity: z.int().min(1),
        unit_price: count,
      }),
    )
    .optional(),
});

const SceneInfo = z.strictObject({
  payer_client_ip: text(45),
  device_id: text(32).optional(),
  store_info: z
    .strictObject({
      id: text(32),
      name: text(256).optional(),
      area_code: text(32).optional(),
      address: text(512).optional(),
    })
    .optional(),
});

/** Body of `POST /v3/pay/transactions/jsapi`. Fields that WeChat does not document are refused. */
export const OrderRequest = z.strictObject({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号须为6-32位数字、字母或_-|*'),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  attach: text(128).optional(),
  notify_url: NotifyUrl,
  goods_tag: text(32).optional(),
  support_fapiao: z.boolean().optional(),
  amount: z.strictObject({
    total: z.int().min(1).max(1_000_000_000_00),
    currency: z.literal('CNY').optional(),
  }),
  payer: z.strictObject({ openid: text(128) }),
  detail: Detail.optional(),
  scene_info: SceneInfo.optional(),
  settle_info: z.strictObject({ profit_sharing: z.boolean().optional() }).optional(),
});
export type OrderRequest = z.infer<typeof OrderRequest>;

export const CloseRequest = z.strictObject({ mchid: text(32) });

/** Parses a raw body; the first fault becomes PARAM_ERROR naming its field by JSON pointer. */
export function readBody<T>(schema: z.ZodType<T>, raw: Buffer): T {
  const json = parseJson(raw);
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(extra === undefined ? [] : [extra])];
  const detail = {
    field: `/${path.map(String).join('/')}`,
    value: valueAt(json, path),
    issue: issue?.message ?? '',
    location: 'body' as const,
  };
  if (extra === undefined)
    throw new PayRefusal('PARAM_ERROR', `输入源“/body${detail.field}”的值不符合规则，请检查该字段`, detail);
  throw new PayRefusal('PARAM_ERROR', '请求中含有未在API文档中定义的参数', detail, '270924358');
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new PayRefusal('PARAM_ERROR', '无法将JSON输入源“/body”解析成合法的JSON对象', {
      field: '/',
      issue: 'invalid JSON',
      location: 'body',
    });
  }
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
