import { storage } from './storage';

const KEY = 'persona';
const NAME = /^[a-z0-9]{1,20}$/;

/** `?persona=wang` before or inside the hash; kept for the next visit. */
function asked(): string | null {
  const { search, hash } = window.location;
  const query = new URLSearchParams(`${search.slice(1)}&${hash.split('?')[1] ?? ''}`);
  const name = query.get(KEY);
  return name && NAME.test(name) ? name : null;
}

export function visitor(): string {
  const name = asked();
  if (name) storage.write(KEY, name);
  return name ?? storage.read(KEY) ?? 'lin';
}

/** A browser has no wx.login: in the simulated city it comes as one of the city's personas. */
export const login = async (): Promise<string> => `demo-${visitor()}`;
