import type { Home } from '../../../bff/contract';
import { before, brief, clock, count, day, glue, instant, moment, money } from './format';

export type HomeCard = Home['cards'][number];

export const homeText = {
  answer: (todos: number, silent: number) => {
    if (todos > 0) return `今天 ${count(todos, '件事')}`;
    return silent > 0 ? `有 ${count(silent, '家')}没问到` : '今天没有要办的';
  },
  date: (at: number) => `${day(at, at)} `,
  checked: (at: number, silent: number) =>
    silent > 0 ? `${clock(at)} 核对，${count(silent, '家')}没问到` : `${clock(at)} 已核对`,
  elder: '长辈版',
  standard: '标准版',
  search: '搜服务和单位',
  scan: '扫缴款单',
  region: (name: string) => `当前地区：${name}`,
  call: (hotline: string) => `打 ${hotline}`,
  checking: '核实中',
  soonest: (at: number, now: number) => before('最迟', moment(at, now)),
  /** Stands beside 已逾期 N 天, which need not be said twice. */
  consequence: (words: string) => glue(words.replace(/^已逾期，/, '')),
  quick: {
    bills: '缴费',
    scan: '扫一扫',
    subjects: '绑定',
    orders: '记录',
    privacy: '谁看过',
  },
  byBureau: '按单位看账单',
  all: '全部账单',
  none: '没有要缴的',
  noneHint: (at: number, clear: number) =>
    clear > 0
      ? `${clock(at)} 问过 ${count(clear, '家')}，都结清了`
      : '添加车辆或户号后，账单会自动出现在这里',
  unsure: '还说不准要不要缴',
  unsureHint: (silent: readonly string[], clear: number) => {
    const others = clear > 0 ? `，其他 ${count(clear, '家')}都结清了` : '';
    return `${silent.join('、')}暂时连不上${others}。稍后下拉刷新，再问一次`;
  },
  bind: '添加车辆户号',
  toProve: '去核实',
  prove: '核实身份，账单自动带出',
  proveHint: '姓名、身份证号、手机号，一分钟',
};

/** Who answered and who did not. Nobody is called clear who was not asked: a card without data asked nobody. */
export function askedOf(cards: readonly HomeCard[]): { silent: string[]; clear: number } {
  const silent = cards.filter(({ state }) => state === 'unavailable').map(({ title }) => title);
  return { silent, clear: cards.filter(({ data }) => data !== null).length };
}

export function cardWords(card: HomeCard, now: number): { sub: string; value: string; note: string } {
  const asOf = card.asOf ? instant(card.asOf) : null;
  if (card.state === 'fresh' && !card.data) return { sub: '还没有添加', value: '', note: '' };
  const value = !card.data ? '—' : card.data.payableCount > 0 ? money(card.data.payableFen) : '已结清';
  if (card.state === 'unavailable') return { sub: '暂时连不上，其他不受影响', value, note: '稍后自动再问' };
  if (card.state === 'stale') {
    return { sub: '暂时连不上', value, note: asOf ? before('截至', moment(asOf, now)) : '' };
  }
  const pending = card.data?.payableCount ? `${count(card.data.payableCount, '笔')}待缴` : card.department;
  return { sub: pending, value, note: asOf ? brief(asOf, now) : '' };
}
