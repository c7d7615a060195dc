/** What adapters need from the world around them. The backend supplies these; adapters know no database and no Redis. */

/** Epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** Small values that may be lost: tokens, cursors, cached answers. */
export interface Store {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
}

/** One look at a resident's data: who, which system, why, what came of it. */
export interface AccessEntry {
  citizenId: string | null;
  at: number;
  /** Service id of the bureau that was asked. */
  system: string;
  actor: string;
  purpose: string;
  legalBasis: string;
  /** Names of the facts that were asked for, never their values. */
  fields: readonly string[];
  /** `ok` or the AdapterError kind. */
  outcome: string;
  requestId: string;
}

export interface AccessLedger {
  record(entry: AccessEntry): Promise<void>;
}

export interface AdapterMetrics {
  called(facts: {
    service: string;
    operation: string;
    outcome: string;
    ms: number;
    from: 'bureau' | 'cache' | 'stale';
  }): void;
  breaker(facts: { service: string; operation: string; state: 'open' | 'half_open' | 'closed' }): void;
  /** An access went out but its ledger entry could not be written. An alarm, whatever else happened. */
  unrecorded?(facts: { service: string; operation: string }): void;
}

export interface AdapterPorts {
  clock: Clock;
  store: Store;
  ledger: AccessLedger;
  metrics: AdapterMetrics;
}
