import WxPay from 'wechatpay-node-v3';
import type { IPayRequest } from 'wechatpay-node-v3/dist/lib/pay-request.interface.js';
import type { Merchant } from './merchants.ts';
import { type Line, openLine, type Reply, type Wire } from './transport.ts';

const ORIGIN = 'https://api.mch.weixin.qq.com';

/**
 * wechatpay-node-v3 as what it is good at: building requests and signing. Its own HTTP, its answers' parsing, its
 * verification and its decryption are never used (docs/decisions/0004-wechat-pay-client.md).
 */
class RequestBuilder extends WxPay {
  /** The transport signs the bytes it writes, with the product's clock and a strong nonce: nothing to sign here. */
  protected override buildAuthorization(): string {
    return '';
  }
}

export interface MerchantClient {
  /** Fields as documented for `POST /v3/pay/transactions/jsapi`; appid and mchid are added. */
  prepay(order: JsapiOrder, deadlineMs: number): Promise<Reply>;
  query(outTradeNo: string, deadlineMs: number): Promise<Reply>;
  close(outTradeNo: string, deadlineMs: number): Promise<Reply>;
  /** RSA-SHA256 with the merchant's key, base64. */
  sign(text: string): string;
}

export type JsapiOrder = Parameters<WxPay['transactions_jsapi']>[0];

export function createClient(appid: string, merchant: Merchant, wire: Wire): MerchantClient {
  const build = () =>
    new RequestBuilder({
      appid,
      mchid: merchant.mchid,
      serial_no: merchant.serialNo,
      // Only asked for its serial number, which is given; the library insists on something.
      publicKey: Buffer.from('unused'),
      privateKey: merchant.privateKeyPem,
    });
  const signer = build();
  const line = openLine(wire, merchant, (method, path, body, nonce, timestamp) =>
    signer.getAuthorization(nonce, timestamp, signer.getSignature(method, nonce, timestamp, path, body)),
  );
  const send = async (deadlineMs: number, ask: (builder: WxPay) => Promise<{ data?: unknown }>) => {
    const builder = build();
    builder.createHttp(seamOf(line, deadlineMs));
    const { data } = await ask(builder);
    return data as Reply;
  };
  return {
    prepay: (order, deadlineMs) => send(deadlineMs, (builder) => builder.transactions_jsapi(order)),
    query: (outTradeNo, deadlineMs) =>
      send(deadlineMs, (builder) => builder.query({ out_trade_no: outTradeNo })),
    close: (outTradeNo, deadlineMs) => send(deadlineMs, (builder) => builder.close(outTradeNo)),
    sign: (text) => signer.sha256WithRsa(text),
  };
}

/** The library's only seam. Status 0 makes it hand our reply through untouched. */
function seamOf(line: Line, deadlineMs: number): IPayRequest {
  const pathOf = (url: string) => url.slice(ORIGIN.length);
  return {
    post: async (url, params) => ({
      status: 0,
      data: await line.call('POST', pathOf(url), JSON.stringify(params), deadlineMs),
    }),
    get: async (url) => ({ status: 0, data: await line.call('GET', pathOf(url), '', deadlineMs) }),
    upload: () => Promise.reject(new Error('uploads are not used')),
  };
}
