import { type Answer, appid, type Heard } from './counterpart.ts';

interface Trade {
  mchid: string;
  prepayId: string;
  prepaidAt: number;
  body: string;
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED';
}

export interface PayBooks {
  trades: Map<string, Trade>;
  answer(heard: Heard): Answer;
  pay(outTradeNo: string): void;
  /** What a query and a notice say of a number. */
  view(outTradeNo: string): Record<string, unknown>;
}

const refusal = (status: number, code: string): Answer => ({ status, body: JSON.stringify({ code }) });
const PREPAY_LIFE_MS = 2 * 3_600_000;

/** WeChat Pay's side of orders: the same number is the same order, a prepay_id lives two hours, closing is for good. */
export function openPayBooks(now: () => number): PayBooks {
  const trades = new Map<string, Trade>();

  function place(body: string): Answer {
    const { out_trade_no: number, mchid } = JSON.parse(body) as { out_trade_no: string; mchid: string };
    const known = trades.get(number);
    if (known && known.body !== body) return refusal(400, 'INVALID_REQUEST');
    if (known?.state === 'SUCCESS') return refusal(400, 'ORDERPAID');
    if (known?.state === 'CLOSED') return refusal(400, 'ORDER_CLOSED');
    const alive = known && now() - known.prepaidAt < PREPAY_LIFE_MS;
    const prepayId = alive ? known.prepayId : `wx${now()}x${trades.size}`;
    trades.set(number, {
      mchid,
      body,
      state: 'NOTPAY',
      prepayId,
      prepaidAt: alive ? known.prepaidAt : now(),
    });
    return { status: 200, body: JSON.stringify({ prepay_id: prepayId }) };
  }

  function view(number: string): Record<string, unknown> {
    const trade = trades.get(number);
    if (!trade) throw new Error(`no trade ${number}`);
    const total = (JSON.parse(trade.body) as { amount: { total: number } }).amount.total;
    const paid = trade.state === 'SUCCESS' && {
      transaction_id: `4200000${number.slice(0, 20)}`,
      success_time: new Date(now()).toISOString(),
      payer: { openid: 'oLin' },
    };
    return {
      appid,
      mchid: trade.mchid,
      out_trade_no: number,
      trade_state: trade.state,
      amount: { total, currency: 'CNY' },
      ...paid,
    };
  }

  function close(number: string): Answer {
    const trade = trades.get(number);
    if (!trade) return refusal(404, 'ORDER_NOT_EXIST');
    if (trade.state === 'SUCCESS') return refusal(400, 'ORDER_PAID');
    trade.state = 'CLOSED';
    return { status: 204 };
  }

  return {
    trades,
    view,
    pay: (number) => {
      const trade = trades.get(number);
      if (trade?.state !== 'NOTPAY') throw new Error(`cannot be paid: ${number}`);
      trade.state = 'SUCCESS';
    },
    answer: ({ path, body }) => {
      const number = /out-trade-no\/([0-9A-Z]+)/.exec(path)?.[1] ?? '';
      if (path.endsWith('/jsapi')) return place(body);
      if (path.endsWith('/close')) return close(number);
      return trades.has(number)
        ? { status: 200, body: JSON.stringify(view(number)) }
        : refusal(404, 'ORDER_NOT_EXIST');
    },
  };
}
