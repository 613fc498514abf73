import * as z from 'zod';
import type { Json } from '../../../shared/kernel/milestones.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { AgencyPlan } from '../domain/agency-plan.ts';
import type { AgencyPlans } from '../signer-ports.ts';

const Place = z.object({ page: z.number(), x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** A plan as it lies there: what it says outlives the rules and words by which it was taken. */
const Kept = z.object({
  level: z.string(),
  signatures: z.array(
    z.object({
      role: z.string(),
      signerId: z.string(),
      panel: z.union([z.string(), Place.extend({ look: z.string().optional() })]).optional(),
    }),
  ),
  qr: z.boolean().optional(),
});

/** Signing plans in the results' table, `PLAN#<agencyCode>` / `PLAN`, as an operator wrote them. */
export const agencyPlansIn = (results: Pick<Table, 'get' | 'put'>): AgencyPlans => ({
  async find(agencyCode) {
    const item = await results.get(`PLAN#${agencyCode}`, 'PLAN');
    return item && (Kept.parse(item.plan) as AgencyPlan);
  },
  async put(agencyCode, plan) {
    await results.put({ pk: `PLAN#${agencyCode}`, sk: 'PLAN', plan: plan as unknown as Json });
  },
});
