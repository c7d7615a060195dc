import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { appOf } from './app.ts';
import { type OpenBooks, openBooks } from './books.ts';
import type { City, Counterpart, World } from './city.ts';
import { openClock } from './clock.ts';
import type { Controls } from './control.ts';
import { openFaultDial } from './faults.ts';
import { handoverDir, writeHandover } from './handover.ts';
import { listen } from './listen.ts';
import { roundsOf } from './rounds.ts';
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
