import type { Citizen, Home, Session } from '../../../bff/contract';
import { closeSession, openSession } from '../api/sessions';
import { login, visitor } from '../wx/login';
import { storage } from '../wx/storage';
import { createStore } from './store';

/** Who is signed in, as the last answer said. Kept in memory only; the phone's storage holds nothing but the token. */
export const citizen = createStore<Pick<Citizen, 'displayName' | 'level'> | null>(null);

const tokenKey = () => `token.${visitor()}`;
export const heldToken = (): string | null => storage.read(tokenKey());

let opening: Promise<Session> | null = null;

/** From now on she comes with this session: after signing in, and after proving more of who she is. */
export function adopt(session: Session): void {
  storage.write(tokenKey(), session.token);
  citizen.set(session.citizen);
}

async function open(first?: 'home'): Promise<Session> {
  const session = await openSession(await login(), first);
  adopt(session);
  return session;
}

/** Signs in silently. Calls at the same moment share one login. */
export function signIn(first?: 'home'): Promise<Session> {
  opening ??= open(first).finally(() => {
    opening = null;
  });
  return opening;
}

/** The first screen in one request: the login's answer carries it. Null when a session is already held. */
export async function signInForHome(): Promise<Home | null> {
  if (heldToken()) return null;
  return (await signIn('home')).home ?? null;
}

export async function token(): Promise<string> {
  return heldToken() ?? (await signIn()).token;
}

/** A new token, unless another call has already brought one. */
export async function renew(refused: string): Promise<string> {
  const held = heldToken();
  if (held && held !== refused) return held;
  storage.remove(tokenKey());
  return (await signIn()).token;
}

/** Ends the session on both sides; the phone forgets it even when the front door cannot be reached. */
export async function signOut(): Promise<void> {
  const held = heldToken();
  storage.remove(tokenKey());
  citizen.set(null);
  if (held) await closeSession(held);
}
