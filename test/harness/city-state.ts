/** `GET /_city/state`: what the other side holds to be true. */
export interface CityState {
  now: number;
  bureaus: Record<string, { bills: CityBill[] }>;
  wechat: {
    transactions: CityTransaction[];
    refunds: { outRefundNo: string; outTradeNo: string; amountFen: number; status: string }[];
    notices: { outTradeNo: string; type: string; attempts: number; lastStatus: number | null }[];
    messages: { openid: string; templateId: string; data: unknown; at: number }[];
    grants: unknown;
  };
  sms: { phone: string; text: string; at: number }[];
}

export interface CityBill {
  number: string;
  amountFen: number;
  status: string;
  settledBy: string | null;
  timesSettled: number;
  /** Idempotency keys under which it was told of a payment. */
  keys: string[];
}

export interface CityTransaction {
  mchid: string;
  outTradeNo: string;
  prepayId: string;
  transactionId: string | null;
  state: string;
  totalFen: number;
  openid: string;
}

export function billAt(state: CityState, service: string, number: string): CityBill {
  const bill = state.bureaus[service]?.bills.find((each) => each.number === number);
  if (!bill) throw new Error(`the city's ${service} knows no such bill`);
  return bill;
}

export function transactionsOf(state: CityState, outTradeNo: string | undefined): CityTransaction[] {
  return state.wechat.transactions.filter((each) => each.outTradeNo === outTradeNo);
}
