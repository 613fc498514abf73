import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { keptPlan, type WantedSignature } from '../domain/agency-plan.ts';
import { sealAlone } from '../domain/signing-plan.ts';
import type { SigningPlans } from '../ports.ts';
import type { AgencyPlans } from '../signer-ports.ts';
import { planInForce } from './agency-plan.ts';
import { type CheckPlanPorts, checkPlan } from './check-plan.ts';

/**
 * The plan of a result: its agency's or that of the nearest above it, else the seal alone. Signatures that a back office wants take the
 * place of the listed ones by the rules of plans and leave out no role; level and QR stay.
 */
export const plansOfResults = (ports: CheckPlanPorts & { readonly agencyPlans: Pick<AgencyPlans, 'find'> }): SigningPlans => ({
  async of(agencyCode, wanted, now) {
    const plan = await planInForce(ports)(agencyCode);
    if (!wanted) {
      if (!plan) return ok(sealAlone);
      const rows = await Promise.all(plan.signatures.map(({ signerId }) => ports.signerRows.find(signerId)));
      return ok(keptPlan(plan.signatures, rows.filter((row) => row !== undefined), plan));
    }
    const roles = (plan?.signatures ?? sealAlone.signatures).map(({ role }) => role);
    const missing = roles.filter((role) => !(wanted as readonly Pick<WantedSignature, 'role'>[]).some((one) => one.role === role));
    const fields: FieldFault[] = missing.map((role) => ({ path: 'signatures', message: `the plan wants ${role} to sign` }));
    if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
    return checkPlan(ports)({ agencyCode, signatures: wanted, level: plan?.level, qr: plan?.qr }, now);
  },
});
