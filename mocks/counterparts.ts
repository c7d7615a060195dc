import { cityIdentity } from './city-identity/index.ts';
import type { City, Counterpart } from './kit/city.ts';
import { smsGateway } from './sms-gateway/index.ts';
import { trafficFines } from './traffic-fines/index.ts';
import { waterBills } from './water-bills/index.ts';
import { wechat } from './wechat/index.ts';

/** One line per simulated counterpart. */
export const counterparts: readonly ((city: City) => Counterpart)[] = [
  trafficFines,
  waterBills,
  cityIdentity,
  smsGateway,
  wechat,
];
