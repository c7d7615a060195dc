import { randomBytes } from 'node:crypto';
import type { Books } from './city.ts';

/** A secret made once per set of books; it outlives restarts and resets. Lower-case hex. */
export function keptSecret(books: Books, name: string, bytes: number): string {
  const shelf = books.shelf<string>('keep.secrets');
  const known = shelf.get(name);
  if (known !== undefined) return known;
  const fresh = randomBytes(bytes).toString('hex');
  shelf.put(name, fresh);
  return fresh;
}
