import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { type BureauSettings, parseBureaus } from './config/bureaus.ts';
import {
  BadEnvironment,
  type Environment,
  parseEnvironment,
  type RawEnvironment,
} from './config/environment.ts';
import { readHandOver } from './config/hand-over.ts';
import { checkProduction } from './config/production.ts';
import type { LogLevel } from './platform/logger.ts';

/** Everything the environment says, parsed once. Nothing else in the backend reads `process.env`. */
export interface Config {
  production: boolean;
  port: number;
  opsPort: number;
  /** City profile id. */
  city: string;
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Where phones and WeChat reach us; undefined = the address we listen on. */
  publicUrl: string | undefined;
  logLevel: LogLevel;
  /** `generate`: made on the first start (simulated city only). */
  dataKeys: { file: string; generate: boolean };
  /** The simulated city's clock; undefined = the machine's. */
  clockUrl: string | undefined;
  wechat: {
    baseUrl: string;
    appid: string;
    /** Path of a file that holds the app secret. */
    secretFile: string;
    templatesFile: string;
    payBaseUrl: string;
    merchantsDir: string;
  };
  bureaus: BureauSettings;
}

/**
 * @param services ids of everything that `BUREAU_<SERVICE>_*` may name
 * @throws BadEnvironment naming the variable
 */
export function readConfig(raw: RawEnvironment, services: readonly string[]): Config {
  const own = parseEnvironment(raw);
  const production = own.NODE_ENV === 'production';
  const cityData = own.CITY_DATA ?? resolve('.data/city');
  // Below the real environment: who sets a variable means it.
  const merged = production ? raw : { ...readHandOver(cityData), ...settled(raw) };
  const environment = production ? own : parseEnvironment(merged);
  const bureaus = parseBureaus(merged, services);
  if (production) checkProduction(environment, bureaus);
  return {
    production,
    port: environment.PORT ?? 8080,
    opsPort: environment.OPS_PORT ?? 8082,
    city: environment.CITY ?? 'xinshao',
    databaseUrl: environment.DATABASE_URL ?? 'sqlite:.data/bff.sqlite',
    redisUrl: environment.REDIS_URL,
    publicUrl: environment.PUBLIC_URL,
    logLevel: environment.LOG_LEVEL ?? 'info',
    dataKeys: {
      file: environment.DATA_KEY_FILE ?? resolve('.data/data-keys.json'),
      generate: !production,
    },
    clockUrl: environment.CITY_CLOCK_URL,
    wechat: wechatOf(environment),
    bureaus,
  };
}

/** An empty variable is one that is not set. */
function settled(raw: RawEnvironment): RawEnvironment {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''));
}

function wechatOf(environment: Environment): Config['wechat'] {
  return {
    baseUrl: needed(environment, 'WECHAT_BASE_URL'),
    appid: needed(environment, 'WECHAT_APPID'),
    secretFile: readable(environment, 'WECHAT_SECRET_FILE'),
    templatesFile: readable(environment, 'WECHAT_TEMPLATES_FILE'),
    payBaseUrl: needed(environment, 'WECHAT_PAY_BASE_URL'),
    merchantsDir: readable(environment, 'WECHAT_PAY_MERCHANTS_DIR'),
  };
}

type TextVariable = Extract<keyof Environment, `WECHAT_${string}`>;

function needed(environment: Environment, name: TextVariable): string {
  const value = environment[name];
  if (value === undefined) {
    throw new BadEnvironment(name, 'is not set; start the simulated city first (npm run city), or set it');
  }
  return value;
}

function readable(environment: Environment, name: TextVariable): string {
  const file = needed(environment, name);
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw new BadEnvironment(name, `names ${file}, which cannot be read`);
  }
  return file;
}
