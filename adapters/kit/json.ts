/** Parses UTF-8 JSON. Throws Error without any of the text: it may hold a person's data. */
export function parseJson(body: Buffer): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('not JSON');
  }
}
