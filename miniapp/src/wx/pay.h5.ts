import { payElsewhere } from '../text/notify';
import { say } from './ask';
import type { Pay } from './pay';
import { simulation } from './simulation';

export type { PayOutcome } from './pay';

/** A browser pays at the city's cashier page, which sends it back; the order then says what happened. */
export const pay: Pay = async (payment, back) => {
  const around = await simulation();
  if (!around) {
    say(payElsewhere);
    return 'cancelled';
  }
  const here = window.location.href.split('#')[0] ?? '';
  const returnTo = encodeURIComponent(`${here}#${back}`);
  window.location.assign(`${around.city}/cashier/${encodeURIComponent(payment.prepayId)}?return=${returnTo}`);
  return 'left';
};
