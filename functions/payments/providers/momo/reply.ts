import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import { exactJson } from '../../../../shared/platform/exact-json.ts';
import type { HttpReply } from '../../../../shared/platform/outgoing-http.ts';

const Value = z.union([z.string(), z.int().transform(String)]);

const Text = Value.nullish().catch(undefined);

/** A refund as it stands in the list of its order's. */
const ListedRefund = z.object({ orderId: Text, amount: Text, resultCode: Text, transId: Text });

/** A refund as it stands in the list of its order's. */
export type ListedRefund = z.output<typeof ListedRefund>;

/** What MoMo answers a call, as text; a refusal has its result code and little else. No answer is signed. */
const Reply = z.object({
  resultCode: Value.pipe(z.string().regex(/^\d{1,9}$/)),
  partnerCode: Text,
  orderId: Text,
  amount: Text,
  transId: Text,
  payUrl: Text,
  /** None where MoMo names none; undefined where they cannot be read. */
  refundTrans: z
    .array(ListedRefund)
    .nullish()
    .transform((refunds): readonly ListedRefund[] | undefined => refunds ?? [])
    .catch(undefined),
});

/** What MoMo answers a call, as text. */
export type Reply = z.output<typeof Reply>;

/** What came back, whatever its status below 500: refusals come with 4xx; or a code for why it says nothing. */
export const readReply = (reply: HttpReply | undefined): Reply | { readonly silent: string } => {
  if (!reply) return { silent: 'no_answer' };
  if (reply.status >= 500) return { silent: `http.${reply.status}` };
  const parsed = Reply.safeParse(exactJson(utf8Text(reply.bytes) ?? ''));
  if (parsed.success) return parsed.data;
  return { silent: reply.status < 300 ? 'malformed' : `http.${reply.status}` };
};
