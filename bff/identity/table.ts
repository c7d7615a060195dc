import type { Level } from '../contract/common.ts';

/** A WeChat user; with a real name once it is proven. Everything that names her is sealed. */
export interface CitizenRow {
  id: string;
  openid_index: string;
  openid_sealed: string;
  /** Blind index of the ID number. */
  person_index: string | null;
  name_sealed: string | null;
  id_number_sealed: string | null;
  phone_sealed: string | null;
  level: Level;
  created_at: number;
  updated_at: number;
}

/** A vehicle, an account, a person a resident may ask a bureau about. */
export interface SubjectRow {
  id: string;
  citizen_id: string;
  service: string;
  kind: string;
  fields_index: string;
  fields_sealed: string;
  label_sealed: string;
  /** `linked` and `proven` follow the identity platform and the proven identity; `typed` follows the resident. */
  origin: 'linked' | 'proven' | 'typed';
  /** She removed it: the platform's next word does not bring it back, her own does. */
  removed_at: number | null;
  created_at: number;
}

export interface VerificationRow {
  id: string;
  citizen_id: string;
  person_sealed: string;
  code_index: string | null;
  tries: number;
  status: 'code_sent' | 'verified' | 'refused' | 'spent';
  created_at: number;
  expires_at: number;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    citizens: CitizenRow;
    subjects: SubjectRow;
    verifications: VerificationRow;
  }
}
