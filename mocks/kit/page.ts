import type Router from 'koa-router';
import type { City } from './city.ts';
import { profileOf } from './regions.ts';

/** A page for a person who wants to see the city from inside. */
export function homePage(router: Router, city: City): void {
  router.get('/', (ctx) => {
    ctx.type = 'html';
    ctx.body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${profileOf(city.profile).name}</title>`;
  });
}
