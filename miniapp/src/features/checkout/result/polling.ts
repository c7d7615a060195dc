import { useEffect, useRef } from 'react';
import type { Order } from '../../../../../bff/contract';
import { useLeave, useReturn } from '../../../wx/page';
import { pauseBefore } from './pause';

/** Still moving by itself: worth asking again. */
export const isOpen = (order: Order, asking: boolean): boolean =>
  order.status === 'processing' || order.status === 'refunding' || (order.status === 'unpaid' && asking);

/** Asks again and again with growing pauses while `open`, only while the page is in view. */
export function usePolling(open: boolean, order: Order | null, ask: () => Promise<void>): void {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef(0);
  const stop = () => clearTimeout(timer.current);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer, even an equal one, starts the next pause
  useEffect(() => {
    stop();
    if (!open) return stop;
    timer.current = setTimeout(() => {
      asked.current += 1;
      ask();
    }, pauseBefore(asked.current));
    return stop;
  }, [open, order]);

  useLeave(stop);
  useReturn(() => {
    asked.current = 0;
  });
}
