import * as z from 'zod';
import { madeId } from '../../../../shared/kernel/ids.ts';
import type { HeardReceipt } from '../../receipt-ports.ts';
import type { ReadEvent } from '../events.ts';
import { mailTags } from './manifest.ts';

const Tag = z.tuple([z.string().min(1)]);

/** SES developer guide, "Contents of event data": what it says of a mail, as far as we need it. */
const Told = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId: z.string().min(1).max(200),
    destination: z.array(z.string()),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  bounce: z.object({ bounceType: z.string(), bounceSubType: z.string().default('') }).optional(),
  reject: z.object({ reason: z.string() }).optional(),
});

const OurTags = z.object({ [mailTags.message]: z.tuple([madeId('msg')]), [mailTags.carrier]: Tag });

type Word = Pick<HeardReceipt, 'status' | 'reason'>;

const failing = (status: 'bounced' | 'failed', why: string): Word => ({ status, reason: `ses:${why}`.slice(0, 100) });

/**
 * A bounce is permanent, transient or undetermined; only the first says that nothing will ever arrive there. Who complains has the mail. A
 * delay may still end well.
 */
const wordOf = ({ eventType, bounce, reject }: z.infer<typeof Told>): Word | undefined => {
  switch (eventType) {
    case 'Bounce':
      return bounce?.bounceType === 'Permanent'
        ? failing('bounced', `${bounce.bounceType}.${bounce.bounceSubType}`)
        : undefined;
    case 'Reject':
      return failing('failed', `Reject.${reject?.reason ?? ''}`);
    case 'Delivery':
    case 'Complaint':
      return { status: 'delivered' };
    default:
      return undefined;
  }
};

const because = (eventType: string, word: Word | undefined) => {
  if (eventType === 'Complaint') return 'complained';
  return word?.status === 'bounced' ? 'bounced' : undefined;
};

/** What an event of SES says of a mail of ours: `not_ours` where it bears no tags of ours; undefined where it is no event of a mail. */
export const eventIn: ReadEvent = (detail) => {
  const { data: told } = Told.safeParse(detail);
  if (!told) return undefined;
  const { mail, eventType } = told;
  const { data: tags } = OurTags.safeParse(mail.tags);
  if (!tags) return 'not_ours';
  const [messageId] = tags[mailTags.message];
  const word = wordOf(told);
  const why = because(eventType, word);
  // A mail of ours goes to one address: what a server names in its bounce may be where that was forwarded to.
  const [address] = mail.destination;
  return {
    carrier: tags[mailTags.carrier][0],
    messageId,
    receipt: word && { carrierMessageId: mail.messageId, ourReference: messageId, ...word },
    suppresses: why && address !== undefined ? { address, because: why } : undefined,
  };
};
