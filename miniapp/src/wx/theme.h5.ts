import type { Theme } from './theme';

export type { Theme } from './theme';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const named = (isDark: boolean): Theme => (isDark ? 'dark' : 'light');

export const currentTheme = (): Theme => named(dark.matches);

// `addListener`: Safari had no `addEventListener` here before 14.
export const onTheme = (listener: (theme: Theme) => void): void => {
  dark.addListener((event) => listener(named(event.matches)));
};
