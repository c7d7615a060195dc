import type { AccessList } from '../../../bff/contract';
import { ask } from './door';

/** Who looked at the resident's data, latest first. */
export const listAccess = (cursor?: string): Promise<AccessList> =>
  ask<AccessList>({ method: 'GET', path: '/privacy-ledger', query: { cursor, limit: 100 } });
