import type { BillDetail, BillList, Scanned } from '../../../bff/contract';
import { addressOf } from './address';
import { ask } from './door';

export const listBills = (service?: string): Promise<BillList> =>
  ask<BillList>({ method: 'GET', path: '/bills', query: { service, limit: 100 } });

/** The live amount and the bureau's facts. */
export const getBill = (id: string): Promise<BillDetail> =>
  ask<BillDetail>({ method: 'GET', path: addressOf('bills', id) });

/** A scanned or typed code. @throws ApiError `unsupported_code` with what is expected in its details */
export const scanBill = (text: string): Promise<Scanned> =>
  ask<Scanned>({ method: 'POST', path: '/bills/scan', body: { text } });
