import type { KeyObject } from 'node:crypto';

/** A serial nobody knows makes the folder be read again, but not more often than this. */
const REREAD_EVERY_MS = 30_000;

/**
 * WeChat Pay's verifying keys by serial, many active at once (a key switch shows both for weeks). A key put into the
 * folder while the process runs is found when its serial first appears.
 */
export class VerifierTable {
  private keys: Map<string, KeyObject>;
  private readAt = Number.NEGATIVE_INFINITY;
  private readonly read: () => Map<string, KeyObject>;

  /** @param read throws when the folder cannot be used; at construction that stops the start. */
  constructor(read: () => Map<string, KeyObject>) {
    this.read = read;
    this.keys = read();
  }

  serials(): string[] {
    return [...this.keys.keys()];
  }

  find(serial: string): KeyObject | null {
    return this.keys.get(serial) ?? this.reread().get(serial) ?? null;
  }

  /** Strangers can send serials at will, so the disk is asked at most every half minute. */
  private reread(): Map<string, KeyObject> {
    const now = performance.now();
    if (now - this.readAt < REREAD_EVERY_MS) return this.keys;
    this.readAt = now;
    try {
      this.keys = this.read();
    } catch {
      // A half-written file must not take away the keys that work: the old table stays until the next reading.
    }
    return this.keys;
  }
}
