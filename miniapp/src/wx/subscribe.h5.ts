import Taro from '@tarojs/taro';
import { askToNotify } from '../text/notify';
import { visitor } from './login';
import { simulation } from './simulation';
import type { Subscribe } from './subscribe';

/** Asks plainly, then tells the simulated WeChat what a phone would have told it. */
export const subscribe: Subscribe = async (templateId) => {
  const { confirm } = await Taro.showModal(askToNotify);
  const around = await simulation();
  if (!confirm || !around) return 'reject';
  await Taro.request({
    url: `${around.city}/_city/wechat/grants`,
    method: 'POST',
    header: { 'Content-Type': 'application/json' },
    data: { login: visitor(), templateId, count: 1 },
  });
  return 'accept';
};
