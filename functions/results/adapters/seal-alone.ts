import { sealAlone } from '../domain/signing-plan.ts';
import type { SigningPlans } from '../ports.ts';

/** The plans of an installation whose one signer is its seal: the same for every agency. */
export const sealAlonePlans: SigningPlans = { of: async () => sealAlone };
