import type { DialEntry, Fault, FaultDial, FaultKind } from './city.ts';

export const faultKinds: readonly FaultKind[] = [
  'slow',
  'hang',
  'refuse',
  'http_500',
  'garbage',
  'wrong_signature',
  'lost_reply',
  'duplicate',
  'reorder',
  'notice_drop',
  'notice_delay',
  'notice_duplicate',
  'notice_tamper',
];

export type NewFault = Omit<Fault, 'id'>;

export class FaultRefused extends Error {}

export interface DialService {
  service: string;
  title: string;
  operations: readonly string[];
  kinds: readonly FaultKind[];
}

export interface SettableDial extends FaultDial {
  /** @throws FaultRefused naming what is allowed. */
  add(fault: NewFault): Fault;
  /** False when there is no such fault. */
  remove(id: string): boolean;
  clear(): void;
  active(): readonly Fault[];
  /** What can be set: every service with its operations (empty = any word) and kinds. */
  services(): readonly DialService[];
}

/**
 * Faults live in memory: a restarted city is a healthy one.
 * @param entries asked at each `add`, so that the dial knows every counterpart of the city.
 */
export function openFaultDial(entries: () => readonly DialEntry[]): SettableDial {
  const faults = new Map<string, Fault>();
  let counter = 0;
  return {
    add: (wanted) => {
      const accepted = accept(wanted, entries());
      counter += 1;
      const fault = { ...accepted, id: `fault-${counter}` };
      faults.set(fault.id, fault);
      return fault;
    },
    remove: (id) => faults.delete(id),
    clear: () => faults.clear(),
    active: () => [...faults.values()],
    services: () =>
      entries().map(({ service, title = service, operations = {}, kinds = faultKinds }) => ({
        service,
        title,
        operations: Object.keys(operations),
        kinds,
      })),
    take: (service, operation, kinds) => {
      for (const fault of faults.values()) {
        if (fault.service !== service) continue;
        if (fault.operation !== undefined && fault.operation !== operation) continue;
        if (kinds && !kinds.includes(fault.kind)) continue;
        countDown(faults, fault);
        return fault;
      }
      return null;
    },
  };
}

function countDown(faults: Map<string, Fault>, fault: Fault): void {
  if (fault.times === undefined) return;
  if (fault.times <= 1) faults.delete(fault.id);
  else faults.set(fault.id, { ...fault, times: fault.times - 1 });
}

function accept(wanted: NewFault, entries: readonly DialEntry[]): NewFault {
  const entry = entries.find((each) => each.service === wanted.service);
  if (!entry) {
    throw new FaultRefused(
      `unknown service "${wanted.service}"; known: ${list(entries.map((e) => e.service))}`,
    );
  }
  const kinds = entry.kinds ?? faultKinds;
  if (!kinds.includes(wanted.kind)) {
    throw new FaultRefused(`"${wanted.service}" cannot play "${wanted.kind}"; it plays: ${list(kinds)}`);
  }
  if (wanted.operation === undefined || !entry.operations) return wanted;
  return { ...wanted, operation: canonical(wanted.operation, entry.operations, wanted.service) };
}

function canonical(word: string, operations: NonNullable<DialEntry['operations']>, service: string): string {
  for (const [name, others] of Object.entries(operations)) {
    if (name === word || others.includes(word)) return name;
  }
  throw new FaultRefused(`"${service}" has no operation "${word}"; it has: ${list(Object.keys(operations))}`);
}

const list = (words: readonly string[]) => words.join(', ');
