import Taro from '@tarojs/taro';
import type { Transport } from './client';

/** wx.request in WeChat, fetch in a browser. */
export const transport: Transport = async (wire) => {
  const answer = await Taro.request<unknown>({
    url: wire.url,
    method: wire.method,
    header: wire.headers,
    data: wire.body,
    timeout: wire.timeoutMs,
    dataType: 'json',
  });
  return { status: answer.statusCode, body: answer.data };
};
