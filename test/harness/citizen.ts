import { randomUUID } from 'node:crypto';
import type {
  Bill,
  BillDetail,
  BillList,
  Home,
  Message,
  Order,
  OrderStatus,
  Payment,
  Receipt,
  Scanned,
  Session,
  SubjectView,
} from '../../bff/contract/index.ts';
import type { City } from './city.ts';
import { eventually } from './eventually.ts';
import { type Answer, ask, type Question } from './json-http.ts';

/** The front door said no: `code` of the closed list. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(path: string, answer: Answer) {
    const { error } = (answer.body ?? {}) as { error?: { code?: string; details?: Record<string, unknown> } };
    super(`${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
    this.status = answer.status;
    this.code = error?.code ?? 'not an error body';
    this.details = error?.details ?? {};
  }
}

export interface Asking extends Question {
  /** Idempotency-Key; by default every POST has one of its own, null sends none. */
  key?: string | null;
  /** Authorization: hers by default, null sends none. */
  token?: string | null;
}

/** A resident with her phone. Verbs throw `Refused`; `asks` answers whatever came. */
export interface Citizen {
  login: string;
  id: string;
  level: string;
  token: string;
  home(): Promise<Home>;
  bills(): Promise<BillList>;
  /** Her bills that can be paid now, in the order of the list. */
  payable(): Promise<Bill[]>;
  bill(id: string): Promise<BillDetail>;
  scans(text: string): Promise<Scanned>;
  subjects(): Promise<SubjectView[]>;
  places(bills: readonly { id: string }[], key?: string): Promise<Order>;
  startsPayment(order: { id: string }, key?: string): Promise<Payment>;
  /** Starts the payment and pays at WeChat's cashier. The product learns of it by notice or query only. */
  pays(order: { id: string }): Promise<{ payment: Payment; transactionId: string }>;
  closes(order: { id: string }): Promise<Order>;
  order(id: string): Promise<Order>;
  orders(): Promise<Order[]>;
  /** Waits until her order stands at `status`. */
  waitsFor(order: { id: string }, status: OrderStatus, withinMs?: number): Promise<Order>;
  receipt(order: { id: string }): Promise<Receipt>;
  messages(): Promise<Message[]>;
  /** Waits until she was told of this order. */
  isTold(order: { id: string }, type?: Message['type']): Promise<Message>;
  asks(path: string, asking?: Asking): Promise<Answer>;
  leaves(): Promise<void>;
}

/** @param login as in the code `demo-<login>` @param bff its address, asked anew each time: it may move when restarted */
export async function signIn(bff: () => string, city: City, login: string): Promise<Citizen> {
  const opened = await ask(`${bff()}/v1/sessions`, { method: 'POST', body: { code: `demo-${login}` } });
  if (opened.status !== 201) throw new Refused('/sessions', opened);
  const { token, citizen } = opened.body as Session;
  const again = async () => (await signIn(bff, city, login)).token;
  return { login, id: citizen.id, level: citizen.level, token, ...phone(bff, city, token, again) };
}

type Phone = Omit<Citizen, 'login' | 'id' | 'level' | 'token'>;

/** @param signsInAgain as her phone does silently when the session has ended; `asks` alone shows what came */
function phone(bff: () => string, city: City, token: string, signsInAgain: () => Promise<string>): Phone {
  let current = token;
  const asks = (path: string, asking: Asking = {}) => ask(`${bff()}/v1${path}`, signed(asking, current));
  const sure = async <T>(path: string, asking?: Asking): Promise<T> => {
    let answer = await asks(path, asking);
    if (answer.status === 401) {
      current = await signsInAgain();
      answer = await asks(path, asking);
    }
    if (answer.status >= 300) throw new Refused(path, answer);
    return answer.body as T;
  };
  const post = <T>(path: string, body: unknown = {}, key?: string) =>
    sure<T>(path, { method: 'POST', body, ...(key === undefined ? {} : { key }) });
  const bills = () => sure<BillList>('/bills?limit=100');
  const order = (id: string) => sure<Order>(`/orders/${id}`);
  const messages = async () => (await sure<{ items: Message[] }>('/messages?limit=100')).items;
  const startsPayment: Phone['startsPayment'] = ({ id }, key) => post(`/orders/${id}/payment`, {}, key);
  return {
    asks,
    bills,
    order,
    messages,
    startsPayment,
    home: () => sure('/home'),
    payable: async () => (await bills()).items.filter((each) => each.status === 'payable'),
    bill: (id) => sure(`/bills/${id}`),
    scans: (text) => post('/bills/scan', { text }),
    subjects: async () => (await sure<{ items: SubjectView[] }>('/subjects')).items,
    places: (chosen, key) => post('/orders', { billIds: chosen.map((each) => each.id) }, key),
    pays: async (placed) => {
      const payment = await startsPayment(placed);
      const { transactionId } = await city.cashier(payment.prepayId, 'paid');
      if (transactionId === undefined) throw new Error('the cashier did not take the money');
      return { payment, transactionId };
    },
    closes: ({ id }) => post(`/orders/${id}/close`),
    orders: async () => (await sure<{ items: Order[] }>('/orders?limit=100')).items,
    waitsFor: ({ id }, status, withinMs) =>
      eventually(
        `the order stands at ${status}`,
        async () => {
          const seen = await order(id);
          return seen.status === status && seen;
        },
        withinMs,
      ),
    receipt: ({ id }) => sure(`/orders/${id}/receipt`),
    isTold: ({ id }, type = 'order_settled') =>
      eventually(`she is told ${type}`, async () =>
        (await messages()).find((each) => each.ref.id === id && each.type === type),
      ),
    leaves: () => sure('/sessions/current', { method: 'DELETE' }),
  };
}

function signed(asking: Asking, hers: string): Question {
  const { key = asking.method === 'POST' ? randomUUID() : null, token = hers, ...question } = asking;
  return {
    ...question,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(key === null ? {} : { 'idempotency-key': key }),
      ...question.headers,
    },
  };
}
