import type { Books } from '../kit/city.ts';
import type { MonthBill } from './water-bill.ts';

export interface Account {
  number: string;
  /** Masked, as it leaves the company. */
  ownerName: string;
  address: string;
  /** Newest first. */
  bills: readonly string[];
}

/** One effective payment through a channel, found again by the channel's serial. */
export interface Paid {
  serial: string;
  bill: string;
  fen: number;
  receipt: string;
  /** As the channel wrote it: `20261120083100`. */
  time: string;
}

/** The company's books: accounts, bills and payments. */
export function companyBooks(books: Books) {
  const accounts = books.shelf<Account>('water-bills.accounts');
  const bills = books.shelf<MonthBill>('water-bills.bills');
  const payments = books.shelf<Paid>('water-bills.payments');
  return {
    account: (number: string) => accounts.get(number),
    bill: (number: string) => bills.get(number),
    billsOf: (account: Account) => account.bills.flatMap((number) => bills.get(number) ?? []),
    allBills: () => bills.all(),
    payment: (serial: string) => payments.get(serial),
    openAccount: (account: Account, own: readonly MonthBill[]) => {
      accounts.put(account.number, account);
      for (const bill of own) bills.put(bill.number, bill);
    },
    save: (bill: MonthBill) => bills.put(bill.number, bill),
    /** The payment and what it settles become durable together. */
    settle: (bill: MonthBill, payment: Paid) =>
      books.atomic(() => {
        bills.put(bill.number, bill);
        payments.put(payment.serial, payment);
      }),
  };
}

export type CompanyBooks = ReturnType<typeof companyBooks>;
