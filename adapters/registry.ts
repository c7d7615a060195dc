import type { ServiceFactory } from './kit/service.ts';
import { trafficFines } from './traffic-fines/index.ts';
import { waterBills } from './water-bills/index.ts';

/** One line per city service. */
export const registry: readonly ServiceFactory[] = [trafficFines, waterBills];
