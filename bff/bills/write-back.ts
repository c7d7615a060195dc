import type { Call, ServiceManifest } from '../../adapters/index.ts';
import type { Bills } from './service.ts';
import type { BillsService } from './sources.ts';

/** A bureau's write-off may be slow; the resident does not wait for it. */
const BUDGET_MS = 8_000;

/** Our own jobs at the bureaus. In the resident's ledger they stand as what they are. */
export function writeBack(get: (service: string) => BillsService): Pick<Bills, 'settle' | 'outcome'> {
  return {
    settle: async (service, settlement, about) => {
      const { manifest, bills } = get(service);
      return bills.settle(
        settlement,
        jobCall(manifest, about.citizenId, '缴费成功后通知收款单位销账', settlement.key),
      );
    },
    outcome: async (service, key, about) => {
      const { manifest, bills } = get(service);
      return bills.outcome(key, jobCall(manifest, about.citizenId, '核对缴费是否已经销账', key));
    },
  };
}

function jobCall(manifest: ServiceManifest, citizenId: string, purpose: string, key: string): Call {
  const { legalBasis } = manifest;
  return {
    citizenId,
    actor: '一机通缴费核销',
    purpose,
    legalBasis,
    requestId: `settlement-${key}`,
    budgetMs: BUDGET_MS,
  };
}
