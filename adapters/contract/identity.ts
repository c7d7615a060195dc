import type { Call } from './call.ts';
import type { Level } from './service.ts';

/** A person as the city's identity platform states it. Never logged, never sent to a phone unmasked. */
export interface Person {
  name: string;
  idNumber: string;
  phone: string;
}

/** A WeChat user whom the city's identity platform already knows by real name. */
export interface LinkedPerson extends Person {
  level: Level;
  /** Vehicles, accounts and family members the person bound there before. */
  subjects: readonly { service: string; kind: string; fields: Readonly<Record<string, string>> }[];
}

/** The city's unified identity platform. */
export interface IdentityAdapter {
  /** The real-name link of a WeChat openid, or null when there is none. */
  linked(openid: string, call: Call): Promise<LinkedPerson | null>;
  /** Do this name and ID number belong together? Throws AdapterError, never guesses. */
  matches(person: { name: string; idNumber: string }, call: Call): Promise<boolean>;
}

/** Short messages. `key` makes a repeated send harmless. */
export interface SmsAdapter {
  send(message: { key: string; phone: string; text: string }, call: Call): Promise<void>;
}
