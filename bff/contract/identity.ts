import { z } from 'zod';
import { Id, Level, Time } from './common.ts';
import { Home } from './home.ts';

export const Citizen = z
  .object({
    id: Id,
    /** Masked: `林*`; 微信用户 until the real name is proven. */
    displayName: z.string(),
    level: Level,
  })
  .meta({ id: 'Citizen' });
export type Citizen = z.infer<typeof Citizen>;

export const OpenSession = z.strictObject({
  code: z.string().min(1).max(128),
  /** Also answer the first screen, so that a cold start is one request. */
  first: z.literal('home').optional(),
});
export const Session = z
  .object({ token: z.string(), expiresAt: Time, citizen: Citizen, home: Home.optional() })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** Two steps of one route: first name, ID number and phone, then the code that was sent to the phone. */
export const StartTwoElement = z.strictObject({
  route: z.literal('two_element_sms'),
  name: z.string().trim().min(1).max(50),
  idNumber: z.string().regex(/^\d{17}[\dXx]$/),
  phone: z.string().regex(/^1[3-9]\d{9}$/),
});
export const AnswerTwoElement = z.strictObject({
  route: z.literal('two_element_sms'),
  verificationId: Id,
  smsCode: z.string().regex(/^\d{6}$/),
});
export const Verify = z.union([StartTwoElement, AnswerTwoElement]);
export type Verify = z.infer<typeof Verify>;

export const Verification = z
  .object({
    id: Id,
    status: z.enum(['code_sent', 'verified', 'refused']),
    /** What the phone shows next. */
    next: z.enum(['sms_code']).optional(),
    level: Level.optional(),
    /** When another code may be asked for. */
    resendAt: Time.optional(),
    /** A new level is a new session: the token that asked has ended. */
    session: Session.optional(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

export const SubjectView = z
  .object({ id: Id, service: Id, kind: z.string(), label: z.string() })
  .meta({ id: 'Subject' });
export type SubjectView = z.infer<typeof SubjectView>;
export const SubjectList = z
  .object({ items: z.array(SubjectView), nextCursor: z.string().nullable() })
  .meta({ id: 'SubjectList' });

export const BindSubject = z.strictObject({
  service: Id,
  kind: z.string().min(1).max(40),
  fields: z.record(z.string().max(40), z.string().max(100)),
});
export type BindSubject = z.infer<typeof BindSubject>;
