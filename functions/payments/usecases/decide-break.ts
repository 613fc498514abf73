import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { BreakId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { Break } from '../domain/break-book.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { Merchants, PaymentLedger } from '../ports.ts';
import type { Breaks } from '../statement-ports.ts';
import { merchantOfStatement } from './known-statement.ts';
import { moneyTold } from './reconcile-line.ts';
import { recordCallback } from './record-callback.ts';

/** What becomes of a difference, why, and who says so. */
export const BreakDecisionInput = z.strictObject({
  decision: z.enum(['accept', 'refund', 'write_off']),
  reason: Lines(1000).min(1),
  by: Line(200),
});

/** A person's decision about a break of a day's statement. */
export interface DecideBreak {
  readonly statement: StatementKey;
  readonly breakId: BreakId;
  readonly decision: z.output<typeof BreakDecisionInput>;
  readonly caller: Caller;
  readonly by: RecordedBy;
}

/** What deciding needs of its surroundings. */
export interface DecideBreakPorts {
  readonly merchants: Pick<Merchants, 'find'>;
  readonly breaks: Pick<Breaks, 'find' | 'record'>;
  readonly ledger: PaymentLedger;
}

/** Money that names no order, as a line of a statement told it. */
const isMoney = ({ differs, line }: Break): boolean => differs === 'missing_in_ledger' && line === 'payment';

/**
 * Whether accepting the provider's word is a deed of this room alone: its fee is what it kept; money of no order becomes an unmatched
 * transfer. What changes a fee's money is decided at the fee, where the sum that is left is guarded.
 */
const canAccept = (found: Break): boolean => found.differs === 'fee_differs' || isMoney(found);

/**
 * Decides about a break, which closes it. `write_off`: the ledger's word counts. `accept`: the provider's does. The same decision again
 * answers the break as it is, another one `already_decided`.
 */
export const decideBreak = ({ merchants, breaks, ledger }: DecideBreakPorts) => {
  const record = recordCallback(ledger);
  return async ({ statement, breakId, decision, caller, by }: DecideBreak): Promise<Result<Break>> => {
    const merchant = await merchantOfStatement(merchants, statement, caller);
    if (!merchant.ok) return merchant;
    const found = await breaks.find(breakId);
    const { provider, merchant: name, date } = statement;
    if (!found || found.provider !== provider || found.merchant !== name || found.date !== date)
      return fail({ kind: 'not_found', what: 'break' });
    const { decision: choice } = decision;
    if (found.decision) {
      if (found.decision.decision !== choice) return fail({ kind: 'already_decided' });
    } else if (found.state === 'closed') {
      return fail({ kind: 'not_allowed_now', detail: 'a statement brought what was missing' });
    }
    if (choice === 'refund' || (choice === 'accept' && !canAccept(found)))
      return fail({
        kind: 'not_allowed_now',
        detail: 'the money of a fee is decided about at the fee or its transfer',
      });
    const outcome = await breaks.record(breakId, { ...decision, kind: 'decided', decision: choice }, by);
    if (outcome === 'conflict') return fail({ kind: 'already_decided' });
    if (choice === 'accept' && isMoney(found))
      await record(merchant.value, moneyTold({ ...found, reference: found.reference }), by);
    const now = await breaks.find(breakId);
    return now ? ok(now) : fail({ kind: 'not_found', what: 'break' });
  };
};
