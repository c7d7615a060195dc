import type { Call } from '../contract/call.ts';
import type { AdapterPorts } from '../contract/ports.ts';
import { deadlineIn } from './deadline.ts';

const PATIENCE_MS = 1_000;

/**
 * Writes one entry of the privacy ledger per attempt that went out to a bureau, whatever came of it.
 *
 * Looking at a resident's data fails closed: an answer whose access cannot be recorded is thrown away unseen.
 * Telling a bureau something, and asking what became of a payment, do not: the deed is done or the money is paid,
 * and withholding the answer would harm the resident without undoing it. Those gaps are counted (`unrecorded`);
 * what happened stands in the order's own history as well.
 */
export class AccessLog {
  readonly #service: string;
  readonly #ports: AdapterPorts;

  constructor(service: string, ports: AdapterPorts) {
    this.#service = service;
    this.#ports = ports;
  }

  /** @returns why the entry could not be written, or null when it was. Never throws. */
  async record(
    question: { operation: string; fields: readonly string[] },
    call: Call,
    outcome: string,
  ): Promise<Error | null> {
    const { citizenId, actor, purpose, legalBasis, requestId } = call;
    const entry = {
      citizenId,
      at: this.#ports.clock.now(),
      system: this.#service,
      actor,
      purpose,
      legalBasis,
      fields: question.fields,
      outcome,
      requestId,
    };
    try {
      await deadlineIn(PATIENCE_MS).race(this.#ports.ledger.record(entry));
      return null;
    } catch (cause) {
      this.#ports.metrics.unrecorded?.({ service: this.#service, operation: question.operation });
      return new Error('access could not be recorded', { cause });
    }
  }
}
