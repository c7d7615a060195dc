import type { Middleware } from 'koa';
import { z } from 'zod';

const Personas = z.object({
  personas: z.array(z.object({ code: z.string(), name: z.string(), story: z.string() })),
});

/**
 * `GET /city.json`, in a simulated city only: where its cashier is and who can be played, for the H5 page's chooser.
 * A real city has no such page.
 */
export function simulatedCity(clockUrl: string | undefined): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/city.json' || ctx.method !== 'GET' || clockUrl === undefined) return next();
    const city = new URL(clockUrl).origin;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { city, personas: await personasOf(city) };
  };
}

async function personasOf(city: string): Promise<unknown[]> {
  try {
    const reply = await fetch(`${city}/_city/personas`, { signal: AbortSignal.timeout(2_000) });
    return Personas.parse(await reply.json()).personas;
  } catch {
    // The page works without a chooser.
    return [];
  }
}
