import { useState } from 'react';
import { type Answer, useAnswer } from './use-answer';

interface Paged<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list that grows at its end. Asking anew starts at the first page again. */
export function useList<T, P extends Paged<T>>(read: (cursor?: string) => Promise<P>) {
  const [older, setOlder] = useState<P[]>([]);
  const [growing, setGrowing] = useState(false);
  const answer: Answer<P> = useAnswer(async () => {
    const first = await read();
    setOlder([]);
    return first;
  });
  const pages = answer.value ? [answer.value, ...older] : [];
  const next = pages[pages.length - 1]?.nextCursor ?? null;
  const more = async () => {
    if (!next || growing) return;
    setGrowing(true);
    const page = await read(next).finally(() => setGrowing(false));
    setOlder((was) => [...was, page]);
  };
  return { answer, items: pages.flatMap((page) => page.items), more: next ? more : null, growing };
}
