import type { BillsAdapter } from './bills.ts';

/** 查 records · 缴 bills · 约 bookings · 办 cases · 证 credentials */
export type Verb = 'records' | 'bills' | 'bookings' | 'cases' | 'credentials';

/** Assurance of who the resident is: L1 a WeChat user, L2 real name proven, L3 proven in person or by face. */
export type Level = 'L1' | 'L2' | 'L3';

/** The eight themes of the home page. */
export type Theme = '政务' | '生活' | '健康' | '教育' | '文化' | '交通' | '社保' | '沟通';

export type RegionLevel = 'city' | 'county' | 'town' | 'village';

/** One field a resident types to name her vehicle, account or the like. */
export interface SubjectField {
  name: string;
  label: string;
  /** What to type, in plain Chinese; also the error text when `pattern` does not match. */
  hint: string;
  example: string;
  /** Source of a regular expression, anchored. */
  pattern: string;
  /** Closed choice instead of free text. */
  options?: readonly { value: string; label: string }[];
}

export interface SubjectKind {
  kind: string;
  title: string;
  /** `typed`: the resident names it. `identity`: made from her proven identity (fields `name`, `idNumber`). */
  from: 'typed' | 'identity';
  fields: readonly SubjectField[];
}

export interface ServiceManifest {
  /** Folder name, id in every address, suffix of `BUREAU_<SERVICE>_URL`. */
  id: string;
  title: string;
  /** The bureau that answers and owns the data. */
  department: string;
  /** One Chinese character for its seal. */
  seal: string;
  /** An icon name of the mini-program's set. */
  icon: string;
  verbs: readonly Verb[];
  themes: readonly Theme[];
  lifeEvents: readonly string[];
  regionLevels: readonly RegionLevel[];
  /** The least level that may use each verb. */
  levels: Partial<Record<Verb, Level>>;
  subjects: readonly SubjectKind[];
  /** Freshness promised per resource, and who owns each resource's fields (one owner per resource: 一数一源). */
  resources: Readonly<Record<string, { freshMs: number; staleMs: number; owner: string }>>;
  transport: 'live' | 'batch' | 'manual';
  limits: { concurrent: number; queued: number };
  /** How money goes back: by WeChat at once, reversed at the bureau the same day, or decided by the bureau. */
  refund: 'automatic' | 'same-day-reversal' | 'manual-by-bureau';
  /** Plain words for the resident, shown before she uses it. */
  legalBasis: string;
}

/** A connected service: its manifest and the capabilities its manifest names. */
export interface Service {
  manifest: ServiceManifest;
  bills?: BillsAdapter;
}
