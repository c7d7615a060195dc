import { z } from 'zod';
import { Message } from '../contract/index.ts';
import { backOff } from '../outbox/back-off.ts';
import type { Handled } from '../outbox/outbox.ts';
import type { Sent } from '../platform/wechat/subscribe.ts';
import { formatField } from './field-format.ts';
import * as grants from './grants.ts';
import * as repository from './repository.ts';
import type { MessagesDeps } from './service.ts';
import type { MessageRow, PushState } from './table.ts';
import type { Unread } from './unread.ts';
import { type OrderWords, type Told, tell } from './words.ts';

const Intended = z.object({ type: Message.shape.type, orderId: z.string() });

/** After 16 tries, about half an hour, the inbox alone must do: the news is old. */
const MOST_TRIES = 16;
export const WORDS = 'messages.words';

/**
 * `message.send { type, orderId }`: the inbox row once, then one subscribe message if the resident still allows one. Nothing
 * here touches money, and nothing a message suffers is more than a message lost: the inbox has it.
 */
export function createSend(deps: MessagesDeps, unread: Unread) {
  const { database, clock, counts, templates } = deps;
  const { templateId, fields } = templates.payment_result;

  async function send(payload: Record<string, unknown>, attempt: number): Promise<Handled> {
    const { type, orderId } = Intended.parse(payload);
    const order = await deps.orderWords(orderId);
    if (!order) return 'done';
    const told = tell(type, order);
    const row = await inInbox(type, orderId, order, told);
    if (row.push === 'sending') await repository.movePush(database.db, row.id, 'sending', 'unknown', 0);
    if (row.push !== 'waiting' || !(await begin(row))) return 'done';
    return push(row, order, told, attempt);
  }

  async function inInbox(
    type: Message['type'],
    orderId: string,
    order: OrderWords,
    { title, body }: Told,
  ): Promise<MessageRow> {
    const eventKey = `${type}:${orderId}`;
    const fresh = await repository.insertMessage(database.db, {
      id: deps.ids.next(),
      citizen_id: order.citizenId,
      type,
      event_key: eventKey,
      ref_kind: 'order',
      ref_id: orderId,
      words_sealed: deps.vault.seal(JSON.stringify({ title, body }), WORDS),
      push: 'waiting',
      pushed_at: null,
      created_at: clock.now(),
      read_at: null,
    });
    if (fresh) await unread.changed(order.citizenId);
    return repository.getByEvent(database.db, order.citizenId, eventKey);
  }

  /** Takes the grant before anything is sent: a crash in between costs her a message, never gives her two. */
  function begin(row: MessageRow): Promise<boolean> {
    return database.transact(async (trx) => {
      const now = clock.now();
      const granted = await grants.take(trx, row.citizen_id, templateId, now);
      const moved = await repository.movePush(
        trx,
        row.id,
        'waiting',
        granted ? 'sending' : 'inbox_only',
        now,
      );
      if (granted && !moved) await grants.add(trx, row.citizen_id, templateId, now);
      return granted && moved;
    });
  }

  async function push(row: MessageRow, order: OrderWords, told: Told, attempt: number): Promise<Handled> {
    const sent = await attemptSend(row, order, told);
    counts.push(sent.kind);
    if (sent.kind === 'wrong')
      deps.log.error({ messageId: row.id, errcode: sent.errcode }, 'subscribe message was refused as wrong');
    const again = sent.kind === 'busy' && attempt < MOST_TRIES;
    await conclude(row, again ? 'waiting' : endOf(sent), sent);
    return again
      ? { retryAt: clock.now() + backOff(attempt, 2_000, 180_000, deps.random ?? Math.random) }
      : 'done';
  }

  async function attemptSend(row: MessageRow, order: OrderWords, told: Told): Promise<Sent> {
    const values = [order.title, order.payeeName, { fen: order.amountFen }, told.phrase, { at: order.at }];
    const data = Object.fromEntries(
      fields.map((field, index) => [field, { value: formatField(field, values[index] ?? '') }]),
    );
    const page = `features/checkout/result/index?id=${row.ref_id}`;
    try {
      const openid = await deps.openidOf(row.citizen_id);
      return await deps.wechat.sendSubscribe({ openid, templateId, page, data });
    } catch (error) {
      // No access token: nothing has left the house.
      deps.log.warn({ messageId: row.id, err: error }, 'subscribe message could not be sent');
      return { kind: 'busy' };
    }
  }

  /** A grant is given back only for what certainly was not delivered. */
  function conclude(row: MessageRow, to: PushState, sent: Sent): Promise<void> {
    return database.transact(async (trx) => {
      const now = clock.now();
      if (!(await repository.movePush(trx, row.id, 'sending', to, now))) return;
      if (sent.kind === 'not_allowed') await grants.zero(trx, row.citizen_id, templateId, now);
      if (sent.kind === 'busy' || sent.kind === 'wrong')
        await grants.add(trx, row.citizen_id, templateId, now);
    });
  }

  return { send };
}

function endOf(sent: Sent): PushState {
  if (sent.kind === 'sent' || sent.kind === 'unknown') return sent.kind;
  return sent.kind === 'not_allowed' ? 'refused' : 'failed';
}
