import { z } from 'zod';
import type { Call } from '../contract/call.ts';
import { AdapterError, type AdapterErrorKind } from '../contract/error.ts';
import type { IdentityAdapter, LinkedPerson } from '../contract/identity.ts';
import type { Door } from '../kit/door.ts';
import { parseJson } from '../kit/json.ts';
import type { Counterpart, Runtime } from '../kit/runtime.ts';
import { requireSetting, requireUrl, type Settings } from '../kit/settings.ts';
import { signedHeaders } from './signature.ts';
import { Envelope, LinkedData, MatchData } from './wire.ts';

const counterpart: Counterpart = {
  id: 'city-identity',
  department: '城市统一身份认证平台',
  limits: { concurrent: 32, queued: 128 },
  resources: {},
};

const refusals: Readonly<Record<string, AdapterErrorKind>> = {
  '4001': 'rejected',
  '4290': 'rate_limited',
  '5000': 'unavailable',
};

/** The city's unified identity platform; protocol and quirk in README.md. */
class CityIdentity implements IdentityAdapter {
  readonly #url: string;
  readonly #app: { appId: string; secret: string };
  readonly #runtime: Runtime;

  constructor(url: string, app: { appId: string; secret: string }, runtime: Runtime) {
    this.#url = url;
    this.#app = app;
    this.#runtime = runtime;
  }

  async linked(openid: string, call: Call): Promise<LinkedPerson | null> {
    const ask = async (door: Door) => {
      const data = await this.#ask(door, 'linked', { openid });
      // While its own database is down the platform answers success without saying anything.
      if (z.strictObject({}).safeParse(data).success) throw failure('unavailable', 'linked');
      const { person } = LinkedData.parse(data);
      return person && linkedPerson(person);
    };
    const fields = ['姓名', '身份证号', '手机号', '已绑定的车辆和户号'];
    return (await this.#runtime.live({ operation: 'linked', fields, ask }, call)).value;
  }

  async matches(person: { name: string; idNumber: string }, call: Call): Promise<boolean> {
    const ask = async (door: Door) => {
      const { name, idNumber } = person;
      return MatchData.parse(await this.#ask(door, 'match', { name, idNumber })).result === '01';
    };
    const fields = ['姓名与身份证号是否一致'];
    return (await this.#runtime.live({ operation: 'match', fields, ask }, call)).value;
  }

  async #ask(door: Door, operation: string, message: Record<string, string>): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(message), 'utf8');
    const reply = await door.send({
      method: 'POST',
      url: `${this.#url}/auth/v1/${operation}`,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        ...signedHeaders(this.#app, body, this.#runtime.clock.now()),
      },
      body,
    });
    const { code, data } = Envelope.parse(parseJson(reply.body));
    if (code === '0') return data;
    throw failure(refusals[code] ?? 'bad_reply', operation, /^\d{1,6}$/.test(code) ? code : 'unreadable');
  }
}

function linkedPerson(person: NonNullable<LinkedData['person']>): LinkedPerson {
  const { name, idNumber, phone, level, bindings } = person;
  return { name, idNumber, phone, level: level === '3' ? 'L3' : 'L2', subjects: bindings };
}

function failure(kind: AdapterErrorKind, operation: string, bureauCode?: string): AdapterError {
  return new AdapterError(kind, {
    service: counterpart.id,
    operation,
    ...(bureauCode === undefined ? {} : { bureauCode }),
  });
}

export const cityIdentity = {
  counterpart,
  connect(settings: Settings, runtime: Runtime): IdentityAdapter {
    const { id } = counterpart;
    const url = requireUrl(id, settings);
    const app = {
      appId: requireSetting(id, settings, 'APP_ID'),
      secret: requireSetting(id, settings, 'SECRET'),
    };
    return new CityIdentity(url, app, runtime);
  },
};
