import type { Books, CityClock } from './city.ts';

export type Who = 'all' | 'wechat';

/** How far the clocks stand from the machine's own, in ms. */
interface Offsets {
  city: number;
  /** WeChat's distance from the city's clock. */
  wechatSkew: number;
}

export interface TurnableClock extends CityClock {
  /** `all` moves everyone; `wechat` moves WeChat alone, so that skew can be shown. */
  advance(ms: number, who: Who): void;
  /** `all` sets everyone to the same moment and so ends any skew. */
  set(at: number, who: Who): void;
  backToRealTime(): void;
}

/** Both clocks run on from where the books left them, so a restart does not turn time back. */
export function openClock(books: Books, machine: () => number = Date.now): TurnableClock {
  const shelf = books.shelf<Offsets>('clock');
  let offsets = shelf.get('offsets') ?? { city: 0, wechatSkew: 0 };
  const keep = (next: Offsets) => {
    shelf.put('offsets', next);
    offsets = next;
  };
  const now = (who: Who = 'all') => machine() + offsets.city + (who === 'wechat' ? offsets.wechatSkew : 0);
  return {
    now,
    advance: (ms, who) =>
      keep(
        who === 'all'
          ? { ...offsets, city: offsets.city + ms }
          : { ...offsets, wechatSkew: offsets.wechatSkew + ms },
      ),
    set: (at, who) =>
      keep(
        who === 'all' ? { city: at - machine(), wechatSkew: 0 } : { ...offsets, wechatSkew: at - now('all') },
      ),
    backToRealTime: () => keep({ city: 0, wechatSkew: 0 }),
  };
}
