import { AdapterError, type BureauBill, type Call, type ServiceManifest } from '../../adapters/index.ts';
import type { SignedIn } from '../http/context.ts';
import { AppError } from '../platform/app-error.ts';
import type { KnownBill, Snapshots } from './snapshots.ts';
import type { BillsService } from './sources.ts';

/** How long a resident waits for one bill; paying waits longer than looking. */
export const LOOK_MS = 2_500;
export const PRICE_MS = 4_000;

export type LiveBill =
  | { kind: 'answered'; known: KnownBill }
  | { kind: 'absent' }
  | { kind: 'silent'; cause: AdapterError };

export function residentCall(
  manifest: ServiceManifest,
  who: SignedIn,
  purpose: string,
  about: { requestId: string; budgetMs: number },
): Call {
  return { citizenId: who.citizenId, actor: '本人', purpose, legalBasis: manifest.legalBasis, ...about };
}

/** Asks the bureau for one bill, now. Faults of the adapter itself are thrown. */
export async function askLive(
  { bills }: BillsService,
  number: string,
  call: Call,
  name: (bill: BureauBill, asOf: number) => KnownBill,
): Promise<LiveBill> {
  try {
    const { value, asOf } = await bills.get(number, call);
    return { kind: 'answered', known: name(value, asOf) };
  } catch (cause) {
    if (!(cause instanceof AdapterError)) throw cause;
    return cause.kind === 'not_found' ? { kind: 'absent' } : { kind: 'silent', cause };
  }
}

export const namer =
  (snapshots: Snapshots, who: SignedIn, service: string) =>
  (bill: BureauBill, asOf: number): KnownBill =>
    snapshots.name(who.citizenId, service, bill, asOf, false);

export function bureauSilent(manifest: ServiceManifest, cause: AdapterError): AppError {
  return new AppError('bureau_unavailable', {
    message: `${manifest.department}的系统暂时没有回应，请稍后再试。`,
    details: { service: manifest.id },
    retryAfterSeconds: (cause.retryAfterMs ?? 30_000) / 1000,
    cause,
  });
}
