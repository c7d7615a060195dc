import type { Call } from '../contract/call.ts';
import { AdapterError } from '../contract/error.ts';
import type { SmsAdapter } from '../contract/identity.ts';
import type { Door } from '../kit/door.ts';
import { parseJson } from '../kit/json.ts';
import type { Counterpart, Runtime } from '../kit/runtime.ts';
import { requireSetting, requireUrl, type Settings } from '../kit/settings.ts';
import { SmsReply } from './wire.ts';

const counterpart: Counterpart = {
  id: 'sms-gateway',
  department: '短信通道',
  limits: { concurrent: 16, queued: 64 },
  resources: {},
};

/** The gateway refuses a text that does not begin with the registered signature. */
const SIGNATURE = '【一机通】';
const ACCEPTED = '0';
const TOO_OFTEN = '9';

class SmsGateway implements SmsAdapter {
  readonly #url: string;
  readonly #token: string;
  readonly #runtime: Runtime;

  constructor(url: string, token: string, runtime: Runtime) {
    this.#url = url;
    this.#token = token;
    this.#runtime = runtime;
  }

  async send({ key, phone, text }: { key: string; phone: string; text: string }, call: Call): Promise<void> {
    const content = text.startsWith(SIGNATURE) ? text : `${SIGNATURE}${text}`;
    const ask = async (door: Door) => {
      const reply = await door.send({
        method: 'POST',
        url: `${this.#url}/sms/send`,
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          Authorization: `Bearer ${this.#token}`,
        },
        body: JSON.stringify({ extno: key, mobile: phone, content }),
      });
      refuse(SmsReply.parse(parseJson(reply.body)).respcode);
    };
    await this.#runtime.write({ operation: 'send', fields: ['手机号', '短信内容'], ask }, call);
  }
}

function refuse(respcode: string): void {
  if (respcode === ACCEPTED) return;
  throw new AdapterError(respcode === TOO_OFTEN ? 'rate_limited' : 'rejected', {
    service: counterpart.id,
    operation: 'send',
    bureauCode: /^[0-9A-Za-z]{1,8}$/.test(respcode) ? respcode : 'unreadable',
  });
}

export const smsGateway = {
  counterpart,
  connect(settings: Settings, runtime: Runtime): SmsAdapter {
    const url = requireUrl(counterpart.id, settings);
    return new SmsGateway(url, requireSetting(counterpart.id, settings, 'TOKEN'), runtime);
  },
};
