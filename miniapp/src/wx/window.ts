import Taro from '@tarojs/taro';

let top: number | null = null;

/** Height of the phone's status bar in px, above our own navigation bar. Asked once. */
export function statusBar(): number {
  top ??= Taro.getWindowInfo().statusBarHeight ?? 20;
  return top;
}

/** Room at the right of the navigation bar for WeChat's capsule, in px. */
export const CAPSULE = 95;
