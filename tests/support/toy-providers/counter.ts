import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Creation } from '../../../functions/payments/domain/facts.ts';
import type {
  Answer,
  Callback,
  Found,
  PaymentProvider,
  ProviderMessage,
  Refusal,
} from '../../../functions/payments/ports.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { PostJson } from '../json-post.ts';

/**
 * A provider that was made up for the tests: a call to its server creates an order, under a number that the merchant chooses, and answers
 * the page to pay on; one callback carries the notices of several orders in a signed text.
 */
export const counterCredentials = { shop: 'SHOP01', key: 'a key of the counter, 32 characters' };

const Credentials = z.object({ shop: z.string().min(1), key: z.string().min(1) });

const macOf = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('hex');

const isMac = (text: string, key: string, mac: unknown): boolean =>
  typeof mac === 'string' &&
  /^[0-9a-f]{64}$/.test(mac) &&
  timingSafeEqual(Buffer.from(macOf(text, key), 'hex'), Buffer.from(mac, 'hex'));

const Sealed = z.object({ data: z.string(), mac: z.string() });

const opened = (body: unknown, key: string): unknown => {
  const sealed = Sealed.safeParse(body);
  return sealed.success && isMac(sealed.data.data, key, sealed.data.mac) ? JSON.parse(sealed.data.data) : undefined;
};

/** A text under the counter's signature. */
export const sealed = (data: unknown, key: string) => {
  const text = JSON.stringify(data);
  return { data: text, mac: macOf(text, key) };
};

const Notice = z.object({
  code: z.int().positive(),
  transaction: z.string(),
  amount: AmountVnd,
  state: z.enum(['paid', 'failed', 'suspected']),
});

/** What a message says: notices, and orders of which it says no more than that something became of them. */
const Said = z.object({ shop: z.string(), notices: z.array(Notice), hints: z.array(z.int()).default([]) });

const Told = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none'), code: z.int() }),
  z.object({ state: z.literal('open'), code: z.int(), id: z.string(), page: z.url(), until: z.int() }),
  z.object({ ...Notice.shape, id: z.string(), page: z.url(), until: z.int() }),
]);

const callbackOf = ({ code, transaction, amount, state }: z.infer<typeof Notice>): Callback => ({
  reference: String(code),
  providerTransactionId: transaction,
  outcome: state,
  code: state,
  amountVnd: amount,
  currency: 'VND',
});

const Created = z.object({ id: z.string(), page: z.url(), until: z.int() });

const creationOf = (answer: unknown): Creation => {
  const created = Created.safeParse(answer);
  if (!created.success) return { kind: 'refused', why: 'declined', code: 'malformed' };
  const { id, page, until } = created.data;
  return { kind: 'created', checkout: { kind: 'redirect', url: page }, providerOrderId: id, expiresAt: until };
};

const Refused = z.object({ refused: z.string() });

const answerTo = (answer: unknown): Creation => {
  if (answer === undefined) return { kind: 'refused', why: 'unreachable', code: 'no_answer' };
  const refused = Refused.safeParse(answer);
  if (!refused.success) return creationOf(answer);
  const { refused: code } = refused.data;
  return { kind: 'refused', why: code === 'bad_shop' ? 'misconfigured' : 'declined', code };
};

/** A number of fifteen digits, as long as a number in JSON is exact. */
const numberOf = (token: string): string =>
  String(100_000_000_000_000 + (createHash('sha256').update(token).digest().readUIntBE(0, 6) % 899_999_999_999_999));

/** The counter as a provider of ours. */
export const counter = (post: PostJson): PaymentProvider => ({
  manifest: {
    name: 'counter',
    label: 'Quầy thu Thử',
    mark: { letters: 'Q', colour: '#333333' },
    credentials: () => Credentials,
    exactAmount: true,
    minAmountVnd: 1,
    maxAmountVnd: 50_000_000,
    attemptTermMs: 15 * 60_000,
  },
  reference: numberOf,
  terminal(given) {
    const { shop, key } = Credentials.parse(given);
    const told = async (code: number, id?: string) => {
      const answer = await post('https://counter.example/find', sealed({ shop, code, id }, key));
      const parsed = Told.safeParse(opened(answer, key));
      return parsed.success && parsed.data.code === code ? parsed.data : undefined;
    };
    const saidIn = ({ body }: ProviderMessage): Result<z.infer<typeof Said>, Refusal> => {
      let data: unknown;
      try {
        data = opened(JSON.parse(Buffer.from(body).toString('utf8')), key);
      } catch {
        return fail('bad_signature');
      }
      if (data === undefined) return fail('bad_signature');
      const parsed = Said.safeParse(data);
      if (!parsed.success) return fail('malformed');
      return parsed.data.shop === shop ? ok(parsed.data) : fail('wrong_merchant');
    };
    return {
      async create({ reference, amountVnd, returnUrl, expiresAt }) {
        const order = { shop, code: Number(reference), amount: amountVnd, back: returnUrl, until: expiresAt };
        return answerTo(await post('https://counter.example/create', sealed(order, key)));
      },
      async find({ reference }): Promise<Found> {
        const found = await told(Number(reference));
        if (!found) return { kind: 'unknown', why: 'no_answer' };
        return found.state === 'none' ? { kind: 'absent' } : creationOf(found);
      },
      read(message: ProviderMessage) {
        const said = saidIn(message);
        return said.ok ? ok(said.value.notices.map(callbackOf)) : said;
      },
      hints(message: ProviderMessage) {
        const said = saidIn(message);
        return said.ok ? ok(said.value.hints.map(String)) : said;
      },
      async ask({ reference, providerOrderId, amountVnd, at, expiresAt }): Promise<Answer> {
        const found = await told(Number(reference), providerOrderId);
        if (!found) return { kind: 'unknown', why: 'no_answer' };
        if (found.state === 'open') return { kind: 'unfinished' };
        if (found.state !== 'none') return { kind: 'told', callback: callbackOf(found) };
        if (at < expiresAt) return { kind: 'unfinished' };
        const never = { reference, providerTransactionId: '0', outcome: 'failed' as const, code: 'none' };
        return { kind: 'told', callback: { ...never, amountVnd, currency: 'VND' } };
      },
    };
  },
  answer: (verdict) =>
    ['bad_signature', 'malformed', 'our_fault', 'unknown_merchant'].includes(verdict)
      ? { status: 503, json: { again: true } }
      : { status: 200, json: { again: false } },
});

const Asked = z.object({ code: z.int(), until: z.int().optional(), id: z.string().optional() });

/** What the counter's server does with the next calls. */
export type Mood = 'works' | 'declines' | 'is_down' | 'knows_no_shop' | 'creates_silently';

/** The counter's server: the orders that it holds, each created once, and what came of them. */
export const counterServer = ({ key } = counterCredentials) => {
  const orders = new Map<number, { readonly id: string; readonly page: string; readonly until: number }>();
  const ends = new Map<number, Omit<z.infer<typeof Notice>, 'code'>>();
  const server = {
    orders,
    ends,
    mood: 'works' as Mood,
    /** Every creation that was asked for, of orders that were there already too. */
    creations: [] as number[],
    /** The orders that it was asked about by what it calls them itself. */
    askedBy: [] as string[],
    /** Passes before each answer. */
    slow: undefined as (() => Promise<void>) | undefined,
    /** What it says of an order when it is asked, whatever it holds. */
    reply: undefined as { readonly body: unknown } | undefined,
    async post(url: string, body: unknown): Promise<unknown> {
      await server.slow?.();
      if (server.mood === 'is_down') return undefined;
      const { code, until, id } = Asked.parse(opened(body, key));
      if (id !== undefined) server.askedBy.push(id);
      if (url.endsWith('/find')) return server.reply ? server.reply.body : server.find(code);
      server.creations.push(code);
      if (server.mood === 'declines') return { refused: 'amount' };
      if (server.mood === 'knows_no_shop') return { refused: 'bad_shop' };
      if (orders.has(code)) return { refused: 'taken' };
      orders.set(code, { id: `C${code}`, page: `https://counter.example/pay/${code}`, until: (until ?? 0) - 60_000 });
      return server.mood === 'creates_silently' ? undefined : orders.get(code);
    },
    find: (code: number) => {
      const order = orders.get(code);
      const end = ends.get(code);
      return sealed(order ? { code, state: 'open', ...order, ...end } : { code, state: 'none' }, key);
    },
  };
  return server;
};

/** A callback of the counter with any number of notices. */
export const counterMessage = (
  notices: readonly z.infer<typeof Notice>[],
  { shop, key } = counterCredentials,
  hints: readonly number[] = [],
): ProviderMessage => ({
  query: {},
  headers: {},
  body: Buffer.from(JSON.stringify(sealed({ shop, notices, hints }, key))),
  receivedAt: 0,
});
