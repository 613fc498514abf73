import type * as z from 'zod';
import type { Recorded } from '../../../shared/kernel/book.ts';
import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Approval } from './deed-facts.ts';

/** The second person's word, as it is kept with what it is about. */
type SecondWord = Recorded<z.output<ReturnType<typeof Approval>>>;

/** What the second person said first; undefined while nobody has. */
export const approvalIn = (
  facts: readonly Recorded<{ readonly kind: string }>[],
  approvalId: ApprovalId,
): SecondWord | undefined =>
  facts.find(
    (recorded): recorded is SecondWord =>
      recorded.fact.kind === 'approval' && (recorded as SecondWord).fact.approvalId === approvalId,
  );

/** What of a second person's word a wish comes to: it holds where none was needed, or where that one agreed. */
export interface Standing {
  readonly state: 'awaiting_approval' | 'in_force' | 'refused';
  /** Who asked for it: a key's id, or a person. */
  readonly askedBy: string;
  readonly askedAt: Instant;
  /** When it came into force. */
  readonly at: Instant | undefined;
  /** The second person, where one was needed and agreed. */
  readonly approvedBy: string | undefined;
}

/** How a wish stands among the facts that are kept beside it. */
export function standingOf(
  { fact: { approvalId }, recordedAt, recordedBy }: Recorded<{ readonly approvalId?: ApprovalId | undefined }>,
  facts: readonly Recorded<{ readonly kind: string }>[],
): Standing {
  const asked = { askedBy: recordedBy, askedAt: recordedAt, approvedBy: undefined };
  if (approvalId === undefined) return { ...asked, state: 'in_force', at: recordedAt };
  const approval = approvalIn(facts, approvalId);
  if (!approval) return { ...asked, state: 'awaiting_approval', at: undefined };
  return approval.fact.approve
    ? { ...asked, state: 'in_force', at: approval.recordedAt, approvedBy: approval.fact.by }
    : { ...asked, state: 'refused', at: undefined };
}
