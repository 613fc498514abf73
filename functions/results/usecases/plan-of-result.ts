import { fail, ok } from '../../../shared/kernel/result.ts';
import { keptPlan } from '../domain/agency-plan.ts';
import { sealAlone } from '../domain/signing-plan.ts';
import type { SigningPlans } from '../ports.ts';
import type { AgencyPlans } from '../signer-ports.ts';
import { planInForce } from './agency-plan.ts';
import { type CheckPlanPorts, checkPlan } from './check-plan.ts';

/** What the plans of results are read from and checked against. */
export interface PlanPorts extends CheckPlanPorts {
  readonly agencyPlans: Pick<AgencyPlans, 'find'>;
}

/**
 * The plan of a result: its agency's or that of the nearest above it, else the seal alone. Signatures that a back office wants take the
 * place of the listed ones by the rules of plans and leave out no role; level and QR stay.
 */
export const plansOfResults = (ports: PlanPorts): SigningPlans => ({
  async of(agencyCode, wanted, now) {
    const plan = await planInForce(ports)(agencyCode);
    if (!wanted) {
      if (!plan) return ok(sealAlone);
      const rows = await Promise.all(plan.signatures.map(({ signerId }) => ports.signerRows.find(signerId)));
      const known = rows.filter((row) => row !== undefined);
      return ok(keptPlan(plan.signatures, known, plan));
    }
    const roles = (plan?.signatures ?? sealAlone.signatures).map(({ role }) => role);
    const given: readonly string[] = wanted.map(({ role }) => role);
    const missing = roles.filter((role) => !given.includes(role));
    const fields = missing.map((role) => ({ path: 'signatures', message: `the plan wants ${role} to sign` }));
    if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
    return checkPlan(ports)({ agencyCode, signatures: wanted, level: plan?.level, qr: plan?.qr }, now);
  },
});
