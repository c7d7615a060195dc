import Taro from '@tarojs/taro';

/** Small strings in the phone: the session's token and how the pages look. Nothing else about a person belongs here. */
export const storage = {
  read(key: string): string | null {
    const value: unknown = Taro.getStorageSync(key);
    return typeof value === 'string' && value !== '' ? value : null;
  },
  write(key: string, value: string): void {
    Taro.setStorageSync(key, value);
  },
  remove(key: string): void {
    Taro.removeStorageSync(key);
  },
};
