import { z } from 'zod';

/** The bureau's own messages, field for field (see README.md). Text in, text out: no meaning is given here. */

const text = z.string().max(400);
const optionalText = text.optional().default('');
/** A decision number: 15 or 16 digits. */
export const DECISION_NUMBER = /^\d{15,16}$/;

/** Interface ids. */
export const interfaces = {
  byVehicle: '04C01',
  byDecision: '04C02',
  byIdentity: '04C03',
  paymentBySerial: '04C04',
  pay: '04W01',
} as const;

export const Head = z.object({ code: text, message: optionalText, rownum: optionalText });
export type Head = z.infer<typeof Head>;

export const Violation = z.object({
  wfbh: text,
  jdsbh: optionalText,
  hpzl: text,
  hphm: text,
  sf: text,
  dsr: optionalText,
  wfsj: text,
  wfdz: text,
  wfxw: text,
  wfxwmc: text,
  wfjfs: optionalText,
  fkje: text,
  znj: optionalText,
  cfzl: optionalText,
  clbj: z.enum(['0', '1']),
  jkbj: z.enum(['0', '1', '9']),
  sdrq: optionalText,
  jkqx: optionalText,
  fxjgmc: text,
  zxbj: optionalText,
  gxsj: text,
});
export type Violation = z.infer<typeof Violation>;

export const Payment = z.object({
  lsh: text,
  jdsbh: text,
  je: text,
  jkbj: z.enum(['0', '1']),
  pzbh: text,
  jksj: text,
});
export type Payment = z.infer<typeof Payment>;
