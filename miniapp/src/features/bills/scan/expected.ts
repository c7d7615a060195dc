/** What the front door says it can read: `details.expected`, one sentence or several. */
export function expectedCodes(details: Readonly<Record<string, unknown>>): string[] {
  const { expected } = details;
  const list = Array.isArray(expected) ? expected : [expected];
  return list.filter((hint): hint is string => typeof hint === 'string' && hint !== '');
}
