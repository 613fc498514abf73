import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { PaymentProvider, ProviderMessage } from '../../../functions/payments/ports.ts';
import { base32 } from '../../../shared/kernel/ids.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';

/**
 * A bank that was made up for the tests: an order is a QR code that nobody is asked for; the bank tells of every transfer to the account,
 * and what it is for stands somewhere in the words of whoever sent it.
 */
export const transferCredentials = {
  account: '0011223344',
  holder: 'UBND XA AN KHANH',
  key: 'a key of the bank, 32 characters',
};

const Credentials = z.object({ account: z.string().min(1), holder: z.string().min(1), key: z.string().min(1) });

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'MC';
const LENGTH = 12;

const checkOf = (text: string): string =>
  ALPHABET[[...text].reduce((sum, letter, n) => sum + (n + 1) * ALPHABET.indexOf(letter), 0) % 31] ?? '';

const memoOf = (token: string): string => {
  const text = base32(createHash('sha256').update(token).digest()).slice(0, LENGTH).toUpperCase();
  return `${PREFIX}${text}${checkOf(text)}`;
};

/** The memos in a transfer's words, whatever their case and whatever stands between their letters. */
const memosIn = (content: string): readonly string[] => {
  const plain = content.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const found = [...plain.matchAll(new RegExp(`(?=(${PREFIX}[${ALPHABET}]{${LENGTH + 1}}))`, 'g'))].map(
    ([, memo = '']) => memo,
  );
  return [...new Set(found.filter((memo) => checkOf(memo.slice(PREFIX.length, -1)) === memo.at(-1)))];
};

const Transfer = z.object({
  id: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
  account: z.string(),
  amount: AmountVnd,
  content: z.string(),
  direction: z.enum(['in', 'out']),
});

const macOf = (body: Uint8Array, key: string): string => createHmac('sha256', key).update(body).digest('hex');

const isSigned = (body: Uint8Array, key: string, mac = ''): boolean =>
  /^[0-9a-f]{64}$/.test(mac) && timingSafeEqual(Buffer.from(macOf(body, key), 'hex'), Buffer.from(mac, 'hex'));

/** The bank as a provider of ours. */
export const transfer: PaymentProvider = {
  manifest: {
    name: 'transfer',
    label: 'Chuyển khoản Thử',
    mark: { letters: 'C', colour: '#333333' },
    checkout: 'qr',
    credentials: () => Credentials,
    exactAmount: false,
    minAmountVnd: 1,
    maxAmountVnd: 500_000_000,
    attemptTermMs: 24 * 3_600_000,
  },
  reference: memoOf,
  terminal(given) {
    const { account, holder, key } = Credentials.parse(given);
    return {
      async create({ reference, amountVnd }) {
        const bank = { bankName: 'Ngân hàng Thử', accountNumber: account, accountName: holder };
        const payload = `TRANSFER|${account}|${amountVnd}|${reference}`;
        return { kind: 'created', checkout: { kind: 'qr', payload, ...bank, memo: reference } };
      },
      read({ body, headers }) {
        if (!isSigned(body, key, headers['x-bank-signature'])) return fail('bad_signature');
        const parsed = z.array(Transfer).safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
        if (!parsed.success) return fail('malformed');
        const received = parsed.data.filter((each) => each.direction === 'in' && each.account === account);
        return ok(
          received.map(({ id, amount, content }) => {
            const [memo, ...others] = memosIn(content);
            const reference = others.length === 0 ? memo : undefined;
            return {
              reference,
              content,
              providerTransactionId: id,
              outcome: 'paid',
              code: 'in',
              amountVnd: amount,
              currency: 'VND',
            };
          }),
        );
      },
    };
  },
  answer: (verdict) =>
    ['bad_signature', 'malformed', 'our_fault', 'unknown_merchant'].includes(verdict)
      ? { status: 500, json: { success: false } }
      : { status: 200, json: { success: true } },
};

/** What the bank tells of transfers, each to the account unless it says otherwise. */
export const transferMessage = (
  transfers: readonly (Pick<z.infer<typeof Transfer>, 'id' | 'amount' | 'content'> &
    Partial<z.infer<typeof Transfer>>)[],
  { account, key } = transferCredentials,
): ProviderMessage => {
  const body = Buffer.from(JSON.stringify(transfers.map((each) => ({ account, direction: 'in', ...each }))));
  return { query: {}, headers: { 'x-bank-signature': macOf(body, key) }, body, receivedAt: 0 };
};
