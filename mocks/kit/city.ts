import type Router from 'koa-router';

/** What every simulated bureau is given: the clock, the people, the fault dial and a place for its books. */
export interface City {
  /** City profile id: xinshao, huangshi, shangqiu, taizhou or xianning. */
  profile: string;
  seed: string;
  clock: CityClock;
  faults: FaultDial;
  books: Books;
  /** Read it anew each time: a reset replaces it. */
  readonly world: World;
  /** `http://127.0.0.1:<port>`, known once the city listens. */
  url(): string;
  /** Absolute path of a file that `handover()` names, to be put into an environment value. */
  handoverPath(name: string): string;
}

/** Epoch milliseconds. WeChat has a clock of its own, so that skew can be shown. */
export interface CityClock {
  now(who?: 'all' | 'wechat'): number;
}

export type FaultKind =
  | 'slow'
  | 'hang'
  | 'refuse'
  | 'http_500'
  | 'garbage'
  | 'wrong_signature'
  | 'lost_reply'
  | 'duplicate'
  | 'reorder'
  | 'notice_drop'
  | 'notice_delay'
  | 'notice_duplicate'
  | 'notice_tamper';

export interface Fault {
  id: string;
  service: string;
  operation?: string;
  kind: FaultKind;
  delayMs?: number;
  /** How many more calls it strikes; absent = until removed. */
  times?: number;
}

export interface FaultDial {
  /** The fault that strikes this call, counted down, or null. `kinds` limits which kinds the caller can play. */
  take(service: string, operation: string, kinds?: readonly FaultKind[]): Fault | null;
}

/**
 * Durable books: what is put is on disk before the call returns, and outlives a kill.
 * A reset empties every shelf but those whose name begins with `keep.` (keys and secrets).
 */
export interface Books {
  shelf<T>(name: string): Shelf<T>;
  /** All puts and removals of `work` become durable together, or none does. `work` must not be async. */
  atomic<T>(work: () => T): T;
}

export interface Shelf<T> {
  get(id: string): T | undefined;
  put(id: string, page: T): void;
  remove(id: string): void;
  /** In order of first `put`. */
  all(): T[];
  clear(): void;
}

export interface World {
  residents: readonly Resident[];
  vehicles: readonly Vehicle[];
  waterAccounts: readonly WaterAccount[];
  /** By persona or resident name as used in login codes: `lin`, `r0001`. */
  resident(login: string): Resident | undefined;
}

export interface Resident {
  login: string;
  name: string;
  idNumber: string;
  phone: string;
  openid: string;
  /** Level at the identity platform: '2', '3', or null when this WeChat user is not linked there. */
  linked: '2' | '3' | null;
  household: string;
  address: string;
  /** What a persona is for, shown in the chooser. */
  story?: string;
}

export interface Vehicle {
  /** 号牌种类: 02 small, 52 small new energy … */
  plateKind: string;
  /** Full plate with province character. */
  plate: string;
  vin: string;
  owner: Resident;
  household: string;
}

/** One home's contract with the water company. */
export interface WaterAccount {
  /** Ten digits. */
  number: string;
  owner: Resident;
}

/** A name on the fault dial, and what can be played there. */
export interface DialEntry {
  service: string;
  /** How the city's page calls it. */
  title?: string;
  /** Operations, each with other names that mean the same. Absent = any word is taken. */
  operations?: Readonly<Record<string, readonly string[]>>;
  kinds?: readonly FaultKind[];
}

/** A simulated counterpart: a bureau, a gateway or WeChat. Name = adapter id. */
export interface Counterpart {
  service: string;
  /** Its own paths and protocol. */
  routes(router: Router): void;
  /** Its part of `GET /_city/state`. */
  state(): Record<string, unknown>;
  /** Where that part goes: under `bureaus.<service>` (default), merged into `wechat`, or merged at the top. */
  place?: 'bureau' | 'wechat' | 'city';
  /** Its part of `GET /_city/credentials`, merged at the top. */
  credentials?(): Record<string, unknown>;
  /** What the fault dial accepts for it; without it: its service, every kind, any operation. */
  dial?: readonly DialEntry[];
  /** Fills its books from the world; called on first start and on reset. */
  open(): void;
  /** Called about four times a second and after every clock change: does what is due. */
  due?(): Promise<void> | void;
  /** Paid at the counter. False when there is no such bill. */
  payAtCounter?(number: string): boolean;
  /** Environment variables a bff needs for it, and files to write beside (`name → content`). */
  handover(): { env: Record<string, string>; files?: Record<string, string> };
}
