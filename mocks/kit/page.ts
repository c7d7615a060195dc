import { readFileSync } from 'node:fs';
import type Router from 'koa-router';

const files = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};

/** A page for a person who wants to turn the clock, break things and read the books. */
export function homePage(router: Router): void {
  for (const [path, { file, type }] of Object.entries(files)) {
    router.get(path, (ctx) => {
      ctx.body = readFileSync(new URL(`page/${file}`, import.meta.url));
      ctx.set('Content-Type', type);
    });
  }
}
