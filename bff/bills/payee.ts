import type { BureauBill } from '../../adapters/index.ts';

const REASON = '收款单位在这里还没有开通线上缴费，请到它的窗口或用它自己的渠道缴纳。';

/**
 * A bill whose payee has no merchant account here is shown and cannot be paid here: money is never taken into
 * somebody else's account.
 */
export function payableTo(bill: BureauBill, mchid: string | null): BureauBill {
  if (mchid !== null || bill.status !== 'payable') return bill;
  return { ...bill, status: 'not_payable', reason: REASON };
}
