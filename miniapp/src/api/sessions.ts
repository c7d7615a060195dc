import type { Session } from '../../../bff/contract';
import { exchange } from './client';
import { transport } from './transport';

const around = { base: API_BASE, transport };

/** Opens a session with a login code. With `first`, the answer carries the home page too. */
export const openSession = (code: string, first?: 'home'): Promise<Session> =>
  exchange<Session>(around, { method: 'POST', path: '/sessions', body: first ? { code, first } : { code } });

export const closeSession = (token: string): Promise<void> =>
  exchange<void>(around, { method: 'DELETE', path: '/sessions/current' }, token);
