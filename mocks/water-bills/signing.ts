import { createHash, timingSafeEqual } from 'node:crypto';

/** The gateway's MD5: parameters in order of name, the empty ones and `sign` left out, the key at the end. */
export function md5Of(parameters: ReadonlyMap<string, string>, key: string): string {
  const hash = createHash('md5');
  for (const name of [...parameters.keys()].sort()) {
    const value = parameters.get(name);
    if (name !== 'sign' && value) hash.update(`${name}=${value}&`);
  }
  return hash.update(`key=${key}`).digest('hex').toUpperCase();
}

export function holds(parameters: ReadonlyMap<string, string>, key: string): boolean {
  const given = Buffer.from(parameters.get('sign') ?? '');
  const right = Buffer.from(md5Of(parameters, key));
  return given.length === right.length && timingSafeEqual(given, right);
}
