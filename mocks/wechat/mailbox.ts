import { randomInt } from 'node:crypto';
import type { City, Shelf } from '../kit/city.ts';
import { ServerRefusal } from './server-error.ts';
import { firstFault, templateOf } from './template.ts';

/** A subscribe message that reached a resident. `at` in epoch milliseconds on WeChat's clock. */
export interface Message {
  openid: string;
  templateId: string;
  page?: string;
  data: Record<string, { value: string }>;
  at: number;
}

export interface Grant {
  openid: string;
  templateId: string;
  count: number;
}

/** What is asked of `/cgi-bin/message/subscribe/send`, already parsed from JSON. */
export interface Sending {
  touser: string;
  template_id: string;
  page?: string | undefined;
  data: Record<string, unknown>;
}

/** Messages and the permissions to send them: one accepted tap, one message. */
export class Mailbox {
  private readonly city: City;
  private readonly knows: (openid: string) => boolean;
  private readonly messages: Shelf<Message>;
  private readonly grants: Shelf<Grant>;

  constructor(city: City, knows: (openid: string) => boolean) {
    this.city = city;
    this.knows = knows;
    this.messages = city.books.shelf('wechat-messages');
    this.grants = city.books.shelf('wechat-grants');
  }

  clear(): void {
    this.messages.clear();
    this.grants.clear();
  }

  allMessages(): Message[] {
    return this.messages.all();
  }

  allGrants(): Grant[] {
    return this.grants.all();
  }

  /** The resident taps 允许 `count` times more; 0 takes back what is left. Answers what is there now. */
  grant(openid: string, templateId: string, count: number): number {
    const key = grantKey(openid, templateId);
    const left = count === 0 ? 0 : (this.grants.get(key)?.count ?? 0) + count;
    this.grants.put(key, { openid, templateId, count: left });
    return left;
  }

  /** Delivers and uses one grant up; answers the msgid. Refuses 40003, 40037, 41030, 47003, 43101. */
  send(sending: Sending): number {
    const template = templateOf(sending.template_id);
    if (!this.knows(sending.touser)) throw new ServerRefusal(40003);
    if (!template) throw new ServerRefusal(40037);
    if (sending.page !== undefined && !isPagePath(sending.page)) throw new ServerRefusal(41030);
    const fault = firstFault(template, sending.data);
    if (fault) throw new ServerRefusal(47003, fault);
    const key = grantKey(sending.touser, sending.template_id);
    const grant = this.grants.get(key);
    if (!grant || grant.count < 1) throw new ServerRefusal(43101);
    const message: Message = {
      openid: sending.touser,
      templateId: sending.template_id,
      ...(sending.page === undefined ? {} : { page: sending.page }),
      data: sending.data as Message['data'],
      at: this.city.clock.now('wechat'),
    };
    return this.city.books.atomic(() => {
      this.grants.put(key, { ...grant, count: grant.count - 1 });
      const id = randomInt(1e12, 1e14);
      this.messages.put(String(id), message);
      return id;
    });
  }
}

const grantKey = (openid: string, templateId: string) => `${openid}/${templateId}`;

/** Page paths begin with a letter and no slash: `pages/order/index?id=1`, `features/bills/detail`. */
const isPagePath = (page: string) =>
  /^[A-Za-z][\w-]*(\/[\w-]+)+(\?[^\s]*)?$/.test(page) && page.length <= 1024;
