import type { Spoken } from './spoken';

export type { Spoken } from './spoken';

const text = (flag: boolean | undefined) => (flag === undefined ? undefined : String(flag));

export const spoken = (part: Spoken): Record<string, string | undefined> => ({
  role: part.role,
  'aria-label': part.label,
  'aria-hidden': text(part.hidden),
  'aria-checked': text(part.checked),
  'aria-selected': text(part.selected),
  'aria-disabled': text(part.disabled),
});

/** Enter and the space bar press what is focused. */
export const keyboard = (act: (() => void) | undefined): Record<string, unknown> =>
  act
    ? {
        tabIndex: 0,
        onKeyDown: (event: KeyboardEvent) => {
          if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
          event.preventDefault();
          act();
        },
      }
    : {};
