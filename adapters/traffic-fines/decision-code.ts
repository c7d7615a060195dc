import { DECISION_NUMBER } from './wire.ts';

export const codeHint = '处罚决定书上的 15 或 16 位决定书编号，或决定书上的二维码';

const LABELLED = /^(?:(?:行政)?(?:处罚)?决定书编号:|JDSBH[=:])(\d{15,16})$/i;
const IN_ADDRESS = /[?&#]jdsbh=([^&#]*)/gi;

/**
 * The decision number in a scanned or typed text: the bare number (spaces allowed), `决定书编号:…`, `JDSBH=…`, or
 * the traffic police's own https address carrying `jdsbh=…`. Null for everything else; the address is never opened.
 */
export function recogniseDecision(text: string): string | null {
  if (text.length > 2048) return null;
  if (/^\s*https?:/i.test(text)) return fromAddress(text.trim());
  // Full-width digits and colons are what Chinese keyboards type.
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  return DECISION_NUMBER.test(plain) ? plain : (LABELLED.exec(plain)?.[1] ?? null);
}

function fromAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || !/(^|\.)122\.gov\.cn$/.test(url.hostname)) return null;
  const numbers = [...`${url.search}${url.hash}`.matchAll(IN_ADDRESS)].map((match) => match[1] ?? '');
  const [number = ''] = numbers;
  return numbers.length === 1 && DECISION_NUMBER.test(number) ? number : null;
}
