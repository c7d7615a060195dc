import Koa from 'koa';
import Router from 'koa-router';
import { BodyTooLarge } from './body.ts';
import { type Controls, controlRoutes } from './control.ts';
import { allowLoopbackPages } from './cors.ts';
import { log } from './log.ts';
import { homePage } from './page.ts';

/** Everything the city answers: its counterparts under their own paths, the controls, the page. */
export function appOf(controls: Controls): Koa {
  const app = new Koa();
  const router = new Router();
  for (const each of controls.counterparts) each.routes(router);
  controlRoutes(router, controls);
  homePage(router);
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A caller who hangs up is everyday life on a bad day.
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') log.error({ err: error }, 'a request failed');
  });
  app.use(allowLoopbackPages);
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      ctx.status = 413;
      ctx.body = { error: { code: 'body_too_large', message: error.message } };
    }
  });
  app.use(router.routes());
  return app;
}
