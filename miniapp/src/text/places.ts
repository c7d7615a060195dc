import { count } from './format';

/** Names of the places: tabs and page titles. */
export const places = {
  app: '一机通',
  home: '首页',
  services: '办事',
  messages: '消息',
  me: '我的',
  back: '返回',
  bills: '账单',
  bill: '账单详情',
  scan: '扫缴款单',
  confirm: '确认缴费',
  result: '缴费结果',
  order: '缴费记录',
  orders: '缴费记录',
  receipt: '缴费凭证',
  verify: '核实身份',
  subjects: '车辆和户号',
  privacy: '谁看过我的数据',
};

export const tabLabel = (title: string, unread: number): string =>
  unread > 0 ? `${title}，${count(unread, '条')}没看过` : title;
