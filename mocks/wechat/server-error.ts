/** Every errcode the simulated server API answers, with WeChat's own words. */
const words = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'high risk user, login blocked',
  41001: 'access_token missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
} as const;

export type ErrCode = keyof typeof words;

export const isErrCode = (code: number): code is ErrCode => code in words;

/** A refusal of the server API: HTTP 200 with `{ errcode, errmsg }`. */
export class ServerRefusal extends Error {
  readonly errcode: ErrCode;

  constructor(errcode: ErrCode, addition = '') {
    super(addition ? `${words[errcode]} ${addition}` : words[errcode]);
    this.errcode = errcode;
  }
}
