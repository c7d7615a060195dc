import type { Grant, GrantList, MessageList, ReportGrant } from '../../../bff/contract';
import { addressOf } from './address';
import { ask } from './door';

export type GrantAnswer = ReportGrant['result'];

export const listMessages = (cursor?: string): Promise<MessageList> =>
  ask<MessageList>({ method: 'GET', path: '/messages', query: { cursor, limit: 30 } });

export const readMessage = (id: string): Promise<void> =>
  ask<void>({ method: 'POST', path: addressOf('messages', id, '/read'), body: {} });

/** The templates worth asking for, and how many sends are left of each. */
export const listGrants = (): Promise<GrantList> =>
  ask<GrantList>({ method: 'GET', path: '/messages/grants' });

export const reportGrant = (templateId: string, result: GrantAnswer): Promise<Grant> =>
  ask<Grant>({ method: 'POST', path: '/messages/grants', body: { templateId, result } });
