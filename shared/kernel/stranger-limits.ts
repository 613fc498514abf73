import * as z from 'zod';

const Limit = z.strictObject({ atMost: z.int().positive(), withinMs: z.int().positive() });

/** At most so many within a time. */
export type Limit = Readonly<z.output<typeof Limit>>;

const Limits = z.array(Limit).min(1).readonly();

/**
 * What people without a key may do before they are held back; set for each stage. A source is one IPv4 address or 64 bits of IPv6.
 * What turns out to be an owner's (the right digits, a code that was typed in) gives its place back.
 */
export const StrangerLimits = z.strictObject({
  /** Wrong last digits of a phone at the look-up. */
  wrongDigits: z.strictObject({ perSource: Limits, inAll: Limits }).readonly(),
  /** Download codes sent by SMS: to one phone, and those that nobody typed in; a neighbourhood is 24 bits of IPv4 or 48 of IPv6. */
  codes: z.strictObject({ perPhone: Limits, perSource: Limits, perNeighbourhood: Limits, inAll: Limits }).readonly(),
  /** Files of anybody's that are uploaded to be checked. */
  checks: z.strictObject({ perSource: Limits }).readonly(),
});

/** What people without a key may do before they are held back. */
export type StrangerLimits = Readonly<z.output<typeof StrangerLimits>>;
