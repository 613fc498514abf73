import type { HeardOf } from '../../../shared/kernel/events.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import type { Sending } from '../usecases/send-message.ts';

/** Writes what became of a message in the queue, and tells a person where its carrier left it to the next one, or a limit holds it. */
export const logSending = ({ data }: HeardOf<'message.intended'>, sent: Result<Sending>): void => {
  const { messageId, dossierCode, template, channel } = data;
  const line = { aggregate: messageId, dossierCode, template, channel };
  const outcome = sent.ok ? sent.value : sent.failure.kind;
  logEvent('message_handled', { ...line, outcome });
  if (outcome === 'handed_on') logAlarm('message_handed_on', line);
  if (outcome === 'limited') logAlarm('message_limited', line);
};

/** Tells a person that a carrier is given half of its share for a while, and how many hundredths of its weight that is (`count`). */
export const logTripped = (carrier: string, percent: number): void =>
  logAlarm('carrier_tripped', { carrier, count: percent });
