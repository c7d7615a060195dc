import type { Home } from '../../../bff/contract';
import { signInForHome } from '../session/sign-in';
import { ask } from './door';

/** The first screen. Cold, it arrives with the login itself: one request. */
export async function readHome(): Promise<Home> {
  return (await signInForHome()) ?? ask<Home>({ method: 'GET', path: '/home' });
}
