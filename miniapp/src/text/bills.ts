import type { Bill, SourceState } from '../../../bff/contract';
import { dueWords } from './due';
import { before, clock, count, instant, moment, money } from './format';

export const billsText = {
  payable: (fen: number) => `待缴 ${money(fen)}`,
  allPaid: '没有要缴的',
  counted: (n: number, at: number) => `${count(n, '笔')}，${clock(at)} 逐家核对过`,
  oldCounted: (n: number, at: number, now: number) =>
    `${count(n, '笔')}，${before('截至', moment(at, now))}，现在不能缴`,
  unasked: '有单位没问到',
  unaskedHint: '恢复后下拉刷新，就能看到全部',
  askedAt: (bureaus: number, at: number) => `${clock(at)} 问过 ${count(bureaus, '家')}`,
  segment: {
    payable: (n: number) => (n > 0 ? `待缴 ${n}` : '待缴'),
    in_payment: (n: number) => (n > 0 ? `核实中 ${n}` : '核实中'),
    paid: '已缴',
  },
  empty: {
    payable: { title: '没有要缴的', hint: '都结清了。缺一张账单，可以扫缴款单，或添加车辆、户号。' },
    in_payment: { title: '没有在核实的', hint: '付款后等单位入账的账单会在这里。' },
    paid: { title: '还没有缴过的', hint: '缴完的账单和凭证会一直留在这里。' },
  },
  bind: '添加车辆或户号',
  scan: '扫缴款单',
  missing: '缺一张账单？',
  addOne: '添加车辆或户号',
  together: (n: number, fen: number) => `一起缴 ${count(n, '笔')}，${money(fen)}`,
  group: (n: number) => `${count(n, '笔')}待缴`,
  pay: (fen: number) => `去缴费 ${money(fen)}`,
  payOn: '看支付进度',
  receipt: '看凭证',
  ofOthers: '这笔账正在由别的手机支付，已经锁住。有结果后这里会更新。',
  notLive: '主管单位暂时连不上，这是上次的内容，现在不能缴。恢复后下拉刷新。',
  facts: '详细情况',
  from: (source: string, at: number, now: number) => `来自${source}，${moment(at, now)}`,
  allFrom: (source: string, at: number, now: number) => `以上来自${source}，${moment(at, now)} 问的`,
  lines: { payee: '收款', number: '单号', principal: '本金', late: '逾期加收', due: '期限' },
  latePerDay: (fen: number) => `逾期每天加 ${money(fen)}`,
  validUntil: (at: number, now: number) => `${before('这个金额', moment(at, now))} 前有效`,
};

const statusWords: Record<Bill['status'], string> = {
  payable: '待缴',
  in_payment: '核实中',
  paid: '已缴清',
  not_payable: '先处理',
  void: '已撤销',
};
export const statusWord = (bill: Bill): string => statusWords[bill.status];

/** The small line under a bill's amount: when it must be paid, or how it stands. */
export function billNote(bill: Bill, now: number): { text: string; warn: boolean } {
  if (bill.stale) return { text: before('截至', moment(instant(bill.asOf), now)), warn: false };
  if (bill.status !== 'payable' || !bill.dueAt) return { text: statusWord(bill), warn: false };
  const due = dueWords(instant(bill.dueAt), now);
  return { text: due.short, warn: due.near };
}

/** One silent bureau, said once for the page. */
export function silentWords(source: SourceState, now: number): string {
  const since = source.asOf ? `，${before('下面是', moment(instant(source.asOf), now))} 的内容` : '';
  return `${source.department}暂时连不上${since}。其他账单不受影响。`;
}

export const scanText = {
  answer: '扫码或输入编号',
  scope: '罚款决定书、水电单据上的条码和编号都可以',
  open: '打开相机扫码',
  label: '编号',
  example: '单据上的编号',
  hint: '照单据抄写，空格可以不管',
  find: '查这笔账',
  finding: '正在查',
  empty: '先输入编号，或粘贴缴款单上的内容',
  expected: '能认出的有：',
};
