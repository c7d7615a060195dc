import type { City, Counterpart } from './kit/city.ts';

/** One line per simulated counterpart. */
export const counterparts: readonly ((city: City) => Counterpart)[] = [];
