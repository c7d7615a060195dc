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
import { type Asking, Bureau, violationsOf } from './bureau.ts';
import { codeHint, recogniseDecision } from './decision-code.ts';
import { manifest } from './manifest.ts';
import { paymentCondition, paymentOf, receiptOf, refuseOther } from './payment.ts';
import { DECISION_NUMBER, interfaces } from './wire.ts';

const RECORD_FIELDS = ['违法时间', '违法地点', '违法行为', '记分', '罚款与滞纳金', '决定书'];
const PAYMENT_FIELDS = ['决定书编号', '缴款金额', '缴款时间'];

/** The city traffic police's violation platform; protocol and quirks in README.md. */
class TrafficFines implements BillsAdapter {
  readonly codeHint = codeHint;
  readonly #bureau: Bureau;
  readonly #runtime: Runtime;

  constructor(bureau: Bureau, runtime: Runtime) {
    this.#bureau = bureau;
    this.#runtime = runtime;
  }

  async list(subject: Subject, call: Call): Promise<Reading<BureauBill[]>> {
    const { asking, belongs } = listing(subject);
    return this.#runtime.read(
      {
        operation: 'list',
        fields: RECORD_FIELDS,
        resource: 'violations',
        subject: JSON.stringify([asking.jkid, asking.condition]),
        freshUntil: (bills) => Math.min(...bills.map(({ validUntil }) => validUntil)),
        ask: async (door) => {
          const answer = await this.#bureau.ask(door, asking);
          const mine = violationsOf(answer).filter(belongs);
          return mine.map((violation) => billOf(violation, { ...answer, plate: 'whole' }));
        },
      },
      call,
    );
  }

  async get(number: string, call: Call): Promise<Reading<BureauBill>> {
    const notFound = () => new AdapterError('not_found', { service: manifest.id, operation: 'get' });
    if (!DECISION_NUMBER.test(number)) throw notFound();
    const asking = {
      port: 'query',
      jkid: interfaces.byDecision,
      condition: { jdsbh: number },
      operation: 'get',
    } as const;
    const ask = async (door: Door) => {
      const answer = await this.#bureau.ask(door, asking);
      if (answer.body === null) throw notFound();
      const [violation, ...others] = violationsOf(answer);
      if (violation?.jdsbh !== number || others.length > 0)
        throw new Error('not the decision that was asked for');
      // Whoever holds the paper may ask; the whole plate is for those who bound the vehicle.
      return billOf(violation, { ...answer, plate: 'masked' });
    };
    return this.#runtime.live({ operation: 'get', fields: RECORD_FIELDS, ask }, call);
  }

  recognise(text: string): string | null {
    return recogniseDecision(text);
  }

  async settle(settlement: Settlement, call: Call): Promise<SettlementReceipt> {
    const condition = paymentCondition(settlement);
    const asking = { port: 'write', jkid: interfaces.pay, condition, operation: 'settle' } as const;
    const ask = async (door: Door) => {
      const { body } = await this.#bureau.ask(door, asking);
      const payment = paymentOf(body, settlement.key);
      refuseOther(payment, settlement);
      return receiptOf(payment);
    };
    return this.#runtime.write({ operation: 'settle', fields: PAYMENT_FIELDS, ask }, call);
  }

  async outcome(key: string, call: Call): Promise<SettlementOutcome> {
    const asking = {
      port: 'query',
      jkid: interfaces.paymentBySerial,
      condition: { lsh: key },
      operation: 'outcome',
    } as const;
    const ask = async (door: Door): Promise<SettlementOutcome> => {
      const { body } = await this.#bureau.ask(door, asking);
      if (body === null) return { state: 'absent' };
      const payment = paymentOf(body, key);
      return payment.jkbj === '1' ? { state: 'settled', receipt: receiptOf(payment) } : { state: 'pending' };
    };
    const question = { operation: 'outcome', fields: PAYMENT_FIELDS, recordBestEffort: true, ask };
    return (await this.#runtime.live(question, call)).value;
  }
}

/** How a subject is looked up, and which of the records are its own. */
function listing({ kind, fields }: Subject): {
  asking: Asking;
  belongs: (record: { sf: string; hphm: string }) => boolean;
} {
  if (kind === 'person') {
    const condition = { sfzmhm: required(fields, 'idNumber').toUpperCase() };
    return {
      asking: { port: 'query', jkid: interfaces.byIdentity, condition, operation: 'list' },
      belongs: () => true,
    };
  }
  if (kind !== 'vehicle') throw new Error(`${manifest.id} knows no subject of kind ${kind}`);
  const plate = required(fields, 'plate').replace(/[·\s]/g, '').toUpperCase();
  const condition = {
    hpzl: required(fields, 'plateKind'),
    // The bureau's key leaves the province out, so another province's vehicle of the same number may come along.
    hphm: plate.slice(1),
    clsbdh: required(fields, 'vinTail').toUpperCase(),
  };
  return {
    asking: { port: 'query', jkid: interfaces.byVehicle, condition, operation: 'list' },
    belongs: ({ sf, hphm }) => `${sf}${hphm}` === plate,
  };
}

function required(fields: Subject['fields'], name: string): string {
  const value = fields[name];
  if (!value) throw new Error(`subject of ${manifest.id} lacks ${name}`);
  return value;
}

export const trafficFines: ServiceFactory = {
  manifest,
  connect(settings, runtime) {
    const url = requireUrl(manifest.id, settings);
    const bureau = new Bureau(manifest.id, url, requireSetting(manifest.id, settings, 'SERIAL'));
    return { manifest, bills: new TrafficFines(bureau, runtime) };
  },
};
