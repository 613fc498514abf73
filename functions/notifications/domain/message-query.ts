import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';

/** The lists in which a message lies that did not simply arrive: it was turned away or is held and waits, it failed, or it came back. */
export const troubles = ['waiting', 'failed', 'bounced'] as const;

/** A list in which a message lies that did not simply arrive. */
export type Trouble = (typeof troubles)[number];

/** The states that are listed. */
export const listedStates = ['queued', 'held', 'sending', 'unknown', 'parked', 'failed', 'expired', 'bounced'] as const;

/** A state that is listed. */
export type ListedState = (typeof listedStates)[number];

/** In which lists messages of a state lie; a message that waits may have come to its end since. */
export const listsOf = (state: ListedState): readonly Trouble[] => {
  if (state === 'bounced') return ['bounced'];
  if (state === 'failed') return ['failed'];
  return state === 'expired' ? ['failed', 'waiting'] : ['waiting'];
};

/** The partition of the `list` index in which the messages of a list lie by agency, oldest first. */
export const troublePartition = (trouble: Trouble): string => `MESSAGES#${trouble}`;

const listKey = /^[A-Z0-9.]{3,35}#\d{13}#msg_[0-9a-z]{26}$/;

/** What a list of messages may be asked for. */
export const MessageQuery = z.object({
  state: namesAmong(listedStates).default(['parked', 'failed']),
  agency: AgencyCode.optional(),
  template: z
    .string()
    .regex(/^[a-z][a-z_]{0,39}$/)
    .optional(),
  limit: PageLimit,
  cursor: cursorTo(listKey).optional(),
});
