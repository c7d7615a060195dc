import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Keys of data at rest, by version. Old versions stay as long as something sealed under them exists. */
export interface DataKeys {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
  /** Of blind indexes; never rotated without re-indexing. */
  index: Buffer;
}

const Key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64');

const KeyFile = z
  .strictObject({
    current: z.string().regex(/^[0-9A-Za-z_-]{1,16}$/),
    keys: z.record(z.string().regex(/^[0-9A-Za-z_-]{1,16}$/), Key),
    index: Key,
  })
  .refine((file) => Object.hasOwn(file.keys, file.current), 'current names a key that is not in keys');

/** Reads `DATA_KEY_FILE`: `{ current, keys: { "<id>": base64 }, index: base64 }`. Throws plainly, never showing a key. */
export function readDataKeys(path: string): DataKeys {
  const parsed = KeyFile.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new Error(
      `not a key file: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    );
  }
  const { current, keys, index } = parsed.data;
  return { current, keys: new Map(Object.entries(keys)), index };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** For the simulated city: makes the key file once. Two processes that start together agree on the first one's. */
export function ensureDataKeys(path: string): DataKeys {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const key = () => randomBytes(32).toString('base64');
    const file = JSON.stringify({ current: '1', keys: { 1: key() }, index: key() }, null, 2);
    try {
      writeFileSync(path, file, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
  }
  return readDataKeys(path);
}
