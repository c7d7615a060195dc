import { yuanFromFen } from '../../adapters/index.ts';
import { cityDay, cityHourMinute } from '../platform/time.ts';
import type { OrderFacts } from './present.ts';
import type { OrderRow } from './table.ts';

const LOCKED = '这笔账已锁住，请不要再缴。';

/** One sentence or two: what has happened, what the resident does next, and by when she hears more. */
export function noticeOf(facts: OrderFacts, resolveBy: number | null, now: number): string | null {
  const { order, lines } = facts;
  const surplus = surplusNotice(order);
  const notice = stateNotice(facts, lines[0]?.payee_name ?? '收款单位', resolveBy, now);
  return notice && surplus ? `${notice}${surplus}` : (notice ?? surplus);
}

function stateNotice(facts: OrderFacts, payee: string, resolveBy: number | null, now: number): string | null {
  const { order, events } = facts;
  const by = resolveBy === null ? '' : moment(resolveBy, now);
  switch (order.state) {
    case 'unpaid':
      return order.expires_at > now
        ? `请在 ${moment(order.expires_at, now)} 前付款，过时自动取消，账单可以重新缴。`
        : '已过付款时间，正在取消。账单稍后可以重新缴。';
    case 'closing':
      return `正在和微信核对有没有付款，最迟 ${by} 有结果。请先不要再付。`;
    case 'closed':
      return '这个订单已取消，没有扣款。要缴请回到账单重新下单。';
    case 'late_paid':
      return `订单取消后才收到您的付款，钱没有丢，正在核对，最迟 ${by} 有结果。请不要再缴。`;
    case 'manual':
      return `钱已付出，${payee}没有入账，已转工作人员处理，最迟 ${by} 答复您。请不要再缴，着急可拨 12345。`;
    case 'paid':
    case 'writing_back':
      return events.some((row) => row.event === 'OrderOverdue')
        ? `钱已付出，${payee}一直没有回话，工作人员已在跟进，最迟 ${by} 答复您。${LOCKED}`
        : waitingNotice(
            events.some((row) => row.event === 'BureauSilent'),
            payee,
            by,
          );
    case 'settled':
      return null;
  }
}

function waitingNotice(silent: boolean, payee: string, by: string): string {
  return silent
    ? `钱已付出，${payee}还没回话，我们会一直问，最迟 ${by} 有结果。${LOCKED}`
    : `钱已付出，${payee}正在入账，最迟 ${by} 有结果。${LOCKED}`;
}

function surplusNotice({ surplus_fen: surplusFen }: OrderRow): string | null {
  if (surplusFen === 0) return null;
  return `您多付了 ${yuanFromFen(surplusFen)} 元，已转工作人员核对，着急可拨 12345。`;
}

/** `10:54` today, `11月23日 10:54` on another day. */
export function moment(at: number, now: number): string {
  if (cityDay(at) === cityDay(now)) return cityHourMinute(at);
  const [, month, day] = cityDay(at).split('-').map(Number);
  return `${month}月${day}日 ${cityHourMinute(at)}`;
}
