/** What a screen reader is told about a part. */
export interface Spoken {
  role?: string;
  label?: string;
  hidden?: boolean;
  checked?: boolean;
  selected?: boolean;
  disabled?: boolean;
}

/** WeChat's names of it. */
export const spoken = (part: Spoken): Record<string, string | boolean | undefined> => ({
  'aria-role': part.role,
  'aria-label': part.label,
  'aria-hidden': part.hidden,
  'aria-checked': part.checked,
  'aria-selected': part.selected,
  'aria-disabled': part.disabled,
});

/** Phones have no keyboard focus to manage. */
export const keyboard = (_act: (() => void) | undefined): Record<string, unknown> => ({});
