import * as z from 'zod';
import { EmailAddress } from '../../../shared/kernel/email.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import type { ProviderManifest } from '../../../shared/kernel/payment-providers.ts';
import { TaxCode } from '../../../shared/kernel/tax-code.ts';
import { Line, Lines, Name } from '../../../shared/kernel/text.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { OfficeHoursFromCaller } from '../../../shared/kernel/working-time/office-hours.ts';

const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected an hour of the day, such as 21:00');

const FormTitle = Line(200);

const codes = (most: number) =>
  z
    .array(AgencyCode)
    .max(most)
    .refine((given) => new Set(given).size === given.length, 'expected each once');

/**
 * How an agency is set up. `quietHours`: when messages that can wait are held back; null: never; left out: 21:00-07:00.
 * `staffEmails`: where its staff are told what is due; left out or none: at `email`.
 * `counters`: who may register dossiers for it. `codeSpaces`: prefixes under which it numbers dossiers besides its own code.
 * `officeHours`: when it works, `[["07:30", "11:30"], ["13:30", "17:00"]]`: of what is registered from then on.
 * `smsSegmentLimit`, `linkHosts`: what its own words of messages may take and lead to; those below it without their own have these.
 * `forms`: what its one-stop unit, and by their numbers its forms of Circular 03/2025/TT-VPCP are called.
 * `refundLimitVnd`: above it two people give money back; 0: always two. `receipt`: what its e-receipts (biên lai) are numbered under.
 */
export const AgencySetUp = z.strictObject({
  name: Name(200),
  nameEn: Name(200).optional(),
  shortName: Name(60).optional(),
  phone: Line(40).min(3).optional(),
  email: EmailAddress.optional(),
  staffEmails: z
    .array(EmailAddress)
    .max(20)
    .refine((given) => new Set(given).size === given.length, 'expected each once')
    .optional(),
  address: Line(500).optional(),
  hours: Lines(200).min(1).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  parentCode: AgencyCode.optional(),
  officeHours: OfficeHoursFromCaller.optional(),
  counters: codes(500).optional(),
  codeSpaces: codes(50).optional(),
  smsSegmentLimit: z.int().min(1).max(10).optional(),
  linkHosts: z
    .array(z.hostname('expected the name of a host, such as dichvucong.gov.vn').max(253).toLowerCase())
    .max(50)
    .optional(),
  quietHours: z.strictObject({ from: HourOfDay, to: HourOfDay }).nullable().optional(),
  forms: z
    .strictObject({
      unit: Line(200).optional(),
      unitEn: Line(200).optional(),
      titles: z.strictObject({ '01': FormTitle, '02': FormTitle, '03': FormTitle }).partial().optional(),
    })
    .optional(),
  refundLimitVnd: AmountVnd.optional(),
  receipt: z.strictObject({ taxCode: TaxCode, formSign: Line(20), receiptSign: Line(20) }).optional(),
});

/** How an agency is set up. */
export type AgencySetUp = z.infer<typeof AgencySetUp>;

/** What a provider keeps of each payment: thousandths of it, to three decimals, and a sum in whole dong. */
const MerchantFee = z.strictObject({
  perMille: z.number().min(0).max(1000).multipleOf(0.001),
  fixedVnd: AmountVnd,
});

/** What a provider keeps of each payment: thousandths of it, and a sum in whole dong. */
export type MerchantFee = z.infer<typeof MerchantFee>;

/** How a merchant account of a provider is set up. */
export interface MerchantSetUp {
  readonly agencyCode: AgencyCode;
  readonly fee?: MerchantFee | undefined;
  readonly credentials: Readonly<Record<string, string | undefined>>;
}

/** The shape of a merchant's set-up: its credentials are what the provider gives. */
export const merchantSetUpOf = ({ credentials }: Pick<ProviderManifest, 'credentials'>): z.ZodType<MerchantSetUp> =>
  z.strictObject({ agencyCode: AgencyCode, credentials: credentials(), fee: MerchantFee.optional() });

/** A provider's name in paths, whether it is known or not. */
export const ProviderName = z.string().regex(/^[a-z][a-z0-9]{1,31}$/, 'expected the name of a payment provider');

/** A merchant's name in paths, as the operator chose it. */
export const MerchantName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dots, dashes, at most 64');

/** An API key as an operator asks for it, in force until `expiresAt`. An operator's key serves the whole installation and names no agency. */
export const ApiKeySetUp = z
  .strictObject({
    permission: z.enum(['back_office', 'portal', 'operator']),
    agencyCodes: z.array(AgencyCode).max(100),
    kind: z.enum(['live', 'test']),
    label: Line(200),
    expiresAt: OffsetDateTime.optional(),
  })
  .refine((key) => key.permission === 'operator' || key.agencyCodes.length > 0, {
    path: ['agencyCodes'],
    message: 'expected at least one agency',
    // Told together with the faults of the other fields.
    when: ({ value }) => Array.isArray((value as Partial<{ agencyCodes: unknown }> | null)?.agencyCodes),
  });

/** An API key as an operator asks for it. */
export type ApiKeySetUp = z.infer<typeof ApiKeySetUp>;
