import * as z from 'zod';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line } from '../../../shared/kernel/text.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { isForStaff } from '../domain/notice.ts';
import { addressOn } from '../domain/reach.ts';
import type { Suppressions } from '../suppression-ports.ts';
import type { ReadMessage } from './message-view.ts';
import { type ReadPorts, readMessage } from './read-messages.ts';

/** Why an address is mailed again, and who says so. */
export const LiftInput = z.strictObject({ reason: Line(500).min(1), by: Line(200).min(1) });

/** Why an address is mailed again, and who says so. */
export type LiftInput = z.infer<typeof LiftInput>;

/** What lifting needs from outside. */
export interface LiftPorts extends Pick<ReadPorts, 'ledger' | 'cards' | 'agencies'> {
  readonly suppressions: Pick<Suppressions, 'lift'>;
}

/** Has the address of a mail be mailed again in the whole installation; again it changes nothing. What failed meanwhile is sent again message by message. */
export const liftSuppression = (ports: LiftPorts) => {
  const addressNow = async ({ intent }: ReadMessage['message'], card: ReadMessage['card']) => {
    if (isForStaff(intent.notice)) return (await ports.agencies.staffAddresses(intent.agencyCode))[intent.seat ?? 0];
    const address = card && addressOn(card, 'email');
    return address === undefined || typeof address === 'string' ? undefined : address.to;
  };
  return async (
    messageId: MessageId,
    caller: Caller,
    { reason, by }: LiftInput,
    now: Instant,
  ): Promise<Result<ReadMessage>> => {
    const read = await readMessage(ports)(messageId, caller);
    if (!read.ok) return read;
    const { message, card } = read.value;
    if (message.intent.channel !== 'email') return fail({ kind: 'not_allowed_now', detail: 'the message is no mail' });
    await ports.suppressions.lift(messageId, await addressNow(message, card), { reason, by, at: now });
    return ok(read.value);
  };
};
