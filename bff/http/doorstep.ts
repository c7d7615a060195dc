import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Level } from '../contract/common.ts';
import { bearerOf, type Resolve } from './citizen.ts';
import type { SignedIn } from './context.ts';
import { securityHeadersOf } from './headers.ts';
import type { Trace } from './trace.ts';
import { endOfTurn } from './turn.ts';
import { writtenBytes } from './written.ts';

/** A door that may be answered on the doorstep: with what its room would hand out again now, or null. */
export interface RememberedDoor {
  level: Level;
  find(who: SignedIn): Promise<object | null>;
}

export interface DoorstepDeps {
  resolve: Resolve;
  trace: Trace;
  production: boolean;
  /** By address as it stands in the request line. GET only. */
  remembered: Readonly<Record<string, RememberedDoor>>;
}

/**
 * Answers before the house is entered what every phone asks at every start: an answer that its own door has checked and
 * that its room still holds true, for a session that still stands, with the same log line, measurement and headers.
 * It never refuses: whatever is not certain goes inside. Why it is worth a second way in: docs/decisions/0005.
 */
export function createDoorstep(deps: DoorstepDeps, inside: RequestListener): RequestListener {
  const { remembered, resolve, trace } = deps;
  const headers = {
    ...securityHeadersOf(deps.production),
    'Content-Type': 'application/json; charset=utf-8',
  };

  async function known(req: IncomingMessage, door: RememberedDoor): Promise<[SignedIn, Buffer] | null> {
    const token = bearerOf(req);
    const who = token === null ? null : await resolve(token);
    if (!who || who.level < door.level) return null;
    const answer = await door.find(who);
    const bytes = answer && writtenBytes(answer);
    return bytes ? [who, bytes] : null;
  }

  async function serve(req: IncomingMessage, res: ServerResponse, route: string, door: RememberedDoor) {
    const began = performance.now();
    const found = await known(req, door).catch(() => null);
    if (!found) return inside(req, res);
    const [{ citizenId }, bytes] = found;
    const requestId = trace.idOf(req);
    await endOfTurn();
    res.writeHead(200, { ...headers, 'X-Request-Id': requestId, 'Content-Length': bytes.length });
    res.end(bytes);
    trace.answered({ requestId, method: 'GET', route, status: 200, began, citizenId });
  }

  return (req, res) => {
    const { method, url = '' } = req;
    const door = method === 'GET' && Object.hasOwn(remembered, url) ? remembered[url] : undefined;
    if (door) void serve(req, res, url, door);
    else inside(req, res);
  };
}
