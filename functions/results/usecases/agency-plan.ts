import { type AgencyCode, upwards } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { AgencyPlan } from '../domain/agency-plan.ts';
import type { AgencyPlans } from '../signer-ports.ts';
import { type CheckPlanPorts, checkPlan } from './check-plan.ts';

/** A plan with whose it is. */
export type PlanInForce = AgencyPlan & { readonly agencyCode: AgencyCode };

/** The plan by which an agency's results are signed: its own, else that of the nearest above it; undefined where there is none. */
export const planInForce =
  ({ agencyPlans }: { readonly agencyPlans: Pick<AgencyPlans, 'find'> }) =>
  async (agencyCode: AgencyCode): Promise<PlanInForce | undefined> => {
    for (const code of upwards(agencyCode)) {
      const plan = await agencyPlans.find(code);
      if (plan) return { agencyCode: code, ...plan };
    }
    return undefined;
  };

/** Sets an agency's plan up, or replaces it: results that are opened from now on are signed so. */
export const putPlan = (ports: CheckPlanPorts & { readonly agencyPlans: AgencyPlans }) => {
  const check = checkPlan(ports);
  return async (
    agencyCode: AgencyCode,
    plan: AgencyPlan,
    now: number,
  ): Promise<Result<{ readonly created: boolean; readonly plan: PlanInForce }>> => {
    const checked = await check({ agencyCode, ...plan }, now);
    if (!checked.ok) return fail(checked.failure);
    const before = await ports.agencyPlans.find(agencyCode);
    await ports.agencyPlans.put(agencyCode, plan);
    return ok({ created: before === undefined, plan: { agencyCode, ...plan } });
  };
};
