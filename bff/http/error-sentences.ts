import type { ErrorCode } from '../contract/errors.ts';

/** What a resident reads when a room has nothing better to say: what happened, and what to do next. */
export const sentences: Record<ErrorCode, string> = {
  invalid_request: '提交的内容有误，请检查后重新提交。',
  idempotency_key_required: '请求缺少防重复编号，请更新小程序后重试。',
  unauthenticated: '登录已失效，请重新登录。',
  level_required: '办理此事需要先完成实名认证，请前往“我的”进行认证。',
  not_found: '没有找到您要的内容，请返回后刷新。',
  bill_in_payment: '这笔账单正在支付中，请到“我的订单”继续支付或取消后再试。',
  bill_already_paid: '这笔账单已经缴清，无需再次支付。',
  bill_not_payable: '这笔账单目前不能在线支付，请查看账单上的说明。',
  state_conflict: '当前状态下不能进行此操作，请刷新后查看最新状态。',
  slot_taken: '该时段已被约满，请选择其他时段。',
  request_in_progress: '上一次提交正在处理，请稍候再查看结果。',
  idempotency_key_reused: '该请求编号已用于另一次提交，请返回后重新操作。',
  body_too_large: '提交的内容过大，请精简后重试。',
  unsupported_code: '无法识别这个码，请确认是支持的缴费编号后重试。',
  rate_limited: '操作过于频繁，请稍后再试。',
  bureau_unavailable: '相关部门的系统暂时无法访问，请稍后再试。',
  payment_unavailable: '微信支付暂时无法使用，请稍后再试，未付款不会扣款。',
  internal: '系统出了点问题，请稍后再试；如多次出现，请拨打12345。',
};
