import * as z from 'zod';
import { referenceIn } from '../../domain/reference.ts';
import type { HeardReceipt, ReceiptReader } from '../../receipt-ports.ts';

const Count = z.string().regex(/^\d{1,9}$/);

const Told = z.object({
  SMSID: z.string().min(1).max(200),
  SendStatus: z.string().regex(/^\d{1,3}$/),
  SendSuccess: Count.default('0'),
  SendFailed: Count.default('0'),
  RequestId: z.string().max(50).optional(),
});

/**
 * What the statuses say (developers.esms.vn, Callback Url): 1 waits for approval, 2 waits to be sent, 4 is refused, 5 is sent, 7 is with
 * the network, which has not reported. 5 alone is no success: the counts say whether it was.
 */
export const statusOf = ({
  SendStatus,
  SendSuccess,
  SendFailed,
}: Pick<z.infer<typeof Told>, 'SendStatus' | 'SendSuccess' | 'SendFailed'>): HeardReceipt['status'] | undefined => {
  if (SendStatus === '4') return 'failed';
  if (SendStatus === '7') return 'network_accepted';
  if (SendStatus !== '5') return undefined;
  if (Number(SendFailed) > 0) return 'failed';
  return Number(SendSuccess) > 0 ? 'delivered' : undefined;
};

/** eSMS's callback: a GET, unsigned, that is repeated only where no answer comes. */
export const receipts: ReceiptReader = {
  read({ query }) {
    const { data } = Told.safeParse(Object.fromEntries(Object.entries(query).map(([name, [value]]) => [name, value])));
    if (!data) return undefined;
    const status = statusOf(data);
    if (status === undefined) return [];
    const reason = status === 'failed' ? { reason: `esms:status_${data.SendStatus}` } : {};
    const ourReference = data.RequestId ? referenceIn(data.RequestId) : undefined;
    return [{ carrierMessageId: data.SMSID, ourReference, status, ...reason }];
  },
  answer: (verdict) =>
    verdict === 'kept' ? { status: 200, text: 'OK' } : { status: verdict === 'malformed' ? 400 : 500, text: verdict },
};
