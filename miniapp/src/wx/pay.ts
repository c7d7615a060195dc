import Taro from '@tarojs/taro';
import type { Payment } from '../../../bff/contract';

/**
 * What came of asking the resident to pay. None of them means paid: only the order knows.
 * `returned` WeChat's cashier closed · `cancelled` she closed it · `left` the page is being left for a cashier elsewhere
 */
export type PayOutcome = 'returned' | 'cancelled' | 'left';

/** `back`: the page of this app that a cashier elsewhere should return to. */
export type Pay = (payment: Payment, back: string) => Promise<PayOutcome>;

export const pay: Pay = async (payment) => {
  try {
    await Taro.requestPayment({ ...payment.params });
    return 'returned';
  } catch {
    // Cancelled, or failed after the money moved: WeChat's words do not tell them apart reliably.
    return 'cancelled';
  }
};
