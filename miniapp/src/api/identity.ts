import type { Verification, Verify } from '../../../bff/contract';
import { ask } from './door';

/** One step of proving who the resident is: start, or answer with the code from the text message. */
export const verify = (step: Verify): Promise<Verification> =>
  ask<Verification>({ method: 'POST', path: '/identity/verifications', body: step });
