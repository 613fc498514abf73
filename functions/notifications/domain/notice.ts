import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOfShapes } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';

/** The ways to a person, in the order in which one takes the place of another. */
export const channels = ['zalo', 'sms', 'email'] as const;

/** A way to a person. */
export type Channel = (typeof channels)[number];

/** What a person or an agency's staff are told: the template and the values that it needs. Codes and amounts, nothing personal. */
export const Notice = () => {
  /** Of what a calendar is told: the place of its word among those of the dossier, which grows with each. */
  const sequence = z.int().nonnegative().optional();
  /** The back office's name of the event whose note, on the dossier's card, is told word for word. */
  const eventId = z.string().optional();
  const step = { at: InstantMs, eventId };
  return oneOfShapes('template', [
    z.object({ template: z.literal('registered'), at: InstantMs }),
    z.object({
      template: z.literal('accepted'),
      promisedAt: InstantMs.nullable(),
      /** The back office's name of the acceptance. */
      acceptanceId: z.string().optional(),
      sequence,
    }),
    /** An acceptance that was told, and what it promised, does not hold. */
    z.object({ template: z.literal('acceptance_withdrawn'), promisedAt: InstantMs.nullable(), eventId, sequence }),
    /** A step that was told, to this status, does not hold. */
    z.object({ template: z.literal('corrected'), was: z.int(), eventId }),
    z.object({
      template: z.literal('promise_moved'),
      promisedAt: InstantMs,
      insteadOf: InstantMs.nullable(),
      /** As dossiers say it: `pause`, `decision`, `correction`. */
      because: z.string(),
      sequence,
    }),
    /** The term was extended; the reason is the back office's, as are notes. */
    z.object({
      template: z.literal('rescheduled'),
      promisedAt: InstantMs,
      insteadOf: InstantMs.nullable(),
      eventId,
      sequence,
    }),
    z.object({ template: z.literal('supplement_requested'), ...step }),
    z.object({ template: z.literal('refused'), ...step }),
    z.object({ template: z.literal('stopped'), ...step }),
    z.object({ template: z.literal('withdrawal_received'), ...step }),
    z.object({ template: z.literal('finished'), ...step }),
    z.object({ template: z.literal('returned'), ...step }),
    z.object({ template: z.literal('status_changed'), status: z.int(), ...step }),
    z.object({ template: z.literal('fee_due'), amountVnd: AmountVnd, payableUntil: InstantMs }),
    /** The same fee once more, when its term ends within a day. */
    z.object({ template: z.literal('fee_reminder'), amountVnd: AmountVnd, payableUntil: InstantMs }),
    z.object({
      template: z.literal('partially_paid'),
      amountVnd: AmountVnd,
      receivedVnd: AmountVnd,
      leftVnd: AmountVnd,
    }),
    z.object({ template: z.literal('paid'), amountVnd: AmountVnd }),
    /** Money came for which nothing was due: above the fee, or for one that was taken back or had run out. */
    z.object({
      template: z.literal('surplus'),
      amountVnd: AmountVnd,
      receivedVnd: AmountVnd,
      surplusVnd: AmountVnd,
      /** As payments say it: `overpaid`, `cancelled`, `expired`. */
      because: z.string(),
    }),
    z.object({ template: z.literal('refunded'), amountVnd: AmountVnd, refundVnd: AmountVnd }),
    /** As payments say why: `cancelled`, `closed`, `written_off`. */
    z.object({ template: z.literal('fee_closed'), amountVnd: AmountVnd, because: z.string() }),
    z.object({ template: z.literal('result_ready') }),
    z.object({ template: z.literal('result_revoked'), at: InstantMs }),
    /** The code itself is derived from the nonce when the message is composed, and stored nowhere. */
    z.object({ template: z.literal('download_code'), nonce: z.string().min(1).max(64) }),
    /** For staff: what became due soon, as the digest of this name lists it. */
    z.object({ template: z.literal('due_soon'), digest: z.string() }),
    /** For staff: the dossier's result was promised by `dueAt`. */
    z.object({ template: z.literal('overdue'), dueAt: InstantMs }),
  ]);
};

/** What a person or staff are told. */
export type AnyNotice = z.input<ReturnType<typeof Notice>>;

/** What an agency's staff are told. */
export type StaffNotice = Extract<AnyNotice, { template: 'due_soon' | 'overdue' }>;

/** What a person is told. */
export type Notice = Exclude<AnyNotice, StaffNotice>;

/** What is told, as a message keeps it. */
export type KeptNotice = z.output<ReturnType<typeof Notice>>;

/** The template of a notice, whether or not this release has its words. */
export const templateOf = (notice: KeptNotice): string =>
  notice.template === 'unknown' ? notice.named : notice.template;

/** What no person reads in a message: it makes no other word of it. */
const unsaid: readonly string[] = ['acceptanceId', 'sequence'];

/** One text for a notice: the same for the same words, another for others. */
export const toldBy = (notice: AnyNotice): string => {
  const said = Object.entries(notice).filter(([field]) => !unsaid.includes(field));
  const words = JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${notice.template}#${createHash('sha256').update(words).digest('hex').slice(0, 16)}`;
};

/** True for what goes to the agency's staff, whatever the dossier's person wishes. */
export const isForStaff = <N extends KeptNotice>(notice: N): notice is N & StaffNotice =>
  notice.template === 'due_soon' || notice.template === 'overdue';

/** True for what takes back what was told: it is said only to those who were. */
export const takesBack = ({ template }: KeptNotice): boolean =>
  template === 'acceptance_withdrawn' || template === 'corrected';

/** True for what a person has just asked for: it is sent whatever messages are wished. */
export const isAskedFor = (notice: AnyNotice): boolean => notice.template === 'download_code';

/** True for what a person waits for at this moment: it is never held back by quiet hours. */
export const isUrgent = (notice: AnyNotice): boolean => isAskedFor(notice) || notice.template === 'paid';
