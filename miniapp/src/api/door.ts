import { renew, token } from '../session/sign-in';
import { createDoor } from './client';
import { transport } from './transport';

export const ask = createDoor({
  base: API_BASE,
  transport,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  token,
  renew,
});
