const spoken = {
  'aria-label': '',
  'aria-role': '',
  'aria-hidden': '',
  'aria-checked': '',
  'aria-selected': '',
  'aria-disabled': '',
};

/** The attributes that WeChat's screen reader understands, per component that carries them. */
export const ariaParts = {
  View: spoken,
  Text: { 'aria-label': '', 'aria-hidden': '' },
  Input: { 'aria-label': '' },
};
