import * as z from 'zod';
import { AmountVnd } from './money.ts';
import { DAY_MS } from './time.ts';

const Limit = z.strictObject({ atMost: z.int().positive(), withinMs: z.int().positive().max(DAY_MS) });

/** At most so many within a time of at most a day. */
export type PersonalLimit = Readonly<z.output<typeof Limit>>;

const Limits = z.array(Limit).min(1).readonly();

/** What may be sent by SMS before messages wait; set for each stage. A day is one of Viet Nam's. */
export const MessageLimits = z.strictObject({
  /** To one phone: codes that were asked for, and messages of any kind. */
  toOne: z.strictObject({ codes: Limits, messages: Limits }).readonly(),
  /** Messages about dossiers of one agency in a day. */
  ofAgencyADay: z.int().positive(),
  /** What all messages of a day may cost, in whole dong. */
  spendADayVnd: AmountVnd,
});

/** What may be sent by SMS before messages wait. */
export type MessageLimits = Readonly<z.output<typeof MessageLimits>>;

/** The limits that a function was given in its environment. */
export const messageLimitsIn = (text: string): MessageLimits => MessageLimits.parse(JSON.parse(text));
