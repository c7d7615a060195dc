import type { Home } from '../../../bff/contract';
import { checked } from './clock';
import { comeTo } from './prefs';
import { citizen } from './sign-in';
import { createStore } from './store';

/** The city's service line, on every page that may get stuck. */
export const hotline = createStore('12345');
/** Messages not read yet, on the tab bar. */
export const unread = createStore(0);

/** What the first screen tells every other page. */
export function learn(home: Home): void {
  checked(home.checkedAt);
  comeTo(home.city.id);
  hotline.set(home.city.hotline);
  unread.set(home.unread);
  citizen.set(home.citizen);
}
