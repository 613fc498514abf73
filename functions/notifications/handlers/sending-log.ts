import type { HeardOf } from '../../../shared/kernel/events.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import type { Sending } from '../usecases/send-message.ts';

/** Writes what became of a message in the queue, and tells a person where its carrier left it to the next one. */
export const logSending = ({ data }: HeardOf<'message.intended'>, sent: Result<Sending>): void => {
  const { messageId, dossierCode, template, channel } = data;
  const line = { aggregate: messageId, dossierCode, template, channel };
  const outcome = sent.ok ? sent.value : sent.failure.kind;
  logEvent('message_handled', { ...line, outcome });
  if (outcome === 'handed_on') logAlarm('message_handed_on', line);
};
