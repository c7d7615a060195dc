import type Router from 'koa-router';
import { Home } from '../contract/home.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import type { HomeRoom } from './service.ts';

export function homeRoutes(router: Router, home: HomeRoom, { citizen }: Doors): void {
  router.get(
    '/home',
    citizen('L1'),
    guard({ response: Home }, ({ citizen: who, requestId }) => home.show(who, requestId)),
  );
}
