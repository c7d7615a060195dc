import type { City, Counterpart, DialEntry } from '../kit/city.ts';
import { NonceMemory } from './authorization.ts';
import { Cashier } from './cashier.ts';
import { controlRoutes } from './control-routes.ts';
import { handover } from './handover.ts';
import { keysOf } from './keys.ts';
import { Logins } from './login.ts';
import { Mailbox } from './mailbox.ts';
import { NoticeDesk } from './notice-desk.ts';
import { noticeRoutes } from './notice-routes.ts';
import { OrderBook } from './order-book.ts';
import { payDoors } from './pay-door.ts';
import { payRoutes } from './pay-routes.ts';
import { PlannedErrors } from './planned-errors.ts';
import { serverRoutes } from './server-routes.ts';
import { wechatState } from './state.ts';
import { templates } from './template.ts';
import { Tokens } from './tokens.ts';

const dial: readonly DialEntry[] = [
  {
    service: 'wechat',
    operations: {
      jscode2session: ['code2session', 'login', 'session'],
      stable_token: ['token', 'access_token'],
      subscribe_send: ['subscribe', 'send', 'message'],
    },
    kinds: ['slow', 'hang', 'refuse', 'http_500', 'garbage', 'lost_reply', 'duplicate', 'reorder'],
  },
  {
    service: 'wechat-pay',
    operations: {
      jsapi: ['prepay', 'order', 'place'],
      query: ['query_order', 'transaction'],
      close: ['close_order'],
      notice: ['notify', 'notification'],
    },
  },
];

/** WeChat as a mini-program's backend meets it: the server API, Pay v3, and the payer with a phone. */
export function wechat(city: City, sharedKeys = process.env.CITY_KEYS): Counterpart {
  const keys = keysOf(city.books, sharedKeys);
  const orders = new OrderBook(city.books);
  const desk = new NoticeDesk(city, keys);
  const logins = new Logins(city);
  const tokens = new Tokens(city);
  const mailbox = new Mailbox(city, (openid) => logins.knows(openid));
  const planned = new PlannedErrors();
  const nonces = new NonceMemory();
  const cashier = new Cashier(city, keys, orders, desk);
  return {
    service: 'wechat',
    place: 'wechat',
    dial,
    routes: (router) => {
      payRoutes(router, payDoors(city, keys, nonces), orders, (openid) => logins.knows(openid));
      serverRoutes(router, city, { keys, logins, tokens, mailbox, planned });
      controlRoutes(router, city, { cashier, mailbox, logins, planned });
      noticeRoutes(router, city, keys, orders, desk);
    },
    state: () => wechatState(city.clock.now('wechat'), orders, desk, mailbox),
    credentials: () => ({
      appid: keys.appid,
      secret: keys.secret,
      merchants: keys.merchants.map(({ publicKeyPem: _public, ...merchant }) => merchant),
      platform: keys.platform,
      templates,
    }),
    open: () => {
      for (const part of [orders, desk, logins, tokens, mailbox, planned, nonces]) part.clear();
    },
    due: () => desk.due(),
    handover: () => handover(city, keys),
  };
}
