import { expect, test } from 'vitest';
import type { BureauBill } from '../../adapters/index.ts';
import { payableTo } from './payee.ts';

const bill: BureauBill = {
  number: 'SF1',
  title: '10月水费',
  subjectLabel: '户号尾号 5741',
  payeeName: '自来水公司',
  principalFen: 100,
  lateFen: 0,
  amountFen: 100,
  status: 'payable',
  validUntil: 1,
  facts: [],
};

test('a bill is payable where its payee has a merchant', () => {
  expect(payableTo(bill, '1900026102')).toBe(bill);
});

test('without a merchant of its own it is shown, and never paid to another', () => {
  expect(payableTo(bill, null)).toMatchObject({ status: 'not_payable', amountFen: 100 });
  expect(payableTo(bill, null).reason).toMatch(/窗口/);
});

test('what is paid or withdrawn stays so', () => {
  expect(payableTo({ ...bill, status: 'paid' }, null).status).toBe('paid');
  expect(payableTo({ ...bill, status: 'void', reason: '已撤销' }, null).reason).toBe('已撤销');
});
