export { type Citizen, Refused } from './citizen.ts';
export { billAt, transactionsOf } from './city-state.ts';
export { eventually } from './eventually.ts';
export { type House, startHouse } from './house.ts';
export { type Answer, ask } from './json-http.ts';
export { anOrder } from './story.ts';
