import type { ServiceList } from '../../../bff/contract';
import { ask } from './door';

export const listServices = (): Promise<ServiceList> =>
  ask<ServiceList>({ method: 'GET', path: '/services', query: { limit: 100 } });
