import type { MessageId } from '../../../shared/kernel/ids.ts';
import { messageFacts } from './facts.ts';

/** One stored message of a plan; undefined where it is none. */
const plannedIn = (kept: unknown) => {
  const { messageId, intent } = (kept ?? {}) as { readonly messageId?: unknown; readonly intent?: unknown };
  const fact = messageFacts.stored(intent);
  return typeof messageId === 'string' && fact?.kind === 'intended'
    ? { messageId: messageId as MessageId, intent: fact }
    : undefined;
};

/** The stored messages that a word of an occasion leads to, of whatever release planned them; undefined where they are none. */
export const storedPlan = (kept: unknown) => {
  const planned = Array.isArray(kept) ? kept.map(plannedIn) : [undefined];
  return planned.every((each) => each !== undefined) ? planned : undefined;
};
