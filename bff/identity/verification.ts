import { randomInt } from 'node:crypto';
import { AdapterError, type IdentityAdapter, type SmsAdapter } from '../../adapters/index.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Vault } from '../platform/crypto.ts';
import type { Db } from '../platform/db/index.ts';
import type { Ids } from '../platform/ids.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import { DAY_MS } from '../platform/time.ts';
import { isIdNumber, normalName, type Person } from './person.ts';
import type { VerificationRow } from './table.ts';

const CODE_MS = 5 * 60_000;
const RESEND_MS = 60_000;
const MOST_TRIES = 5;
const MOST_A_DAY = 10;
/** So many refusals or spent codes within the span, and the door stays shut for the rest of it. */
const LOCK = { most: 5, windowMs: 30 * 60_000 };
const BUDGET_MS = 3_000;
const LEGAL_BASIS = '《个人信息保护法》第十三条、第二十九条：经您单独同意，核验真实身份';

export interface VerificationDeps {
  db: Db;
  vault: Vault;
  clock: Clock;
  ids: Ids;
  limits: RateLimits;
  identity: Pick<IdentityAdapter, 'matches'>;
  sms: SmsAdapter;
  /** 【一机通】, in front of every short message. */
  smsSignature: string;
}

export type Started =
  | { id: string; status: 'code_sent'; next: 'sms_code'; resendAt: number }
  | { id: string; status: 'refused' };

/** 二要素 + 短信: name and ID number belong together, and the phone is at hand. Proves L2. */
export function createVerification(deps: VerificationDeps) {
  const { db, vault, clock, ids, limits } = deps;

  async function start(citizenId: string, claimed: Person, requestId: string): Promise<Started> {
    const person = readPerson(claimed, clock.now());
    await refuseTooOften(citizenId);
    // Many accounts of one attacker guess at one person: she is counted too.
    await limits.count('verification', vault.index(person.idNumber, 'limit'), {
      most: MOST_A_DAY,
      windowMs: DAY_MS,
    });
    const call = callOf(citizenId, '实名认证：核对姓名与身份证号', requestId);
    const matches = await deps.identity.matches(person, call).catch(bureauGone);
    const id = ids.next();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await insert(id, citizenId, person, matches ? code : null);
    if (!matches) return { id, status: 'refused' };
    const text = `${deps.smsSignature}验证码${code}，用于实名认证，5分钟内有效。切勿告诉他人。`;
    const sending = callOf(citizenId, '实名认证：向您的手机发送验证码', requestId);
    await deps.sms.send({ key: id, phone: person.phone, text }, sending).catch(bureauGone);
    return { id, status: 'code_sent', next: 'sms_code', resendAt: clock.now() + RESEND_MS };
  }

  /** @returns the person that is now proven */
  async function answer(citizenId: string, id: string, smsCode: string): Promise<Person> {
    const row = await find(citizenId, id);
    if (!row) throw new AppError('not_found');
    if (row.status !== 'code_sent' || row.expires_at <= clock.now()) throw spent();
    if (!(await takeTry(id))) throw spent();
    if (vault.index(`${id}:${smsCode}`, 'sms_code') !== row.code_index) {
      const triesLeft = MOST_TRIES - row.tries - 1;
      throw triesLeft > 0 ? wrongCode(triesLeft) : spent();
    }
    if (!(await finish(id))) throw spent();
    return JSON.parse(vault.open(row.person_sealed, 'verifications.person')) as Person;
  }

  async function refuseTooOften(citizenId: string): Promise<void> {
    const now = clock.now();
    const rows = await db
      .selectFrom('verifications')
      .select(['created_at', 'status', 'tries'])
      .where('citizen_id', '=', citizenId)
      .where('created_at', '>', now - DAY_MS)
      .orderBy('created_at', 'desc')
      .execute();
    const last = rows.find((row) => row.status !== 'refused')?.created_at ?? 0;
    if (now - last < RESEND_MS) throw tooOften(last + RESEND_MS - now, '验证码刚刚发出，请稍候再试。');
    const failed = rows.filter(isFailure).filter((row) => now - row.created_at < LOCK.windowMs);
    if (failed.length >= LOCK.most) {
      const until = (failed.at(-1)?.created_at ?? now) + LOCK.windowMs;
      throw tooOften(until - now, '多次核验未通过，请半小时后再试，或到政务大厅窗口办理。');
    }
    if (rows.length >= MOST_A_DAY) throw tooOften(DAY_MS, '今天的实名认证次数已用完，请明天再试。');
  }

  const isFailure = (row: Pick<VerificationRow, 'status' | 'tries'>) =>
    row.status === 'refused' || (row.status === 'code_sent' && row.tries >= MOST_TRIES);

  const insert = (id: string, citizenId: string, person: Person, code: string | null) => {
    const now = clock.now();
    const row: VerificationRow = {
      id,
      citizen_id: citizenId,
      person_sealed: vault.seal(JSON.stringify(person), 'verifications.person'),
      code_index: code === null ? null : vault.index(`${id}:${code}`, 'sms_code'),
      tries: 0,
      status: code === null ? 'refused' : 'code_sent',
      created_at: now,
      expires_at: now + CODE_MS,
    };
    return db.insertInto('verifications').values(row).execute();
  };

  const find = (citizenId: string, id: string) =>
    db
      .selectFrom('verifications')
      .selectAll()
      .where('id', '=', id)
      .where('citizen_id', '=', citizenId)
      .executeTakeFirst();

  /** Counted before the code is looked at, so that parallel guesses share five tries. */
  async function takeTry(id: string): Promise<boolean> {
    const result = await db
      .updateTable('verifications')
      .set((row) => ({ tries: row('tries', '+', 1) }))
      .where('id', '=', id)
      .where('status', '=', 'code_sent')
      .where('tries', '<', MOST_TRIES)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  async function finish(id: string): Promise<boolean> {
    const result = await db
      .updateTable('verifications')
      .set({ status: 'verified', code_index: null })
      .where('id', '=', id)
      .where('status', '=', 'code_sent')
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  return { start, answer };
}

function callOf(citizenId: string, purpose: string, requestId: string) {
  return { citizenId, actor: '本人', purpose, legalBasis: LEGAL_BASIS, requestId, budgetMs: BUDGET_MS };
}

function readPerson(claimed: Person, now: number): Person {
  const person = { ...claimed, name: normalName(claimed.name), idNumber: claimed.idNumber.toUpperCase() };
  if (isIdNumber(person.idNumber, now)) return person;
  throw new AppError('invalid_request', {
    message: '身份证号有误，请核对18位号码后重新填写。',
    details: { issues: [{ field: 'body.idNumber', problem: 'check digit' }] },
  });
}

function bureauGone(cause: unknown): never {
  if (!(cause instanceof AdapterError)) throw cause;
  throw new AppError('bureau_unavailable', { message: '实名核验服务暂时无法使用，请稍后再试。', cause });
}

const tooOften = (waitMs: number, message: string) =>
  new AppError('rate_limited', { retryAfterSeconds: waitMs / 1000, message });
const spent = () =>
  new AppError('invalid_request', {
    message: '验证码已失效，请重新获取验证码。',
    details: { issues: [{ field: 'body.smsCode', problem: 'expired' }], triesLeft: 0 },
  });
const wrongCode = (triesLeft: number) =>
  new AppError('invalid_request', {
    message: `验证码不正确，请核对短信后重新输入，还可以试 ${triesLeft} 次。`,
    details: { issues: [{ field: 'body.smsCode', problem: 'wrong code' }], triesLeft },
  });
