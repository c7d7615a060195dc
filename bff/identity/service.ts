import { AdapterError, type IdentityAdapter, type LinkedPerson } from '../../adapters/index.ts';
import type { SignedIn } from '../http/context.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import type { Log } from '../platform/logger.ts';
import { type CitizensDeps, createCitizens } from './citizens.ts';
import { createSessions, type OpenedSession, type Sessions } from './sessions.ts';
import { createSubjects, type Subjects, type SubjectsDeps } from './subjects.ts';
import { createVerification, type Started, type VerificationDeps } from './verification.ts';

export type { BoundSubject } from './subjects.ts';

export interface SignIn extends OpenedSession {
  who: SignedIn;
}

export interface Identity {
  /** Throws what `wechat.session` throws for a bad code, and `rate_limited`. */
  signIn(code: string, requestId: string): Promise<SignIn>;
  sessions: Pick<Sessions, 'resolve' | 'end'>;
  subjects: Pick<Subjects, 'list' | 'bind' | 'unbind'>;
  verification: {
    start(
      who: SignedIn,
      person: { name: string; idNumber: string; phone: string },
      requestId: string,
    ): Promise<Started>;
    /** Proves the level and opens a new session; `token` ends. */
    answer(who: SignedIn, token: string, id: string, smsCode: string): Promise<SignIn>;
  };
  /** For payments and messages. */
  openidOf(citizenId: string): Promise<string>;
}

export type IdentityDeps = Omit<CitizensDeps, 'db'> &
  SubjectsDeps &
  Omit<VerificationDeps, 'db' | 'identity'> & {
    kv: Kv;
    vault: Vault;
    log: Log;
    wechat: { session(code: string): Promise<{ openid: string }> };
    identity: IdentityAdapter;
  };

/** A phone that signs in again and again is broken or is not a phone. */
const SIGN_INS = { most: 120, windowMs: 60_000 };
/** How long a sign-in waits for the city's identity platform. */
const LINK_BUDGET_MS = 1_200;
const LEGAL_BASIS = '《个人信息保护法》第十三条：为您提供政务服务所必需，经您同意';

export function createIdentity(deps: IdentityDeps): Identity {
  const { db } = deps.database;
  const citizens = createCitizens({ ...deps, db });
  const sessions = createSessions(deps);
  const subjects = createSubjects(deps);
  const verification = createVerification({ ...deps, db });
  const opened = async (who: SignedIn): Promise<SignIn> => ({ ...(await sessions.open(who)), who });

  /** What the city's platform knows of her. When it cannot be asked she comes in as she is; the next sign-in asks again. */
  async function linked(openid: string, citizenId: string, requestId: string): Promise<LinkedPerson | null> {
    const call = {
      citizenId,
      actor: '本人',
      purpose: '登录：查询您在城市统一身份认证平台的实名信息和已绑定的车辆、户号',
      legalBasis: LEGAL_BASIS,
      requestId,
      budgetMs: LINK_BUDGET_MS,
    };
    try {
      return await deps.identity.linked(openid, call);
    } catch (error) {
      if (!(error instanceof AdapterError)) throw error;
      deps.log.warn({ err: error, requestId }, 'identity platform did not answer, signed in without it');
      return null;
    }
  }

  return {
    async signIn(code, requestId) {
      const { openid } = await deps.wechat.session(code);
      await deps.limits.count('sign-in', deps.vault.index(openid, 'limit'), SIGN_INS);
      let citizen = await citizens.findOrInsert(openid);
      const person = await linked(openid, citizen.id, requestId);
      if (person) {
        citizen = await citizens.setPerson(citizen.id, person, person.level);
        await subjects.follow(citizen.id, person.subjects, person, 'linked');
      }
      return opened({ citizenId: citizen.id, level: citizen.level, displayName: citizen.displayName });
    },
    sessions,
    subjects,
    verification: {
      start: (who, person, requestId) => verification.start(who.citizenId, person, requestId),
      async answer(who, token, id, smsCode) {
        const person = await verification.answer(who.citizenId, id, smsCode);
        const citizen = await citizens.setPerson(who.citizenId, person, 'L2');
        await subjects.follow(who.citizenId, [], person, 'proven');
        // A new level is a new session: whoever saw the old token gains nothing.
        await sessions.end(token);
        return opened({ citizenId: citizen.id, level: citizen.level, displayName: citizen.displayName });
      },
    },
    openidOf: (citizenId) => citizens.openid(citizenId),
  };
}
