import { type ErrCode, ServerRefusal } from './server-error.ts';

/** The operations of the server API by their name on the dial. */
export const serverOperations = ['jscode2session', 'stable_token', 'subscribe_send'] as const;
export type ServerOperation = (typeof serverOperations)[number];

/** Refusals asked for by a test: `-1` busy, `45009` over quota, `40226` blocked … In memory, like the dial. */
export class PlannedErrors {
  private readonly plans = new Map<string, { errcode: ErrCode; left: number }>();

  plan(operation: ServerOperation, errcode: ErrCode, times: number): void {
    this.plans.set(operation, { errcode, left: times });
  }

  clear(): void {
    this.plans.clear();
  }

  /** Throws the planned refusal of this operation, if there is one. */
  strike(operation: string): void {
    const plan = this.plans.get(operation);
    if (!plan) return;
    plan.left -= 1;
    if (plan.left < 1) this.plans.delete(operation);
    throw new ServerRefusal(plan.errcode);
  }
}
