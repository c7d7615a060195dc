import type { Counterpart } from './city.ts';

/** `GET /_city/state`: every counterpart's books, each in its place. */
export function cityState(now: number, counterparts: readonly Counterpart[]): Record<string, unknown> {
  const bureaus: Record<string, unknown> = {};
  const wechat: Record<string, unknown> = {};
  const top: Record<string, unknown> = {};
  for (const each of counterparts) {
    if (each.place === 'wechat') Object.assign(wechat, each.state());
    else if (each.place === 'city') Object.assign(top, each.state());
    // Every bureau shows a list of bills, if only an empty one, so that a reader can walk them all alike.
    else bureaus[each.service] = { bills: [], ...each.state() };
  }
  return { now, bureaus, wechat, ...top };
}
