import * as z from 'zod';

/** In which office somebody signs: `agency` is the agency's seal. A person's role is a word of the same kind. */
const SignerRole = () => z.string().regex(/^[a-z]{1,20}$/);

/** What shows a signature on its page: how it looks, and where, in PDF points from the lower left corner; the page from 1, -1 the last. */
const Panel = () =>
  z.object({
    look: z.string().max(20),
    at: z.object({ page: z.int(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
  });

/** One signature of a plan: whose it is, and the form field that bears it. */
const PlannedSignature = () =>
  z.object({
    role: SignerRole(),
    field: z.string().regex(/^[A-Za-z0-9]{1,60}$/),
    /** Who signs, as an operator set them up; none: the installation's own seal. */
    signerId: z.string().max(60).optional(),
    /** How they sign: `kms`, `csc`, `hand` or `upload`. */
    by: z.string().max(20).optional(),
    panel: Panel().optional(),
  });

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
    /** The PAdES level that is wanted; none: as the installation stamps. */
    level: z.string().max(10).optional(),
    /** Whether a QR code with the verification address goes on the page. */
    qr: z.boolean().optional(),
  });

/** The signatures that make a document a result. */
export type SigningPlan = z.infer<ReturnType<typeof SigningPlan>>;

/** The plan of whoever has none of its own: the agency's seal and nothing else. */
export const sealAlone: SigningPlan = { signatures: [{ role: 'agency', field: 'AgencySeal' }] };
