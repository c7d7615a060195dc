const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Where the cashier sends the payer back to, or null when it must not.
 * Only this machine, or the host under which the cashier itself was opened: anything else is an open redirect.
 */
export function safeReturn(wanted: string | null, ownHost: string): string | null {
  if (wanted === null || !URL.canParse(wanted)) return null;
  const url = new URL(wanted);
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  const near = loopback.has(url.hostname) || url.hostname === ownHost;
  return web && near && !url.username && !url.password ? url.href : null;
}
