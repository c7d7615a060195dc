import { resolve } from 'node:path';
import { z } from 'zod';

const cities = ['xinshao', 'huangshi', 'shangqiu', 'taizhou', 'xianning'] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65535);
const http = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
  .transform((text) => text.replace(/\/+$/, ''));
const path = z
  .string()
  .trim()
  .min(1)
  .transform((text) => resolve(text));

interface Variable<T> {
  schema: z.ZodType<T, string>;
  /** Finishes the sentence "NAME must be …". */
  wants: string;
}
const variable = <T>(schema: z.ZodType<T, string>, wants: string): Variable<T> => ({ schema, wants });

/** Every variable of the backend itself. `BUREAU_<SERVICE>_*` belong to the adapters and are read beside. */
const variables = {
  NODE_ENV: variable(z.enum(['development', 'test', 'production']), 'development, test or production'),
  PORT: variable(port, 'a port number 0–65535'),
  OPS_PORT: variable(port, 'a port number 0–65535'),
  CITY: variable(z.enum(cities), `one of ${cities.join(', ')}`),
  CITY_DATA: variable(path, 'the path of a folder'),
  CITY_CLOCK_URL: variable(http, 'an http(s) address'),
  DATABASE_URL: variable(
    z.string().regex(/^(sqlite:.+|mysql:\/\/[^/]+\/[^/?]+.*)$/),
    'sqlite:<file> or mysql://user:password@host:port/database',
  ),
  REDIS_URL: variable(z.string().regex(/^rediss?:\/\/[^/]+/), 'redis://host:port or rediss://host:port'),
  PUBLIC_URL: variable(http, 'an http(s) address'),
  LOG_LEVEL: variable(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    'fatal, error, warn, info, debug or silent',
  ),
  DATA_KEY_FILE: variable(path, 'the path of a key file'),
  WECHAT_BASE_URL: variable(http, 'an http(s) address'),
  WECHAT_APPID: variable(z.string().regex(/^wx[0-9a-z]{8,30}$/), "a mini-program's appid, wx…"),
  WECHAT_SECRET_FILE: variable(path, 'the path of a file'),
  WECHAT_TEMPLATES_FILE: variable(path, 'the path of a file'),
  WECHAT_PAY_BASE_URL: variable(http, 'an http(s) address'),
  WECHAT_PAY_MERCHANTS_DIR: variable(path, 'the path of a folder'),
};

type Variables = typeof variables;
export type Environment = {
  [Name in keyof Variables]?: Variables[Name] extends Variable<infer T> ? T : never;
};
export type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** Refuses to start: the message begins with the variable's name. */
export class BadEnvironment extends Error {
  constructor(name: string, problem: string) {
    super(`${name} ${problem}`);
    this.name = 'BadEnvironment';
  }
}

/** Ours by prefix: a name that begins so and is not known is a slip of the pen, not somebody else's. */
const OUR_PREFIXES = ['WECHAT_', 'CITY_', 'DATABASE_', 'REDIS_', 'OPS_', 'PUBLIC_', 'DATA_KEY_'];
/** The simulated city's own, read by its own process in the same environment. */
const NEIGHBOURS = ['CITY_PORT', 'CITY_KEYS'];

/** Parses what is set. An empty value counts as not set. @throws BadEnvironment */
export function parseEnvironment(raw: RawEnvironment): Environment {
  for (const name of Object.keys(raw)) {
    const ours = OUR_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (ours && !Object.hasOwn(variables, name) && !NEIGHBOURS.includes(name)) {
      throw new BadEnvironment(name, 'is not a variable of this program');
    }
  }
  const parsed: Record<string, unknown> = {};
  for (const [name, { schema, wants }] of Object.entries(variables)) {
    const text = raw[name];
    if (text === undefined || text === '') continue;
    const result = schema.safeParse(text);
    if (!result.success) throw new BadEnvironment(name, `must be ${wants}`);
    parsed[name] = result.data;
  }
  return parsed as Environment;
}
