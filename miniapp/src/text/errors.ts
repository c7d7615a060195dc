import type { ErrorCode } from '../../../bff/contract/errors';

/** What a phone can meet: the front door's closed list, and no answer at all. */
export type PhoneErrorCode = ErrorCode | 'unreachable';

/** First what happened, then what to do: two sentences each, so that a page can set the first as its title. */
const frontDoor: Record<ErrorCode, string> = {
  invalid_request: '填的内容不对。请检查后再试一次。',
  idempotency_key_required: '这一步没有提交成功。请返回上一页再试一次。',
  unauthenticated: '登录已过期。请再试一次，会自动重新登录。',
  level_required: '要先核实是您本人。核实一次，一分钟就好。',
  not_found: '没有找到这条记录。可能已经撤销，请返回列表再看。',
  bill_in_payment: '这笔账正在支付，已经锁住。请到“核实中”里看结果，不要重复缴。',
  bill_already_paid: '这笔账已经缴清。不用再缴，可在“已缴”里看凭证。',
  bill_not_payable: '这笔账现在不能缴。请看账单上写的原因和办法。',
  state_conflict: '情况刚刚变了。请刷新后再看。',
  slot_taken: '这个时段刚被约走。请另选一个时段。',
  request_in_progress: '上一次提交还在处理。请稍等几秒再看。',
  idempotency_key_reused: '这一步的内容变了。请返回上一页重新提交。',
  body_too_large: '提交的内容太大。请删减后再试。',
  unsupported_code: '认不出这个码。请对准缴款单上的条码，或手工输入编号。',
  rate_limited: '操作太快了。请过一分钟再试。',
  bureau_unavailable: '主管单位的系统暂时连不上。其他业务不受影响，请稍后再试。',
  payment_unavailable: '微信支付暂时连不上。没有扣款，请稍后再试。',
  internal: '我们这边出了错。请再试一次；还不行，请打服务热线并报编号。',
};

export const errorWords: Record<PhoneErrorCode, string> = {
  ...frontDoor,
  unreachable: '连不上网络。请检查手机网络，再试一次。',
};

/** `没找到。请返回。` → title and next step. */
export function splitWords(words: string): { title: string; hint: string } {
  const end = words.indexOf('。');
  return { title: words.slice(0, end), hint: words.slice(end + 1) };
}
