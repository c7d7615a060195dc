/** Where in the request the fault lies, as WeChat Pay reports it. */
export interface RefusalDetail {
  field: string;
  value?: unknown;
  issue: string;
  location: 'body' | 'path' | 'query' | 'authorization' | 'header';
}

/** HTTP status and the numeric tail that WeChat Pay puts at the end of Request-ID. */
const kinds = {
  PARAM_ERROR: [400, '268435461'],
  INVALID_REQUEST: [400, '268435464'],
  APPID_MCHID_NOT_MATCH: [400, '268445527'],
  MCH_NOT_EXISTS: [400, '268443715'],
  ORDER_CLOSED: [400, '268447914'],
  ORDERPAID: [400, '268449538'],
  SIGN_ERROR: [401, '268443699'],
  OUT_TRADE_NO_USED: [403, '268498688'],
  ORDER_NOT_EXIST: [404, '268512771'],
  RESOURCE_NOT_EXISTS: [404, '268435462'],
  SYSTEM_ERROR: [500, '268435459'],
  OPENID_MISMATCH: [500, '268501013'],
} as const;

export type RefusalCode = keyof typeof kinds;

/** A call that WeChat Pay refuses: `{ code, message, detail }` with its HTTP status. */
export class PayRefusal extends Error {
  readonly code: RefusalCode;
  readonly detail: RefusalDetail | undefined;
  readonly tail: string;

  constructor(code: RefusalCode, message: string, detail?: RefusalDetail, tail: string = kinds[code][1]) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.tail = tail;
  }

  get status(): number {
    return kinds[this.code][0];
  }

  body(): string {
    return JSON.stringify({ code: this.code, detail: this.detail, message: this.message });
  }
}
