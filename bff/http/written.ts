import type { z } from 'zod';

/** Answers that were checked and written already: a room that remembers one hands out the same object again. */
const written = new WeakMap<object, Buffer>();

/** The bytes of an answer that its door has checked before, or undefined. */
export const writtenBytes = (answer: object): Buffer | undefined => written.get(answer);

/** Checks an answer and writes it as JSON; the very same object is checked once. So an answer must never be changed. */
export function checkedBytes(response: z.ZodType, answer: unknown): Buffer {
  const known = typeof answer === 'object' && answer !== null ? written.get(answer) : undefined;
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(response.parse(answer)));
  if (typeof answer === 'object' && answer !== null) written.set(answer, bytes);
  return bytes;
}
