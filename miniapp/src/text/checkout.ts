import type { Bill } from '../../../bff/contract';
import {
  before,
  clock,
  clockSeconds,
  count,
  fullMoment,
  instant,
  minutesUntil,
  moment,
  money,
  spokenMoney,
} from './format';

export const confirmText = {
  several: (n: number) => `${count(n, '笔')}一起缴`,
  checked: (payee: string, at: number) => `${clockSeconds(at)} 刚向${payee}核对过`,
  whose: '谁的',
  what: '用途',
  payee: '收款',
  direct: '钱直接到收款单位，我们不经手',
  number: '单号',
  proof: '凭证',
  proofText: '入账后，在缴费记录里看凭证',
  pay: (fen: number) => `微信支付 ${money(fen)}`,
  paySpoken: (fen: number) => `用微信支付 ${spokenMoney(fen)}`,
  placing: '正在下单',
  paying: '正在打开支付',
  once: '同一笔账只扣一次。结果不明时不会让您重付。',
  changed: (diff: number) =>
    `比账单${diff > 0 ? '多' : '少'} ${money(Math.abs(diff))}，以主管单位刚算的为准。`,
  notNow: '先不缴',
  payChanged: (fen: number) => `按 ${money(fen)} 缴`,
  refused: '这笔账现在不能缴',
};

/** `本金 ¥200.00，逾期加收 ¥6.00`; nothing when there is no late charge. */
export const chargeLines = (bill: Pick<Bill, 'principalFen' | 'lateFen'>): string | undefined =>
  bill.lateFen > 0 ? `本金 ${money(bill.principalFen)}，逾期加收 ${money(bill.lateFen)}` : undefined;

export const ordersText = {
  answer: (n: number) => `${count(n, '笔')}记录`,
  none: { title: '还没有缴过费', hint: '缴完的账单和凭证会一直留在这里。' },
  toBills: '去看账单',
  status: {
    unpaid: '待付款',
    processing: '核实中',
    done: '已缴清',
    refunding: '退款中',
    refunded: '已退款',
    closed: '已关闭',
  },
};

export const receiptText = {
  answer: (fen: number) => `已缴 ${money(fen)}`,
  number: '凭证号',
  paidAt: '付款时间',
  transaction: '微信单号',
  whose: '缴款对象',
  payee: '收款单位',
  bill: '单号',
  voucher: '入账流水',
  settledAt: '入账时间',
  keep: '凭证一直留在缴费记录里，可以随时再看。',
  at: (time: string) => fullMoment(instant(time)),
};

export const resultText = {
  refresh: '再看一次',
  call: (hotline: string) => hotline,
  callSpoken: (hotline: string, id: string) => `打 ${hotline} 询问，订单尾号 ${id.slice(-4)}`,
  home: '知道了，回首页',
  finish: '完成',
  bills: '看其他账单',
  payOn: (fen: number) => `继续支付 ${money(fen)}`,
  giveUp: '不缴了',
  giveUpAsk: {
    title: '不缴这一笔了？',
    content: '订单会关闭，账单还在，随时可以再缴。',
    confirmText: '关闭订单',
    cancelText: '再想想',
  },
  receipt: '看缴费凭证',
  receiptHint: '长期保存，随时可看',
  bill: '原账单',
  billHint: '缴完也能随时再看',
  paidAt: (at: number) => `${clock(at)} 付款`,
  latest: (at: number, now: number) => before('最迟', moment(at, now)),
  left: (at: number, now: number) => {
    const minutes = minutesUntil(at, now);
    return minutes > 90 ? '' : `还有 ${count(minutes, '分钟')}`;
  },
  ticks: (total: number, past: number) => `${count(total, '分钟')}内有结果，已过 ${count(past, '分钟')}`,
};
