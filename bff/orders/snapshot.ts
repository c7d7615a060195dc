import { z } from 'zod';
import type { Vault } from '../platform/crypto.ts';

/** What a line shows, as it was when ordered. A bill's number leads to a person at its bureau, so it is sealed too. */
const LineSnapshot = z.object({ number: z.string(), title: z.string(), subjectLabel: z.string() });
export type LineSnapshot = z.infer<typeof LineSnapshot>;

const PLACE = 'order_lines.snapshot';

export const sealSnapshot = (vault: Vault, { number, title, subjectLabel }: LineSnapshot): string =>
  vault.seal(JSON.stringify({ number, title, subjectLabel }), PLACE);

export const openSnapshot = (vault: Vault, sealed: string): LineSnapshot =>
  LineSnapshot.parse(JSON.parse(vault.open(sealed, PLACE)));

/** The same for everybody who sees the bill, so that a family shares its hold. */
export const billKey = (vault: Vault, service: string, number: string): string =>
  vault.index(`${service}:${number}`, 'order_lines.bill');
