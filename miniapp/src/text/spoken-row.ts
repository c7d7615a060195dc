/** One sentence for a screen reader out of the parts that are there. */
export const sentence = (...parts: (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join('，');
