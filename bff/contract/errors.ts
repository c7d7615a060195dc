/** The closed list of error codes a phone may meet, with the HTTP status of each. */
export const errorStatus = {
  invalid_request: 400,
  idempotency_key_required: 400,
  unauthenticated: 401,
  level_required: 403,
  not_found: 404,
  bill_in_payment: 409,
  bill_already_paid: 409,
  bill_not_payable: 409,
  state_conflict: 409,
  slot_taken: 409,
  request_in_progress: 409,
  idempotency_key_reused: 409,
  body_too_large: 413,
  unsupported_code: 422,
  rate_limited: 429,
  bureau_unavailable: 503,
  payment_unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;
