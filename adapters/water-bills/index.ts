import type {
  BillsAdapter,
  BureauBill,
  Settlement,
  SettlementOutcome,
  SettlementReceipt,
} from '../contract/bills.ts';
import type { Call, Reading, Subject } from '../contract/call.ts';
import { AdapterError } from '../contract/error.ts';
import type { Door } from '../kit/door.ts';
import type { Runtime } from '../kit/runtime.ts';
import type { ServiceFactory } from '../kit/service.ts';
import { requireSetting, requireUrl } from '../kit/settings.ts';
import { billOf } from './bill.ts';
import { type Asking, Gateway } from './gateway.ts';
import { manifest } from './manifest.ts';
import { paymentFields, paymentOf, receiptOf, refuseOther } from './payment.ts';
import { AccountBills, BILL_NUMBER, services } from './wire.ts';

const BILL_FIELDS = ['水费账单', '用水量', '户名与地址（已打码）'];
const PAYMENT_FIELDS = ['账单号', '缴费金额', '缴费时间'];

const asks = {
  list: { operation: 'list', service: services.list, absent: '1001' },
  get: { operation: 'get', service: services.get, absent: '1002' },
  settle: { operation: 'settle', service: services.pay },
  outcome: { operation: 'outcome', service: services.payment, absent: '1003' },
} as const;

/** The water company's gateway; protocol and quirks in README.md. */
class WaterBills implements BillsAdapter {
  readonly codeHint = '水费单上以 SF 开头的账单号，或账单上的条形码';
  readonly #gateway: Gateway;
  readonly #runtime: Runtime;

  constructor(gateway: Gateway, runtime: Runtime) {
    this.#gateway = gateway;
    this.#runtime = runtime;
  }

  async list({ kind, fields }: Subject, call: Call): Promise<Reading<BureauBill[]>> {
    const account = fields.accountNumber;
    if (kind !== 'account' || !account) throw new Error(`${manifest.id} needs an account number`);
    const ask = async (door: Door) => {
      const answer = await this.#ask(door, { ...asks.list, fields: { account_no: account } });
      if (answer.data === null) return [];
      const found = AccountBills.parse(answer.data);
      if (found.account_no !== account) throw new Error('not the account that was asked for');
      return found.bills.map((bill) => billOf(bill, found, answer));
    };
    const freshUntil = (bills: BureauBill[]) => Math.min(...bills.map(({ validUntil }) => validUntil));
    const question = {
      operation: 'list',
      fields: BILL_FIELDS,
      resource: 'bills',
      subject: account,
      freshUntil,
      ask,
    };
    return this.#runtime.read(question, call);
  }

  async get(number: string, call: Call): Promise<Reading<BureauBill>> {
    const notFound = () => new AdapterError('not_found', { service: manifest.id, operation: 'get' });
    if (!BILL_NUMBER.test(number)) throw notFound();
    const ask = async (door: Door) => {
      const answer = await this.#ask(door, { ...asks.get, fields: { bill_no: number } });
      if (answer.data === null) throw notFound();
      const found = AccountBills.parse(answer.data);
      const [bill, ...others] = found.bills;
      if (bill?.bill_no !== number || others.length > 0) throw new Error('not the bill that was asked for');
      return billOf(bill, found, answer);
    };
    return this.#runtime.live({ operation: 'get', fields: BILL_FIELDS, ask }, call);
  }

  recognise(text: string): string | null {
    const plain = text.slice(0, 64).normalize('NFKC').replace(/\s+/g, '').toUpperCase();
    const number = plain.replace(/^(水费)?账单号:/, '');
    return BILL_NUMBER.test(number) ? number : null;
  }

  async settle(settlement: Settlement, call: Call): Promise<SettlementReceipt> {
    const fields = paymentFields(settlement);
    const ask = async (door: Door) => {
      const { data } = await this.#ask(door, { ...asks.settle, fields });
      const payment = paymentOf(data, settlement.key);
      refuseOther(payment, settlement);
      return receiptOf(payment);
    };
    return this.#runtime.write({ operation: 'settle', fields: PAYMENT_FIELDS, ask }, call);
  }

  async outcome(key: string, call: Call): Promise<SettlementOutcome> {
    const ask = async (door: Door): Promise<SettlementOutcome> => {
      const { data } = await this.#ask(door, { ...asks.outcome, fields: { out_serial: key } });
      return data === null
        ? { state: 'absent' }
        : { state: 'settled', receipt: receiptOf(paymentOf(data, key)) };
    };
    const question = { operation: 'outcome', fields: PAYMENT_FIELDS, recordBestEffort: true, ask };
    return (await this.#runtime.live(question, call)).value;
  }

  #ask(door: Door, asking: Asking) {
    return this.#gateway.ask(door, asking, this.#runtime.clock.now());
  }
}

export const waterBills: ServiceFactory = {
  manifest,
  connect(settings, runtime) {
    const url = requireUrl(manifest.id, settings);
    const channel = requireSetting(manifest.id, settings, 'CHANNEL');
    const gateway = new Gateway(url, channel, requireSetting(manifest.id, settings, 'KEY'));
    return { manifest, bills: new WaterBills(gateway, runtime) };
  },
};
