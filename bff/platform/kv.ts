/**
 * Small values that may be lost at any moment: sessions, counters, cached answers. Nothing that must not be lost lives here;
 * locks taken here are only advice.
 */
export interface Kv {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Sets only when absent; true when it did. */
  add(key: string, value: string, ttlMs: number): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Counts up from 1. The time to live is that of the first count. */
  increment(key: string, ttlMs: number): Promise<number>;
  /** Throws when the store cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
