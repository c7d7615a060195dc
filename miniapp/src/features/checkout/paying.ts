import { useRef, useState } from 'react';
import type { Order } from '../../../../bff/contract';
import { type ApiError, isApiError } from '../../api/error';
import { createIntent } from '../../api/intent';
import { placeOrder, preparePayment } from '../../api/orders';
import { go, routes } from '../../wx/go';
import { pay } from '../../wx/pay';

export type Phase = 'idle' | 'placing' | 'paying';

export interface Paying {
  phase: Phase;
  trouble: ApiError | null;
  /** Placed, but for another amount than was shown: she decides again. */
  changed: Order | null;
  /** Places the order for what was shown, then opens the cashier. */
  begin(billIds: string[], shownFen: number): Promise<void>;
  /** Opens the cashier for an order that stands. */
  payFor(orderId: string): Promise<void>;
}

/** From the tap to the cashier. Whatever the cashier said, the result page asks the order. */
export function usePaying(): Paying {
  const [phase, setPhase] = useState<Phase>('idle');
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const [changed, setChanged] = useState<Order | null>(null);
  const placing = useRef(createIntent());
  const preparing = useRef(createIntent());

  const guarded = async (act: () => Promise<void>) => {
    setTrouble(null);
    try {
      await act();
    } catch (error) {
      if (!isApiError(error)) throw error;
      setTrouble(error);
    } finally {
      setPhase('idle');
    }
  };

  const openCashier = async (orderId: string) => {
    setPhase('paying');
    const payment = await preparing.current((key) => preparePayment(orderId, key));
    const outcome = await pay(payment, routes.afterPaying(orderId));
    // Each prepay is opened once; paying again is a new intent.
    preparing.current = createIntent();
    if (outcome !== 'left')
      go.swap(outcome === 'returned' ? routes.afterPaying(orderId) : routes.order(orderId));
  };

  const begin = (billIds: string[], shownFen: number) =>
    guarded(async () => {
      setPhase('placing');
      const order = await placing.current((key) => placeOrder(billIds, key));
      if (order.totalFen === shownFen) await openCashier(order.id);
      else setChanged(order);
    });

  return { phase, trouble, changed, begin, payFor: (orderId) => guarded(() => openCashier(orderId)) };
}
