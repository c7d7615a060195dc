import type { IncomingMessage } from 'node:http';

/** No message of the city's protocols comes near it. */
const MAX_BYTES = 256 * 1024;

const read = new WeakMap<IncomingMessage, Promise<Buffer>>();

export class BodyTooLarge extends Error {}

/** The exact bytes of a request, read once however often they are asked for. */
export function bodyOf(ctx: { req: IncomingMessage }): Promise<Buffer> {
  const known = read.get(ctx.req);
  if (known) return known;
  const bytes = collect(ctx.req);
  read.set(ctx.req, bytes);
  return bytes;
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new BodyTooLarge(`request body over ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The request as JSON; undefined when it is not JSON. An empty body reads as `{}`. */
export async function jsonOf(ctx: { req: IncomingMessage }): Promise<unknown> {
  const text = (await bodyOf(ctx)).toString('utf8');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
