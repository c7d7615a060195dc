import { counterpartIds } from '../adapters/index.ts';
import type { RawEnvironment } from './config/environment.ts';
import { type Config, readConfig } from './config.ts';
import { type Foundation, openFoundation } from './foundation.ts';
import { createFrontDoor } from './front-door.ts';
import { createPhoneServer, type Listening, listen } from './http/server.ts';
import { startHousekeeping } from './ops/housekeeping.ts';
import { createOps } from './ops/server.ts';
import { createRooms, type Rooms } from './rooms.ts';

/** A running process: what it says when it is ready, and how it ends. */
export interface Running {
  readyLine: string;
  /** Under two seconds. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** The phone-facing process. On the embedded store it is its own worker. @throws naming the variable that is wrong */
export async function startBff(environment: RawEnvironment): Promise<Running> {
  const config = readConfig(environment, counterpartIds);
  const foundation = await openFoundation(config);
  const ends: (() => Promise<void>)[] = [foundation.close];
  try {
    let publicUrl = config.publicUrl;
    const rooms = createRooms(config, foundation, () => publicUrl ?? '');
    ends.push(rooms.close);
    const phone = await listenForPhones(config, foundation, rooms);
    ends.push(phone.close);
    publicUrl ??= `http://${LOOPBACK}:${phone.port}`;
    const ops = await listenForOperators(config, foundation);
    ends.push(ops.close);
    if (foundation.database.flavor === 'sqlite') ends.push(startWork(foundation, rooms));
    return {
      readyLine: `bff ready http://${LOOPBACK}:${phone.port} ops http://${LOOPBACK}:${ops.port}`,
      stop: () => endAll(ends),
    };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

/** Jobs without doors: as many of them side by side as the work asks for. */
export async function startWorker(environment: RawEnvironment): Promise<Running> {
  const config = readConfig(environment, counterpartIds);
  const foundation = await openFoundation(config);
  const ends: (() => Promise<void>)[] = [foundation.close];
  try {
    if (foundation.database.flavor === 'sqlite') {
      throw new Error(
        'DATABASE_URL: on SQLite the worker runs inside the bff; workers of their own need mysql://',
      );
    }
    const rooms = createRooms(config, foundation, () => config.publicUrl ?? '');
    ends.push(rooms.close, startWork(foundation, rooms));
    return { readyLine: 'worker ready', stop: () => endAll(ends) };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

function startWork(foundation: Foundation, rooms: Rooms): () => Promise<void> {
  rooms.worker.start();
  const stopHousekeeping = startHousekeeping(foundation);
  return async () => {
    stopHousekeeping();
    await rooms.worker.stop();
  };
}

function listenForPhones(config: Config, foundation: Foundation, rooms: Rooms): Promise<Listening> {
  const door = createFrontDoor(config, foundation, rooms);
  return listen(createPhoneServer(door), 'PORT', config.port);
}

function listenForOperators(config: Config, foundation: Foundation): Promise<Listening> {
  return listen(createOps(foundation), 'OPS_PORT', config.opsPort, LOOPBACK);
}

/** What was opened last ends first: doors before rooms before stores. */
async function endAll(ends: (() => Promise<void>)[]): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end();
}
