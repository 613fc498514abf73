import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { type Caller, partIn, refusalOf } from '../../../shared/kernel/callers.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { intendedMilestone } from '../domain/book.ts';
import { stateOf } from '../domain/message-state.ts';
import type { Later, MessageLedger } from '../ports.ts';
import type { ReadMessage } from './message-view.ts';
import { type ReadPorts, readMessage } from './read-messages.ts';

/** Why a person has a message sent again, and who that is. */
export const ResendInput = z.strictObject({ reason: Line(500).min(1), by: Line(200).min(1) });

/** Why a person has a message sent again, and who that is. */
export type ResendInput = z.infer<typeof ResendInput>;

/** What sending again needs from outside. */
export interface ResendPorts extends Pick<ReadPorts, 'cards' | 'agencies'> {
  readonly ledger: Pick<MessageLedger, 'message' | 'record'>;
  readonly later: Later;
}

/** A request to send a message again; the same `token` is the same request. */
export interface Resending extends ResendInput {
  readonly messageId: MessageId;
  readonly token: string;
  readonly caller: Caller;
  readonly now: Instant;
}

/** So often a person may have one message sent again. */
const MOST = 20;

/**
 * Has a message sent again that failed, or that waits for a person: its tries begin anew, and it is composed from today's card. Again: the
 * same answer, and the queue is told once more.
 */
export const resendMessage =
  (ports: ResendPorts) =>
  async (
    { messageId, token, reason, by: person, caller, now }: Resending,
    by: RecordedBy,
  ): Promise<Result<ReadMessage>> => {
    const read = await readMessage(ports)(messageId, caller);
    if (!read.ok) return read;
    const { message, card, quietHours } = read.value;
    const part = partIn(caller, card ?? message.intent);
    const refusal = caller.permission === 'operator' ? undefined : refusalOf(part, 'decide', 'message');
    if (refusal) return fail(refusal);
    const isRepeat = message.resent.some((each) => each.token === token);
    const state = stateOf(message, now, quietHours);
    if (!isRepeat && state !== 'parked' && state !== 'failed')
      return fail({ kind: 'not_allowed_now', detail: `the message is ${state}` });
    if (!isRepeat && message.resent.length >= MOST)
      return fail({ kind: 'not_allowed_now', detail: `it was sent again ${MOST} times` });
    const afterLeg = message.legs.at(-1)?.number ?? 0;
    const fact = { kind: 'resent', token, afterLeg, reason, by: person, resentAt: now } as const;
    const outcome = await ports.ledger.record(messageId, fact, by);
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: token });
    await ports.later.again(intendedMilestone(message), 0);
    return readMessage(ports)(messageId, caller).then((again) => (again.ok ? ok(again.value) : again));
  };
