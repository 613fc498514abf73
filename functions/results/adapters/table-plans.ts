import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { AgencyPlan } from '../domain/agency-plan.ts';
import type { AgencyPlans } from '../signer-ports.ts';

/** Signing plans in the results' table, `PLAN#<agencyCode>` / `PLAN`, as an operator wrote them. */
export const agencyPlansIn = (results: Pick<Table, 'get' | 'put'>): AgencyPlans => ({
  async find(agencyCode) {
    const item = await results.get(`PLAN#${agencyCode}`, 'PLAN');
    return item && AgencyPlan.parse(item.plan);
  },
  async put(agencyCode, plan) {
    await results.put({ pk: `PLAN#${agencyCode}`, sk: 'PLAN', plan: plan as unknown as Json });
  },
});
