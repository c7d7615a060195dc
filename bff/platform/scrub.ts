/** Keys whose value is a person or a secret: never written, whatever stands in them. */
const SECRET_KEYS = new Set(
  [
    'name openid idNumber id_number phone mobile plate token authorization cookie secret password sessionKey session_key',
    'code smsCode text privateKey apiV3Key displayName fields body snapshot subject subjectLabel payer',
  ].flatMap((line) => line.toLowerCase().split(' ')),
);

/** Of the line every request writes: known to be harmless, so not looked up in small letters each time. */
const PLAIN_KEYS = new Set(['requestId', 'method', 'route', 'status', 'ms', 'citizenId']);

/** Long numbers that are part of a longer number or word (transaction ids) are left alone. */
const PATTERNS: readonly RegExp[] = [
  /(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g,
  /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/g,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]·?[A-HJ-NP-Z0-9]{5,6}/g,
  /-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----/g,
  /Bearer\s+\S+/g,
];
/** What every pattern needs somewhere: eleven digits in a row, a province's character, PEM's dashes or a bearer. */
const SUSPECT = /\d{11}|[\u4e00-\u9fff][A-HJ-NP-Z]|-----BEGIN|Bearer/;
/** Nothing that short can match; saves the regular expressions on most facts. */
const SHORTEST = 7;
const DEEPEST = 5;

/** Copies facts for the log without persons and secrets. Errors keep their type, code, message, stack and cause. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= DEEPEST) return '[deep]';
  if (value instanceof Error) return scrubError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => scrub(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    copy[key] = isSecret(key, inner) ? '[removed]' : scrub(inner, depth + 1);
  }
  return copy;
}

/** `code` is a login code as text at the top, but also the name of every error's code: those are short words. */
function isSecret(key: string, value: unknown): boolean {
  if (PLAIN_KEYS.has(key) || !SECRET_KEYS.has(key.toLowerCase())) return false;
  return !(key === 'code' && (typeof value === 'number' || /^[a-z]+(_[a-z]+)*$/i.test(String(value))));
}

function scrubError(error: Error, depth: number): Record<string, unknown> {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: scrubText(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error.stack && { stack: scrubText(error.stack) }),
    ...(cause !== undefined && { cause: scrub(cause, depth + 1) }),
  };
}

function scrubText(text: string): string {
  if (text.length < SHORTEST || !SUSPECT.test(text)) return text;
  return PATTERNS.reduce((kept, pattern) => kept.replace(pattern, '[removed]'), text);
}
