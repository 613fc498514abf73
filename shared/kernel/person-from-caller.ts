import * as z from 'zod';
import { EmailAddress } from './email.ts';
import { PhoneNumber } from './phone.ts';
import { FullName, Line } from './text.ts';

/** What a number looks like on each paper: Law 26/2023/QH15 (12 digits; 9 before), ICAO 9303, Law 38/2019/QH14 and Circular 86/2024/TT-BTC. */
const identityNumbers = {
  citizen_id: /^\d{12}$/,
  old_id: /^\d{9}$/,
  passport: /^[A-Za-z0-9]{5,20}$/,
  tax_code: /^(\d{10}(-?\d{3})?|\d{12})$/,
  organisation_code: /^[A-Za-z0-9][A-Za-z0-9.-]{0,34}$/,
} as const;

type IdentityKind = keyof typeof identityNumbers;

const Identity = z
  .strictObject({
    kind: z.enum(Object.keys(identityNumbers) as [IdentityKind]),
    number: z.string().trim(),
    verifiedBy: z.enum(['vneid', 'officer']).optional(),
  })
  .refine(({ kind, number }) => identityNumbers[kind].test(number), {
    path: ['number'],
    message: 'expected a number of this kind of paper',
  });

/** A citizen's number is of one of these; a business, an organisation or a foreigner may have any. */
const ofCitizens = [identityNumbers.citizen_id, identityNumbers.old_id];

const named = {
  kind: z.enum(['citizen', 'business', 'state_agency', 'organisation', 'foreigner']).optional(),
  fullName: FullName(),
  phone: PhoneNumber.optional(),
  email: EmailAddress.optional(),
  address: Line(500).optional(),
  identityNumber: z
    .string()
    .trim()
    .refine((number) => Object.values(identityNumbers).some((form) => form.test(number)), 'expected an identity number')
    .optional(),
  identity: Identity.optional(),
};

const numberFaults = {
  path: ['identityNumber'],
  message: 'expected 9 or 12 digits',
};

const isCitizens = (number: string | undefined): boolean =>
  number === undefined || ofCitizens.some((form) => form.test(number));

/** A person as a back office names one. */
export const PersonFromCaller = z
  .strictObject(named)
  .refine(({ kind = 'citizen', identityNumber }) => kind !== 'citizen' || isCitizens(identityNumber), numberFaults);

/** A change of a person: what it does not name stays as it was. */
export const PersonChangeFromCaller = z
  .strictObject(named)
  .partial()
  .refine(({ kind, identityNumber }) => kind !== 'citizen' || isCitizens(identityNumber), numberFaults);
