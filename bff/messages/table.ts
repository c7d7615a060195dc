/**
 * How the subscribe message of an inbox row fared. `waiting` → `sending` → `sent` | `unknown` | `refused` | `failed`;
 * `inbox_only` when no send was left. From `sending` on it is never sent again, unless it certainly was not.
 */
export type PushState = 'waiting' | 'sending' | 'sent' | 'unknown' | 'refused' | 'failed' | 'inbox_only';

export interface MessageRow {
  id: string;
  citizen_id: string;
  type: string;
  /** What happened, once: `order_settled:<order id>`. */
  event_key: string;
  ref_kind: string;
  ref_id: string;
  /** `{ title, body }`, sealed: amounts and offences are hers. */
  words_sealed: string;
  push: PushState;
  pushed_at: number | null;
  created_at: number;
  read_at: number | null;
}

/** Sends of a template that a resident has allowed and that are not used up. */
export interface MessageGrantRow {
  citizen_id: string;
  template_id: string;
  remaining: number;
  updated_at: number;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    messages: MessageRow;
    message_grants: MessageGrantRow;
  }
}
