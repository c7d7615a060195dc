import type { Bill, Order } from '../../bff/contract/index.ts';
import type { Citizen } from './citizen.ts';
import type { House } from './house.ts';

export interface Begun {
  citizen: Citizen;
  fine: Bill;
  order: Order;
}

/** How most stories begin: a resident who has not been here before orders the first fine that she can pay. */
export async function anOrder(house: House): Promise<Begun> {
  const citizen = await house.citizen();
  const [fine] = await citizen.payable();
  if (!fine) throw new Error('she has no fine');
  return { citizen, fine, order: await citizen.places([fine]) };
}
