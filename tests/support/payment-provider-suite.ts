import { describe, expect, test } from 'vitest';
import { Checkout, type Creation, keyOf } from '../../functions/payments/domain/facts.ts';
import type {
  Callback,
  Found,
  Order,
  PaymentProvider,
  ProviderMessage,
  Verdict,
} from '../../functions/payments/ports.ts';
import { messageOf } from './payments.ts';

/** What a provider may say of an order. */
export type NoticeOutcome = 'paid' | 'failed' | 'suspected';

type Ordered = Pick<Order, 'reference' | 'amountVnd'>;

/** What a provider's folder brings to the suite: how the provider itself would sign and send, written without the product. */
export interface ProviderHarness {
  readonly provider: PaymentProvider;
  readonly credentials: unknown;
  /** Credentials of the same merchant after a rotation. */
  readonly otherCredentials: unknown;
  /** What the provider tells of orders by itself. */
  readonly outcomes: readonly NoticeOutcome[];
  /** How an order is created by a call; absent where it follows from the order, as a signed address does. */
  readonly creation?: {
    /** Lets the provider do so with the next calls. */
    readonly answers: (how: 'create' | 'decline' | 'no_such_merchant' | 'nothing' | 'create_silently') => void;
    /** How many orders the provider holds. */
    readonly held: () => number;
    /** False where the provider says that it has an order, and not again how that is paid: such an order is refused when it is found. */
    readonly tellsAgain?: false;
    /** True where the same creation again is answered with the same order, so that looking for one creates it. */
    readonly repeats?: true;
  };
  /** What the provider sends of an order, signed with credentials; absent where nobody sends anything. */
  readonly notice?: (order: Ordered, outcome: NoticeOutcome, credentials: unknown) => ProviderMessage;
  /** The same of several orders that were paid, in one message; absent where a message has one notice. */
  readonly notices?: (orders: readonly Ordered[], credentials: unknown) => ProviderMessage;
  /** A signed message that says nothing of orders; absent where there is none. */
  readonly nothing?: (credentials: unknown) => ProviderMessage;
  /** A signed message after which the provider is to be asked about an order; absent where its messages say all. */
  readonly hint?: (order: Ordered, credentials: unknown) => ProviderMessage;
  /** The same notice, each time with one signed part changed and the signature left as it was. */
  readonly forgeries: (message: ProviderMessage) => readonly ProviderMessage[];
  /** How the provider answers when it is asked about an order; absent where it cannot be asked. */
  readonly query?: {
    /** Lets the provider answer the next questions so; undefined: nothing comes. */
    readonly replies: (body: unknown) => void;
    readonly answer: (order: Ordered, outcome: NoticeOutcome | 'unfinished', credentials: unknown) => unknown;
    /** What the provider calls an order beside our reference, where it is asked by that. */
    readonly orderId?: (order: Ordered) => string;
    /** What it may answer. */
    readonly outcomes: readonly NoticeOutcome[];
    /** Answers in the place of a good one that must not be believed: changed, unsigned, of another secret or order, as far as its protocol shows that. */
    readonly forgeries: (body: unknown, order: Ordered, outcome: NoticeOutcome | 'unfinished') => readonly unknown[];
  };
  /** How the provider answers when it is asked whether credentials work; absent where it cannot be asked. */
  readonly check?: {
    /** Lets the provider answer the next questions so; undefined: nothing comes. */
    readonly replies: (answer: unknown) => void;
    /** That there is no such order, to who may ask. */
    readonly taken: unknown;
    /** That who asks is not the merchant. */
    readonly refused: readonly unknown[];
    /** What proves neither. */
    readonly unproven: readonly unknown[];
  };
  /** True where an answer tells the provider not to come again. */
  readonly endsRetries: (answer: {
    readonly status: number;
    readonly json?: unknown;
    readonly text?: string;
  }) => boolean;
  /** True where the provider's word for a bad signature ends its retries, so that such a notice is heard of by asking alone. */
  readonly endsAtBadSignature?: true;
}

const AT = Date.parse('2026-11-20T09:00:00+07:00');
const TOKEN = '0123456789abcdefghjkmnpqrs';

const verdicts: readonly Verdict[] = [
  'recorded',
  'repeated',
  'mismatch',
  'unknown_reference',
  'unknown_merchant',
  'bad_signature',
  'malformed',
  'our_fault',
];

/** What must be the same of an order that was created and of one that was found: some providers draw the QR code of a page once only. */
const whatMatters = (order: Creation | Found | undefined) => {
  if (order?.kind !== 'created') throw new Error(order?.kind);
  return { providerOrderId: order.providerOrderId, page: order.checkout.url };
};

/** What every payment provider must do, whatever its protocol. */
export const paymentProviderSuite = (harness: ProviderHarness): void => {
  const { provider, credentials } = harness;
  const terminal = provider.terminal(credentials);
  const order: Order = {
    reference: provider.reference(TOKEN, AT),
    dossierCode: 'H26.10-261120-0007',
    amountVnd: 150_000,
    locale: 'vi',
    createdAt: AT,
    expiresAt: AT + provider.manifest.attemptTermMs,
    payerIp: '203.0.113.7',
    returnUrl: `https://motcua.example.vn/payments/return/${provider.manifest.name}/H26`,
    webhookUrl: `https://motcua.example.vn/webhooks/payments/${provider.manifest.name}/H26`,
    pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
  };

  describe(`the provider ${provider.manifest.name}`, () => {
    test('lists what came to the account where its manifest says so, in the words of its answers, and nothing else', async () => {
      const { list, ask } = terminal;
      expect(list !== undefined).toBe(provider.manifest.lists === true);
      const { query } = harness;
      if (!list || !ask || !query) return;
      const span = { from: AT, to: AT + 86_399_000 };
      const paid = query.answer(order, 'paid', credentials);
      query.replies(paid);
      const asked = await ask({ ...order, providerOrderId: query.orderId?.(order), at: AT });
      expect(await list(span)).toEqual({ kind: 'listed', callbacks: [asked.kind === 'told' && asked.callback] });
      for (const reply of [undefined, ...query.forgeries(paid, order, 'paid')]) {
        query.replies(reply);
        expect(await list(span)).toMatchObject({ kind: 'unknown' });
      }
    });

    test('has references that a key may hold, unique for each token, the same for the same one', () => {
      expect(order.reference).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);
      expect(provider.reference(TOKEN, AT)).toBe(order.reference);
      expect(provider.reference(`1${TOKEN.slice(1)}`, AT)).not.toBe(order.reference);
    });

    test('has further references where one is taken', () => {
      const turned = TOKEN.slice(7) + TOKEN.slice(0, 7);
      expect(provider.reference(turned, AT)).not.toBe(order.reference);
    });

    test('gives an order a way to be paid that can be kept', async () => {
      const creation = await terminal.create(order);
      expect(creation.kind).toBe('created');
      if (creation.kind !== 'created') return;
      expect(Checkout().parse(creation.checkout)).toEqual(creation.checkout);
      expect(creation.checkout.kind === 'qr' ? 'qr' : undefined).toBe(provider.manifest.checkout);
      expect(JSON.stringify(creation).length).toBeLessThan(6000);
      const { url } = creation.checkout;
      if (url !== undefined) expect(new URL(url).protocol).toBe('https:');
    });

    const { creation } = harness;
    if (!creation) {
      test('creates the same order again without a call, and has nothing to look for', async () => {
        const first = await terminal.create(order);
        expect(await terminal.create(order)).toEqual(first);
        expect(await terminal.create({ ...order, amountVnd: 150_001 })).not.toEqual(first);
        expect(terminal.find).toBeUndefined();
      });
    } else {
      const orderOf = (first: string): Order => ({
        ...order,
        reference: provider.reference(first + TOKEN.slice(1), AT),
      });

      test('finds by our reference what it created, and nothing else', async () => {
        creation.answers('create');
        const made = orderOf('2');
        if (!creation.repeats) expect(await terminal.find?.(made)).toEqual({ kind: 'absent' });
        const created = await terminal.create(made);
        expect(created).toMatchObject({ kind: 'created' });
        const unheard = { kind: 'refused', why: 'unreachable', code: expect.any(String) };
        const found = await terminal.find?.(made);
        if (creation.tellsAgain === false) expect(found).toEqual(unheard);
        else expect(whatMatters(found)).toEqual(whatMatters(created));
        const held = creation.held();
        const again = await terminal.create(made);
        if (again.kind === 'created') expect(again).toEqual(created);
        else expect(again.why).toBe('declined');
        expect(creation.held()).toBe(held);
      });

      test('finds what was created without anybody having been answered', async () => {
        creation.answers('create_silently');
        const made = orderOf('3');
        expect(await terminal.create(made)).toMatchObject({ kind: 'refused', why: 'unreachable' });
        creation.answers('create');
        const found = creation.tellsAgain === false ? 'refused' : 'created';
        expect(await terminal.find?.(made)).toMatchObject({ kind: found });
      });

      test.each([
        ['decline', 'declined'],
        ['nothing', 'unreachable'],
        ['no_such_merchant', 'misconfigured'],
      ] as const)('says why there is no order: %s', async (how, why) => {
        creation.answers(how);
        const refused = await terminal.create(orderOf('4'));
        expect(refused).toMatchObject({ kind: 'refused', why, code: expect.stringMatching(/^[A-Za-z0-9._-]{1,40}$/) });
        if (how === 'nothing') expect(await terminal.find?.(orderOf('4'))).toMatchObject({ kind: 'unknown' });
        creation.answers('create');
        const kind = creation.repeats ? 'created' : 'absent';
        expect(await terminal.find?.(orderOf('4'))).toMatchObject({ kind });
      });
    }

    /** The notices of a message that is believed. */
    const read = (message: ProviderMessage): readonly Callback[] => {
      const result = terminal.read(message);
      if (!result.ok) throw new Error(result.failure);
      return result.value;
    };

    const notice = (outcome: NoticeOutcome, of: Ordered = order, by: unknown = credentials): ProviderMessage => {
      if (!harness.notice) throw new Error('nobody sends notices of it');
      return harness.notice(of, outcome, by);
    };

    test('hears of money by notices where its folder says which, and else believes no message', () => {
      expect(harness.outcomes.length > 0).toBe(harness.notice !== undefined);
      for (const message of [messageOf({}), messageOf({}, { body: Buffer.from('{}') })])
        expect(terminal.read(message)).toEqual({ ok: false, failure: 'bad_signature' });
    });

    test.each(harness.outcomes)('believes a signed notice of %s', (outcome) => {
      const [value, ...others] = read(notice(outcome));
      expect(others).toEqual([]);
      expect(value).toMatchObject({ reference: order.reference, amountVnd: 150_000, currency: 'VND', outcome });
      expect(value).toHaveProperty('providerTransactionId', expect.stringMatching(/^[A-Za-z0-9._-]{1,100}$/));
      expect(value).toHaveProperty('code', expect.stringMatching(/^[A-Za-z0-9._-]{1,40}$/));
    });

    test.each(harness.notice ? ['paid' as const] : [])(
      'says the amount that the notice of %s says, not the one that was asked',
      (paid) => {
        expect(read(notice(paid, { ...order, amountVnd: 149_999 }))).toMatchObject([{ amountVnd: 149_999 }]);
      },
    );

    const { hint, notices, nothing } = harness;
    if (hint)
      test('is to be asked after a signed hint, and believes nothing else of it', () => {
        const message = hint(order, credentials);
        expect(terminal.hints?.(message)).toEqual({ ok: true, value: [order.reference] });
        expect(read(message)).toEqual([]);
        for (const forged of [...harness.forgeries(message), hint(order, harness.otherCredentials), messageOf({})])
          expect(terminal.hints?.(forged)).toEqual({ ok: false, failure: 'bad_signature' });
      });
    test('hints where its folder says so, and not where it does not', () => {
      expect(terminal.hints !== undefined).toBe(hint !== undefined);
    });
    if (notices)
      test('tells of each order of a message, in its order', () => {
        const others = ['5', '6', '7'].map((first, n) => ({
          reference: provider.reference(first + TOKEN.slice(1), AT),
          amountVnd: 1000 * (n + 1),
        }));
        const told = read(notices([order, ...others], credentials));
        expect(told.map(({ reference, amountVnd }) => ({ reference, amountVnd }))).toEqual([
          { reference: order.reference, amountVnd: 150_000 },
          ...others,
        ]);
      });
    if (nothing)
      test('believes a message that says nothing of orders', () => expect(read(nothing(credentials))).toEqual([]));

    test.each(harness.notice ? ['paid' as const] : [])(
      'refuses a notice of %s that another secret signed, and what is changed',
      (paid) => {
        const good = notice(paid);
        const forged = [...harness.forgeries(good), notice(paid, order, harness.otherCredentials)];
        for (const message of forged) expect(terminal.read(message)).toEqual({ ok: false, failure: 'bad_signature' });
        expect(harness.forgeries(good).length).toBeGreaterThan(3);
      },
    );

    test('can be asked where its folder says so, and not where it does not', () => {
      expect(terminal.ask !== undefined).toBe(harness.query !== undefined);
    });

    const { query } = harness;
    if (query) {
      const ask = (body: unknown) => {
        query.replies(body);
        return terminal.ask?.({
          reference: order.reference,
          amountVnd: 150_000,
          createdAt: AT,
          expiresAt: AT + 15 * 60_000,
          providerOrderId: query.orderId?.(order),
          at: AT + 20 * 60_000,
        });
      };

      test('asked, says of money what the notice says, so that one repeats the other', async () => {
        const answer = (await ask(query.answer(order, 'paid', credentials))) as { callback: Callback };
        const fact = ({ reference = '', ...callback }: Callback) =>
          keyOf({ kind: 'money_in', provider: 'p', merchant: 'm', ...callback, reference, outcome: 'paid' });
        expect(answer).toMatchObject({ kind: 'told', callback: { outcome: 'paid', amountVnd: 150_000 } });
        if (harness.notice) expect(fact(answer.callback)).toBe(fact(read(notice('paid'))[0] as Callback));
      });

      test.each(query.outcomes.filter((outcome) => outcome !== 'paid'))('asked, says %s', async (outcome) => {
        expect(await ask(query.answer(order, outcome, credentials))).toMatchObject({
          kind: 'told',
          callback: { reference: order.reference, outcome, amountVnd: 150_000, currency: 'VND' },
        });
      });

      test('asked about an order that nobody finished, says so', async () => {
        expect(await ask(query.answer(order, 'unfinished', credentials))).toEqual({ kind: 'unfinished' });
      });

      test('asked, believes no answer that is changed, unsigned, of another secret or order, or missing', async () => {
        for (const outcome of [...query.outcomes, 'unfinished'] as const) {
          const forged = query.forgeries(query.answer(order, outcome, credentials), order, outcome);
          for (const body of [...forged, undefined, null, {}, [], 'paid'])
            expect(await ask(body)).toMatchObject({ kind: 'unknown' });
          expect(forged.length).toBeGreaterThan(1);
        }
      });
    }

    test('can be asked about credentials where its folder says so, and not where it does not', () => {
      expect(terminal.check !== undefined).toBe(harness.check !== undefined);
    });

    const { check } = harness;
    if (check) {
      const checked = (answer: unknown) => {
        check.replies(answer);
        return terminal.check?.({ reference: order.reference, at: AT });
      };
      const code = expect.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);

      test('says of credentials that work that it takes them', async () => {
        expect(await checked(check.taken)).toEqual({ verdict: 'taken', code });
      });

      test('says of credentials with a wrong secret that it refuses them', async () => {
        for (const answer of check.refused) expect(await checked(answer)).toEqual({ verdict: 'refused', code });
        expect(check.refused.length).toBeGreaterThan(0);
      });

      test('proves nothing of credentials where it does not answer, or says something else', async () => {
        expect(await checked(undefined)).toEqual({ verdict: 'unknown', code: 'no_answer' });
        for (const answer of check.unproven) expect(await checked(answer)).toEqual({ verdict: 'unknown', code });
        expect(check.unproven.length).toBeGreaterThan(2);
      });
    }

    test('refuses credentials of another shape', () => {
      for (const wrong of [undefined, null, {}, 'secret', { hashSecret: '' }])
        expect(() => provider.terminal(wrong)).toThrow();
      expect(provider.manifest.credentials().safeParse(credentials).success).toBe(true);
    });

    test('has words for every verdict; only what is durable or settled ends the retries', () => {
      for (const verdict of verdicts) expect(provider.answer(verdict).status).toBeGreaterThanOrEqual(200);
      for (const verdict of ['recorded', 'repeated'] as const)
        expect(harness.endsRetries(provider.answer(verdict))).toBe(true);
      expect(harness.endsRetries(provider.answer('our_fault'))).toBe(false);
      expect(harness.endsRetries(provider.answer('bad_signature'))).toBe(harness.endsAtBadSignature === true);
    });
  });
};
