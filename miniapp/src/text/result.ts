import type { Order } from '../../../bff/contract';
import { before, clockSeconds, glue, instant, moment, money } from './format';

/** How a result page opens: one sentence that settles the visit, and of what. */
export interface Verdict {
  answer: string;
  scope: string;
  tone: 'ok' | 'soft' | 'warn' | 'plain';
  icon: 'check' | 'clock' | 'info' | 'close';
}

const whatOf = (order: Order): string => {
  const [first] = order.lines;
  if (!first) return '';
  return order.lines.length > 1
    ? `${first.title}等 ${order.lines.length} 笔`
    : `${first.title}，${first.subjectLabel}`;
};

const payeeOf = (order: Order): string => order.lines[0]?.payeeName ?? '收款单位';

const unpaid = (order: Order, asking: boolean, now: number): Verdict => ({
  answer: asking ? '正在向微信核对' : `还没付 ${money(order.totalFen)}`,
  scope: asking
    ? '马上有结果，请不要重复支付。'
    : (order.notice ?? `${moment(instant(order.expiresAt), now)} 前可以接着付，过时自动关闭，账单还在。`),
  tone: 'soft',
  icon: 'clock',
});

const processing = (order: Order, now: number): Verdict => ({
  answer: order.resolveBy ? before('核实中，最迟', moment(instant(order.resolveBy), now)) : '核实中',
  scope: order.notice ?? `钱已付出，${payeeOf(order)}还没回话。这笔账已锁住，请不要再缴。`,
  tone: 'soft',
  icon: 'clock',
});

/** `asking`: just back from the cashier, while WeChat is still being asked. */
export function verdict(told: Order, asking: boolean, now: number): Verdict {
  const order = told.notice === undefined ? told : { ...told, notice: glue(told.notice) };
  switch (order.status) {
    case 'unpaid':
      return unpaid(order, asking, now);
    case 'processing':
      return processing(order, now);
    case 'done':
      return {
        answer: `已缴清 ${money(order.paidFen)}`,
        scope: order.notice ?? whatOf(order),
        tone: 'ok',
        icon: 'check',
      };
    case 'refunding':
      return {
        answer: `退款中 ${money(order.paidFen - order.refundedFen)}`,
        scope: order.notice ?? '原路退回，到账后会发消息告诉您。',
        tone: 'soft',
        icon: 'clock',
      };
    case 'refunded':
      return {
        answer: `已退款 ${money(order.refundedFen)}`,
        scope: order.notice ?? '已原路退回。',
        tone: 'ok',
        icon: 'check',
      };
    case 'closed':
      return {
        answer: '订单已关闭',
        scope: order.notice ?? '没有扣款。账单还在，随时可以再缴。',
        tone: 'plain',
        icon: 'close',
      };
  }
}

export interface Step {
  id: string;
  state: 'done' | 'now' | 'next';
  title: string;
  when: string;
  text?: string;
}

const stepTitles: Record<Order['steps'][number]['step'], (payee: string) => string> = {
  placed: () => '已下单，这笔账已锁住',
  paid: () => '微信已扣款',
  bureau_told: (payee) => `已通知${payee}入账`,
  bureau_silent: (payee) => `${payee}还没回话，会自动再问`,
  settled: (payee) => `${payee}已入账`,
  with_officer: () => '已转人工处理',
  closed: () => '订单已关闭',
  paid_late: () => '关闭后才收到付款',
};

const stepText = (order: Order, step: string): string | undefined => {
  const number = order.transactionId;
  if (step === 'paid' && number)
    return `微信支付单号尾号 ${number}${order.status === 'processing' ? '，钱没有丢' : ''}`;
  if (step === 'with_officer') return '钱没有丢，工作人员会核对后处理，您不用做什么';
  return undefined;
};

/** What is awaited now, and the two ways it may end. */
function awaited(order: Order, now: number): Step[] {
  if (order.status !== 'processing' || !order.resolveBy) return [];
  const officer = order.steps.some(({ step }) => step === 'with_officer');
  const by = before('最迟', moment(instant(order.resolveBy), now));
  const wait: Step = {
    id: 'await',
    state: 'now',
    title: officer ? '等工作人员处理' : `等${payeeOf(order)}回话`,
    when: '现在',
  };
  return [
    wait,
    {
      id: 'outcome',
      state: 'next',
      title: '给您一个结果',
      when: by,
      text: '入账，出凭证；没能入账，转人工核对，钱不会丢',
    },
  ];
}

/** The order's own history, then what comes. */
export function steps(order: Order, now: number): Step[] {
  const payee = payeeOf(order);
  const past = order.steps.map(
    ({ step, at }): Step => ({
      id: `${step}-${at}`,
      state: 'done',
      title: stepTitles[step](payee),
      when: clockSeconds(instant(at)),
      text: stepText(order, step),
    }),
  );
  return [...past, ...awaited(order, now)];
}
