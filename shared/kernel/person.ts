import * as z from 'zod';

/** A person as a dossier keeps one. The only personal data that the product keeps of people, all of it on the dossier's card. */
export const Person = z.object({
  /** Left out: a citizen. */
  kind: z.string().optional(),
  fullName: z.string(),
  /** In the national form; a landline, which gets no SMS, as well. */
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  identityNumber: z.string().optional(),
  identity: z.object({ kind: z.string(), number: z.string(), verifiedBy: z.string().optional() }).optional(),
});

/** A person as a dossier keeps one. */
export type Person = z.infer<typeof Person>;

/** True for those who are greeted as a person, `ông/bà`: citizens and foreigners. */
export const isNaturalPerson = ({ kind = 'citizen' }: Pick<Person, 'kind'>): boolean =>
  kind === 'citizen' || kind === 'foreigner';
