export { type Citizen, Refused } from './citizen.ts';
export type { City } from './city.ts';
export { billAt, type CityState, transactionsOf } from './city-state.ts';
export { eventually } from './eventually.ts';
export { type House, type HouseOptions, startHouse } from './house.ts';
export { type Answer, ask } from './json-http.ts';
