import Taro, { useDidHide, useDidShow, usePullDownRefresh, useRouter, useUnload } from '@tarojs/taro';
import { useRef } from 'react';

/** The page's query, decoded. */
export function useQuery(name: string): string | undefined {
  const value = useRouter().params[name];
  return value ? decodeURIComponent(value) : undefined;
}

/** Each time the page comes back into view, not the first time. */
export function useReturn(act: () => void): void {
  const before = useRef(false);
  useDidShow(() => {
    if (before.current) act();
    before.current = true;
  });
}

/** Each time the page is covered, left or closed. */
export function useLeave(act: () => void): void {
  useDidHide(act);
  useUnload(act);
}

/** Pulling the page down; the indicator stays until the promise settles. */
export function usePull(act: () => Promise<void>): void {
  usePullDownRefresh(() => {
    act().finally(() => Taro.stopPullDownRefresh());
  });
}
