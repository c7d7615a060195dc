import { createHash } from 'node:crypto';

/** MD5 over the sorted parameters and the channel's key, as README.md says. Upper-case hex. */
export function sign(parameters: Readonly<Record<string, string>>, key: string): string {
  const pairs = Object.entries(parameters)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return createHash('md5')
    .update(`${[...pairs, `key=${key}`].join('&')}`, 'utf8')
    .digest('hex')
    .toUpperCase();
}
