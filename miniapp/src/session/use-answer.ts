import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/error';
import { usePull, useReturn } from '../wx/page';

export interface Answer<T> {
  /** The last good answer; kept while asking again and when asking again fails. */
  value: T | null;
  trouble: ApiError | null;
  asking: boolean;
  reload(): Promise<void>;
}

const asTrouble = (error: unknown) =>
  error instanceof ApiError ? error : new ApiError('internal', { cause: error });

/**
 * Asks when the page opens, when it comes back into view, when it is pulled down and when `about` changes.
 * An answer that was overtaken by a later question is dropped.
 */
export function useAnswer<T>(load: () => Promise<T>, about = ''): Answer<T> {
  const [state, setState] = useState<Omit<Answer<T>, 'reload'>>({ value: null, trouble: null, asking: true });
  const latest = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const reload = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    setState((was) => (was.asking ? was : { ...was, asking: true }));
    const settle = (now: (was: T | null) => Omit<Answer<T>, 'reload'>) => {
      if (mine === latest.current) setState((was) => now(was.value));
    };
    try {
      const value = await loader.current();
      settle(() => ({ value, trouble: null, asking: false }));
    } catch (error) {
      settle((value) => ({ value, trouble: asTrouble(error), asking: false }));
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` names what is asked; a change asks again
  useEffect(() => {
    reload();
  }, [about, reload]);
  useReturn(reload);
  usePull(reload);
  return { ...state, reload };
}
