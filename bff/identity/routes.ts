import type Router from 'koa-router';
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import type { Home } from '../contract/home.ts';
import {
  BindSubject,
  OpenSession,
  Session,
  SubjectList,
  SubjectView,
  Verification,
  Verify,
} from '../contract/identity.ts';
import type { DoorContext, SignedIn } from '../http/context.ts';
import type { Doors } from '../http/doors.ts';
import { guard } from '../http/guard.ts';
import { rfc3339 } from '../platform/time.ts';
import type { Identity, SignIn } from './service.ts';
import type { BoundSubject } from './subjects.ts';

const MINUTE = 60_000;
/** Generous: a whole office or a mobile carrier may share one address. */
const SIGN_INS = { most: 3_000, windowMs: MINUTE };
const BINDINGS = { most: 20, windowMs: MINUTE };
const PROOFS = { most: 20, windowMs: MINUTE };

/** @param home the first screen, so that a cold start is one request */
export function identityRoutes(
  router: Router,
  identity: Identity,
  { citizen, idempotent, limit, limitAddress }: Doors,
  home: (who: SignedIn, requestId: string) => Promise<Home>,
): void {
  router.post(
    '/sessions',
    limitAddress('sessions', SIGN_INS),
    guard({ body: OpenSession, response: Session, status: 201 }, async ({ body, requestId }) => {
      const signIn = await identity.signIn(body.code, requestId);
      const first = body.first === 'home' ? { home: await home(signIn.who, requestId) } : {};
      return { ...presentSession(signIn), ...first };
    }),
  );
  router.delete(
    '/sessions/current',
    citizen('L1'),
    guard({ response: null }, async ({ ctx }) => {
      await identity.sessions.end(tokenOf(ctx));
      return null;
    }),
  );
  router.post(
    '/identity/verifications',
    citizen('L1'),
    limit('verifications', PROOFS),
    guard({ body: Verify, response: Verification }, async ({ body, citizen: who, requestId, ctx }) => {
      if ('smsCode' in body) {
        const signIn = await identity.verification.answer(
          who,
          tokenOf(ctx),
          body.verificationId,
          body.smsCode,
        );
        return {
          id: body.verificationId,
          status: 'verified' as const,
          level: signIn.who.level,
          session: presentSession(signIn),
        };
      }
      const { name, idNumber, phone } = body;
      const started = await identity.verification.start(who, { name, idNumber, phone }, requestId);
      return 'resendAt' in started ? { ...started, resendAt: rfc3339(started.resendAt) } : started;
    }),
  );
  subjectRoutes(router, identity, { citizen, idempotent, limit });
}

function subjectRoutes(
  router: Router,
  { subjects }: Identity,
  { citizen, idempotent, limit }: Pick<Doors, 'citizen' | 'idempotent' | 'limit'>,
): void {
  router.get(
    '/subjects',
    citizen('L1'),
    guard({ response: SubjectList }, async ({ citizen: who }) => ({
      items: (await subjects.list(who.citizenId)).map(presentSubject),
      nextCursor: null,
    })),
  );
  router.post(
    '/subjects',
    citizen('L2'),
    limit('subjects', BINDINGS),
    idempotent,
    guard({ body: BindSubject, response: SubjectView, status: 201 }, async ({ body, citizen: who }) =>
      presentSubject(await subjects.bind(who.citizenId, body)),
    ),
  );
  router.delete(
    '/subjects/:id',
    citizen('L1'),
    guard({ params: z.strictObject({ id: Id }), response: null }, async ({ params, citizen: who }) => {
      await subjects.unbind(who.citizenId, params.id);
      return null;
    }),
  );
}

function presentSession({ token, endsAt, who }: SignIn): Session {
  const { citizenId: id, displayName, level } = who;
  return { token, expiresAt: rfc3339(endsAt), citizen: { id, displayName, level } };
}

function presentSubject({ id, service, kind, label }: BoundSubject): SubjectView {
  return { id, service, kind, label };
}

const tokenOf = (ctx: DoorContext): string => (ctx.req.headers.authorization ?? '').slice('Bearer '.length);
