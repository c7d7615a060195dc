import type { BureauSettings } from './bureaus.ts';
import { BadEnvironment, type Environment } from './environment.ts';

const REQUIRED = [
  'WECHAT_BASE_URL',
  'WECHAT_APPID',
  'WECHAT_SECRET_FILE',
  'WECHAT_TEMPLATES_FILE',
  'WECHAT_PAY_BASE_URL',
  'WECHAT_PAY_MERCHANTS_DIR',
  'DATABASE_URL',
  'REDIS_URL',
  'DATA_KEY_FILE',
  'PUBLIC_URL',
] as const;

/** Addresses of real counterparts: WeChat is spoken to in https only. */
const HTTPS = ['WECHAT_BASE_URL', 'WECHAT_PAY_BASE_URL', 'PUBLIC_URL'] as const;

/** What only a simulated city may do is refused here. @throws BadEnvironment */
export function checkProduction(environment: Environment, bureaus: BureauSettings): void {
  if (environment.CITY_CLOCK_URL !== undefined) {
    throw new BadEnvironment('CITY_CLOCK_URL', 'moves clocks and is refused in production');
  }
  for (const name of REQUIRED) {
    if (environment[name] === undefined) throw new BadEnvironment(name, 'is required in production');
  }
  for (const name of HTTPS) {
    const url = environment[name] ?? '';
    if (isLoopback(url))
      throw new BadEnvironment(name, 'names a simulated host, which is refused in production');
    if (!url.startsWith('https:')) throw new BadEnvironment(name, 'must be https in production');
  }
  for (const [service, { URL: url }] of Object.entries(bureaus)) {
    const name = `BUREAU_${service.toUpperCase().replaceAll('-', '_')}_URL`;
    if (url && isLoopback(url)) {
      throw new BadEnvironment(name, 'names a simulated host, which is refused in production');
    }
  }
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return (
    /^(127\.|0\.0\.0\.0$|\[::1\]$|\[::\]$|\[::ffff:7f)/.test(hostname) || /(^|\.)localhost\.?$/.test(hostname)
  );
}
