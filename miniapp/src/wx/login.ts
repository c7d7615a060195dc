import Taro from '@tarojs/taro';

/** A fresh code of wx.login, good once. */
export async function login(): Promise<string> {
  return (await Taro.login()).code;
}

/** Whose session the phone holds: WeChat knows one user at a time. */
export const visitor = (): string => 'self';
