import { instant } from '../text/format';

/** How far the city's clock is ahead of the phone's, in ms. A phone may be wrong, and a simulated city may be in next week. */
let ahead = 0;

/** The city's time, as near as its answers tell. */
export const now = (): number => Date.now() + ahead;

/** An answer was made at this very time. */
export const checked = (time: string): void => {
  ahead = instant(time) - Date.now();
};

/** Something has happened at this time, so it cannot be earlier now. */
export const happened = (time: string): void => {
  ahead = Math.max(ahead, instant(time) - Date.now());
};
