import Taro from '@tarojs/taro';

export type Theme = 'light' | 'dark';

export const currentTheme = (): Theme => (Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light');

/** Follows the system for as long as the app lives. */
export const onTheme = (listener: (theme: Theme) => void): void => {
  Taro.onThemeChange(({ theme }) => listener(theme === 'dark' ? 'dark' : 'light'));
};
