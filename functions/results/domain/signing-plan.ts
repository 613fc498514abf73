import * as z from 'zod';

/** In which office somebody signs: `agency` is the agency's seal. A person's role is a word of the same kind. */
const SignerRole = () => z.string().regex(/^[a-z]{1,20}$/);

/** One signature of a plan: whose it is, and the form field that bears it. */
const PlannedSignature = () => z.object({ role: SignerRole(), field: z.string().regex(/^[A-Za-z0-9]{1,60}$/) });

/** One signature of a plan. */
export type PlannedSignature = z.infer<ReturnType<typeof PlannedSignature>>;

/** The signatures that make a document a result, in the order in which they are made; each role once. */
export const SigningPlan = () =>
  z.object({
    signatures: z
      .array(PlannedSignature())
      .min(1)
      .max(8)
      .refine((planned) => new Set(planned.map(({ role }) => role)).size === planned.length, 'a role signs once'),
  });

/** The signatures that make a document a result. */
export type SigningPlan = z.infer<ReturnType<typeof SigningPlan>>;

/** The plan of whoever has none of its own: the agency's seal and nothing else. */
export const sealAlone: SigningPlan = { signatures: [{ role: 'agency', field: 'AgencySeal' }] };
