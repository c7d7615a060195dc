import { Counter } from 'prom-client';
import type { Grant, Message, ReportGrant } from '../contract/index.ts';
import type { Handlers } from '../outbox/outbox.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Database } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import type { Kv } from '../platform/kv.ts';
import type { Log } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { rfc3339 } from '../platform/time.ts';
import type { Templates, Wechat } from '../platform/wechat/wechat.ts';
import * as grants from './grants.ts';
import * as repository from './repository.ts';
import { createSend, WORDS } from './send.ts';
import type { MessageRow } from './table.ts';
import { createUnread } from './unread.ts';
import type { OrderWords } from './words.ts';

export interface MessagesDeps {
  database: Database;
  clock: Clock;
  ids: Ids;
  kv: Kv;
  vault: Vault;
  log: Log;
  wechat: Pick<Wechat, 'sendSubscribe'>;
  templates: Templates;
  counts: MessageCounts;
  openidOf(citizenId: string): Promise<string>;
  /** The words a message about an order is made of; null when there is no such order. */
  orderWords(orderId: string): Promise<OrderWords | null>;
  random?: () => number;
}

export interface MessageCounts {
  push(outcome: string): void;
}

export function createMessageCounts(metrics: Metrics): MessageCounts {
  const pushes = new Counter({
    name: 'subscribe_messages_total',
    help: 'Subscribe messages by what became of them; alarm on any `wrong`',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  return { push: (outcome) => pushes.inc({ outcome }) };
}

export interface Inbox {
  items: Message[];
  nextCursor: string | null;
  unread: number;
}

export interface Messages {
  /** Newest first. @throws AppError invalid_request (bad cursor) */
  list(citizenId: string, page: { cursor?: string | undefined; limit: number }): Promise<Inbox>;
  /** Reading twice is reading once. @throws AppError not_found, also for what is not hers */
  read(citizenId: string, id: string): Promise<void>;
  unread(citizenId: string): Promise<number>;
  /** The templates worth asking for. */
  grants(citizenId: string): Promise<Grant[]>;
  /** What she answered when asked. @throws AppError not_found (not a template of ours) */
  report(citizenId: string, answer: ReportGrant): Promise<Grant>;
  /** `message.send`. */
  jobs: Handlers;
}

const CURSOR = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function createMessages(deps: MessagesDeps): Messages {
  const { clock, vault, templates } = deps;
  const { db } = deps.database;
  const unread = createUnread(db, deps.kv);
  const { send } = createSend(deps, unread);
  const { templateId } = templates.payment_result;
  const grantOf = async (citizenId: string): Promise<Grant> => ({
    templateId,
    remaining: await grants.remaining(db, citizenId, templateId),
  });

  return {
    async list(citizenId, { cursor, limit }) {
      if (cursor !== undefined && !CURSOR.test(cursor)) throw badCursor();
      const rows = await repository.listMessages(db, { citizenId, before: cursor, limit: limit + 1 });
      const page = rows.slice(0, limit);
      return {
        items: page.map((row) => present(row, vault)),
        nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
        unread: await unread.count(citizenId),
      };
    },
    async read(citizenId, id) {
      const row = await repository.findOwn(db, citizenId, id);
      if (!row) throw new AppError('not_found');
      if (row.read_at !== null) return;
      await repository.markRead(db, id, clock.now());
      await unread.changed(citizenId);
    },
    unread: unread.count,
    grants: async (citizenId) => [await grantOf(citizenId)],
    async report(citizenId, answer) {
      if (answer.templateId !== templateId) throw new AppError('not_found');
      // Only an accept changes what she allows: a "no" now does not take back an earlier "yes".
      if (answer.result === 'accept') await grants.add(db, citizenId, templateId, clock.now());
      return grantOf(citizenId);
    },
    jobs: { 'message.send': send },
  };
}

function present(row: MessageRow, vault: Vault): Message {
  const { title, body } = JSON.parse(vault.open(row.words_sealed, WORDS)) as { title: string; body: string };
  return {
    id: row.id,
    type: row.type as Message['type'],
    title,
    body,
    createdAt: rfc3339(row.created_at),
    ...(row.read_at !== null && { readAt: rfc3339(row.read_at) }),
    ref: { kind: 'order', id: row.ref_id },
  };
}

const badCursor = () =>
  new AppError('invalid_request', {
    details: { issues: [{ field: 'query.cursor', problem: 'invalid_format' }] },
  });
