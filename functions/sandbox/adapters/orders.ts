import * as z from 'zod';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { isTransactionOf } from '../domain/endings.ts';
import type { Orders, StoredOrder } from '../ports.ts';

const Attempt = z.object({
  merchant: z.string(),
  reference: z.string(),
  paymentId: z.string(),
  attemptId: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
});

const Form = z
  .object({ fields: z.array(z.object({ name: z.string(), value: z.string() })) })
  .transform(({ fields }) => Object.fromEntries(fields.map(({ name, value }) => [name, [value]])));

const Ordered = z.object({
  creation: z.object({
    checkout: z.object({ url: z.string().optional(), payload: z.string().optional(), form: Form.optional() }),
  }),
});

/**
 * Orders from the payments' table: the attempt under `REF#<provider>#<merchant>#<reference>` / `REF`, found by a scan, and the address
 * or the QR code that was made for it, the fact `ordered` of its payment.
 */
export const ordersIn = (paymentsTable: Table): Orders => {
  const orderOf = async (item: Item): Promise<StoredOrder> => {
    const { merchant, paymentId, attemptId, createdAt, expiresAt } = Attempt.parse(item.attempt);
    const ordered = await paymentsTable.get(`PAY#${paymentId}`, `FACT#ordered#${attemptId}`);
    const { url: payerUrl, payload, form } = ordered ? Ordered.parse(ordered.fact).creation.checkout : {};
    return { merchant, payerUrl, form, code: payload === undefined ? undefined : { payload, createdAt, expiresAt } };
  };

  const attemptOf = async (provider: string, isIt: (reference: string) => boolean): Promise<Item | undefined> => {
    const isItem = ({ pk, sk }: Item): boolean =>
      sk === 'REF' && pk.startsWith(`REF#${provider}#`) && isIt(pk.slice(pk.lastIndexOf('#') + 1));
    let cursor: string | undefined;
    do {
      const page = await paymentsTable.scan(0, 1, cursor);
      const item = page.items.find(isItem);
      if (item) return item;
      cursor = page.cursor;
    } while (cursor);
    return undefined;
  };

  return {
    async find(provider, reference) {
      const item = await attemptOf(provider, (each) => each === reference);
      return item && orderOf(item);
    },
    async paidBy(provider, transaction) {
      const item = await attemptOf(provider, (each) => isTransactionOf(each, transaction));
      return item && Attempt.parse(item.attempt).reference;
    },
  };
};
