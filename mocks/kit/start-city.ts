import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Koa from 'koa';
import Router from 'koa-router';
import { BodyTooLarge } from './body.ts';
import { type OpenBooks, openBooks } from './books.ts';
import type { City, Counterpart, World } from './city.ts';
import { openClock } from './clock.ts';
import { type Controls, controlRoutes } from './control.ts';
import { allowLoopbackPages } from './cors.ts';
import { openFaultDial } from './faults.ts';
import { handoverDir, writeHandover } from './handover.ts';
import { log } from './log.ts';
import { homePage } from './page.ts';
import type { CitySettings } from './settings.ts';
import { buildWorld } from './world.ts';

export interface RunningCity {
  url: string;
  city: City;
  /** Ends at once, whatever is still being asked. */
  stop(): Promise<void>;
}

interface Identity {
  profile: string;
  seed: string;
}

const FIRST_SEED = 'yijitong';
const ROUNDS_PER_SECOND = 4;

/**
 * Starts a city on 127.0.0.1 with its books in `settings.dataDir`.
 * Throws an Error that names the variable to change when the port or the books are taken.
 */
export async function startCity(
  settings: CitySettings,
  makers: readonly ((city: City) => Counterpart)[],
): Promise<RunningCity> {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const port = await listen(server, settings.port);
  const books = openBooksOr(server, settings.dataDir);
  const { city, controls, rounds } = compose(settings, `http://127.0.0.1:${port}`, books, makers);
  answer = appOf(controls).callback();
  writeHandover(settings.dataDir, { CITY_CLOCK_URL: `${city.url()}/_city/clock` }, controls.counterparts);
  const timer = setInterval(rounds, 1000 / ROUNDS_PER_SECOND);
  return {
    url: city.url(),
    city,
    stop: async () => {
      clearInterval(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      books.close();
    },
  };
}

function openBooksOr(server: Server, dataDir: string): OpenBooks {
  try {
    return openBooks(dataDir);
  } catch (error) {
    server.close();
    throw error;
  }
}

function compose(
  settings: CitySettings,
  url: string,
  books: OpenBooks,
  makers: readonly ((city: City) => Counterpart)[],
) {
  const identity = books.shelf<Identity>('city');
  if (identity.get('city')?.profile !== settings.profile) books.wipe();
  let { seed } = identity.get('city') ?? { seed: FIRST_SEED };
  let world: World = buildWorld(settings.profile, seed);
  const clock = openClock(books);
  const counterparts: Counterpart[] = [];
  const dial = openFaultDial(() => counterparts.flatMap((each) => each.dial ?? [{ service: each.service }]));
  const city: City = {
    profile: settings.profile,
    get seed() {
      return seed;
    },
    clock,
    faults: dial,
    books,
    get world() {
      return world;
    },
    url: () => url,
    handoverPath: (name) => join(handoverDir(settings.dataDir), name),
  };
  counterparts.push(...makers.map((make) => make(city)));
  const rounds = roundsOf(counterparts);
  const open = () => openOffices(books, identity, city, counterparts);
  open();
  const reset = (next: string) => {
    books.atomic(() => {
      books.wipe();
      seed = next;
      world = buildWorld(settings.profile, seed);
      dial.clear();
      clock.backToRealTime();
      open();
    });
  };
  const controls: Controls = { city, clock, dial, counterparts, nudge: rounds, reset };
  return { city, controls, rounds };
}

/** Each counterpart fills its books once per world; one added later is filled when it first appears. */
function openOffices(
  books: OpenBooks,
  identity: ReturnType<typeof books.shelf<Identity>>,
  city: City,
  counterparts: readonly Counterpart[],
): void {
  const opened = books.shelf<true>('opened');
  books.atomic(() => {
    identity.put('city', { profile: city.profile, seed: city.seed });
    for (const each of counterparts) {
      if (opened.get(each.service)) continue;
      each.open();
      opened.put(each.service, true);
    }
  });
}

/** One round does what is due everywhere; a counterpart still busy from the last round is left alone. */
function roundsOf(counterparts: readonly Counterpart[]): () => void {
  const busy = new Set<Counterpart>();
  const visit = async (each: Counterpart) => {
    if (!each.due || busy.has(each)) return;
    busy.add(each);
    try {
      await each.due();
    } catch (error) {
      log.error({ err: error, service: each.service }, 'a due job failed');
    } finally {
      busy.delete(each);
    }
  };
  return () => {
    for (const each of counterparts) void visit(each);
  };
}

function appOf(controls: Controls): Koa {
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

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`CITY_PORT: port ${port} is already in use on 127.0.0.1`) : error);
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
