import type { FaultKind } from '../../mocks/kit/city.ts';
import type { CityState } from './city-state.ts';
import { type Answer, ask, type Question } from './json-http.ts';

export interface WantedFault {
  service: string;
  operation?: string;
  kind: FaultKind;
  delayMs?: number;
  /** How many calls it strikes; absent = until healed. */
  times?: number;
}

/** The controls of the simulated city, as anyone outside has them. Each throws when the city refuses. */
export interface City {
  url(): string;
  state(): Promise<CityState>;
  /** Epoch ms on the city's clock. */
  now(): Promise<number>;
  credentials(): Promise<CityCredentials>;
  personas(): Promise<CityPersona[]>;
  /** Jobs then due are done within ten seconds. */
  advances(ms: number, who?: 'all' | 'wechat'): Promise<void>;
  setsClock(ms: number, who?: 'all' | 'wechat'): Promise<void>;
  breaks(fault: WantedFault): Promise<{ id: string; heal(): Promise<void> }>;
  /** Takes every fault away. */
  heals(): Promise<void>;
  cashier(prepayId: string, result: 'paid' | 'cancel'): Promise<{ transactionId?: string; state: string }>;
  /** Somebody pays the bill at the bureau's own counter. */
  paysAtCounter(service: string, number: string): Promise<void>;
  grants(openid: string, templateId: string, count: number): Promise<void>;
  /** Anything else, raw. */
  asks(path: string, question?: Question): Promise<Answer>;
}

export interface CityCredentials {
  appid: string;
  secret: string;
  merchants: { mchid: string; serialNo: string; privateKeyPem: string; apiV3Key: string }[];
  platform: { serial: string; publicKeyPem: string; privateKeyPem: string }[];
}

export interface CityPersona {
  code: string;
  name: string;
  story: string;
  openid: string;
  /** Only of who is not linked yet: what she must type to prove her name. */
  identity?: { name: string; idNumber: string; phone: string };
}

export function cityClient(url: () => string): City {
  const asks = (path: string, question?: Question) => ask(`${url()}${path}`, question);
  const sure = async <T>(path: string, question?: Question): Promise<T> => {
    const answer = await asks(path, question);
    if (answer.status < 300) return answer.body as T;
    throw new Error(`the city answered ${answer.status} to ${path}: ${JSON.stringify(answer.body)}`);
  };
  const post = <T>(path: string, body: unknown) => sure<T>(path, { method: 'POST', body });
  /** The product reads the city's clock ten times a second: nobody acts before it knows of the jump. */
  const turnClock = async (turn: object) => {
    await post('/_city/clock', turn);
    await new Promise((done) => setTimeout(done, 400));
  };
  const remove = (path: string) => sure<void>(path, { method: 'DELETE' });
  return {
    url,
    asks,
    state: () => sure('/_city/state'),
    now: async () => (await sure<{ now: number }>('/_city/clock')).now,
    credentials: () => sure('/_city/credentials'),
    personas: async () => (await sure<{ personas: CityPersona[] }>('/_city/personas')).personas,
    advances: (advanceMs, who = 'all') => turnClock({ advanceMs, who }),
    setsClock: (set, who = 'all') => turnClock({ set, who }),
    breaks: async (fault) => {
      const { id } = await post<{ id: string }>('/_city/faults', fault);
      return { id, heal: () => remove(`/_city/faults/${id}`) };
    },
    heals: () => remove('/_city/faults'),
    cashier: (prepayId, result) => post(`/_city/wechat/cashier/${prepayId}`, { result }),
    paysAtCounter: (service, number) => post(`/_city/bureaus/${service}/bills/${number}/pay`, {}),
    grants: (openid, templateId, count) => post('/_city/wechat/grants', { openid, templateId, count }),
  };
}
