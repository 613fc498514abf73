import * as z from 'zod';
import { fieldOfRole, SignerId, type SignerRow, signerRoles } from './signers.ts';
import type { SigningPlan } from './signing-plan.ts';

const looks = ['decree30', 'text'] as const;

const PlacedPanel = z.strictObject({
  page: z
    .int()
    .min(-1)
    .max(10_000)
    .refine((page) => page !== 0, 'expected a page from 1, or -1 for the last'),
  x: z.number().min(0).max(14_400),
  y: z.number().min(0).max(14_400),
  width: z.number().min(1).max(14_400),
  height: z.number().min(1).max(14_400),
  look: z.enum(looks).optional(),
});

/** One signature as a plan or a back office names it. */
const WantedSignature = z.strictObject({
  role: z.enum(signerRoles),
  signerId: SignerId,
  panel: z.union([z.enum([...looks, 'none']), PlacedPanel]).optional(),
});

/** One signature as a plan or a back office names it. */
export type WantedSignature = z.infer<typeof WantedSignature>;

/** The signatures of a document in the order in which they are made. */
export const WantedSignatures = z.array(WantedSignature).min(1).max(signerRoles.length);

/** How an operator has an agency's results signed. */
export const AgencyPlan = z.strictObject({
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']),
  signatures: WantedSignatures,
  qr: z.boolean().optional(),
});

/** How an agency's results are signed. */
export type AgencyPlan = z.infer<typeof AgencyPlan>;

/** Levels whose files hold revocation data (ETSI EN 319 142-1, 6.1). */
export const holdsRevocationData = (level: string | undefined): boolean => level === 'B-LT' || level === 'B-LTA';

const panelOf = (panel: WantedSignature['panel']) => {
  if (panel === undefined) return {};
  if (typeof panel === 'string') return { panel: { look: panel } };
  const { look = 'decree30', ...at } = panel;
  return { panel: { look, at } };
};

/** The plan as a result keeps it: each signature with its field and with how its signer signs. */
export const keptPlan = (
  signatures: readonly WantedSignature[],
  signers: readonly Pick<SignerRow, 'signerId' | 'by'>[],
  { level, qr }: Pick<SigningPlan, 'level' | 'qr'>,
): SigningPlan => ({
  signatures: signatures.map(({ role, signerId, panel }) => {
    const by = signers.find((signer) => signer.signerId === signerId)?.by;
    return { role, field: fieldOfRole[role], signerId, ...(by === undefined ? {} : { by }), ...panelOf(panel) };
  }),
  ...(level === undefined ? {} : { level }),
  ...(qr === undefined ? {} : { qr }),
});
