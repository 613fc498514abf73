import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Payment } from '../../../functions/payments/domain/payment.ts';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { cases } from '../../support/cases.ts';
import { MERCHANT, messageOf, noticeFields, readyHouse, signedNotice, vnpayHash } from '../../support/payments.ts';

/** What a callback may say of one of two attempts. */
const word = fc.record({
  attempt: fc.constantFrom(0, 1),
  transaction: fc.constantFrom('0', '11', '12'),
  amountVnd: fc.constantFrom(150_000, 150_000, 150_000, 149_999, 1),
  codes: fc.constantFrom('00.00', '00.00', '24.02', '11.02', '07.07', '00.04', '00.02'),
});
type Word = typeof word extends fc.Arbitrary<infer T> ? T : never;

const paid = ({ codes }: Word): boolean => codes === '00.00';
const suspected = ({ codes }: Word): boolean => codes === '07.07' || codes === '00.04';

const setUp = async () => {
  const house = await readyHouse();
  const { payment, attempt } = await house.attempted();
  const second = await house.attempt(payment.paymentId, {}, 'c2');
  if (!second.ok) throw new Error(second.failure.kind);
  const attempts = [attempt, second.value];
  const message = ({ attempt: index, transaction, amountVnd, codes }: Word): ProviderMessage => {
    const [vnp_ResponseCode = '', vnp_TransactionStatus = ''] = codes.split('.');
    const { reference } = attempts[index] as { reference: string };
    const changes = { vnp_TransactionNo: transaction, vnp_ResponseCode, vnp_TransactionStatus };
    return signedNotice(noticeFields({ reference, amountVnd }, changes));
  };
  const facts = (await house.known(payment.paymentId)).facts.length;
  return { ...house, payment, attempt, message, facts };
};

const unique = (words: readonly Word[], key: (each: Word) => string): Word[] => [
  ...new Map(words.map((each) => [key(each), each])).values(),
];
const transactionOf = (each: Word): string => `${each.attempt}/${each.transaction}`;

/** The amounts as one would count them by hand: shares no code with the product. */
const byHand = (words: readonly Word[]) => {
  const good = unique(
    words.filter((each) => paid(each) && each.amountVnd === 150_000),
    transactionOf,
  );
  const counted = new Set(good.map(transactionOf));
  const held = new Set(
    words.filter((each) => (paid(each) || suspected(each)) && !counted.has(transactionOf(each))).map(transactionOf),
  );
  return { receivedVnd: good.length * 150_000, holds: held.size > 0 };
};

const isPaid = ({ state }: Payment): boolean => state === 'paid' || state === 'paid_after_close';

describe('any set of callbacks', () => {
  test('in any order, repetition and interleaving gives the same payment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 8 }).chain((words) =>
          fc.tuple(
            fc.constant(words),
            fc.shuffledSubarray([...words, ...words, ...words], { minLength: 0 }).map((more) => [...more, ...words]),
            fc.array(fc.nat(7), { minLength: 40, maxLength: 40 }),
          ),
        ),
        async ([words, shuffled, waits]) => {
          const plain = await setUp();
          for (const each of words) await plain.told(plain.message(each));
          const mixed = await setUp();
          let call = 0;
          mixed.table.onCall = async () => {
            for (let wait = waits[call++ % waits.length] ?? 0; wait > 0; wait -= 1) await Promise.resolve();
          };
          await Promise.all(shuffled.map((each) => mixed.told(mixed.message(each))));
          mixed.table.onCall = undefined;
          expect(await mixed.known(mixed.payment.paymentId)).toEqual(await plain.known(plain.payment.paymentId));
        },
      ),
      cases(150),
    );
  });

  test('adds up to the unique good transactions, holds the rest, and what is paid stays paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 10 }), async (words) => {
        const house = await setUp();
        let before = await house.known(house.payment.paymentId);
        for (const [index, each] of words.entries()) {
          house.clock.now += 1000;
          await house.told(house.message(each));
          const now = await house.known(house.payment.paymentId);
          const { receivedVnd, holds } = byHand(words.slice(0, index + 1));
          expect(now.receivedVnd).toBe(receivedVnd);
          expect(now.heldVnd > 0).toBe(holds);
          expect(isPaid(now)).toBe(receivedVnd >= 150_000);
          if (isPaid(before)) expect(isPaid(now)).toBe(true);
          for (const [at, attempt] of before.attempts.entries())
            if (attempt.state === 'paid') expect(now.attempts[at]?.state).toBe('paid');
          before = now;
        }
      }),
      cases(150),
    );
  });

  test('announces every moment once, money under review again as it changes, and takes none back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(word, { nil: 'cancel' as const }), { maxLength: 8 }), async (words) => {
        const house = await setUp();
        for (const each of words) {
          house.clock.now += 1000;
          if (each === 'cancel') await house.cancel(house.payment.paymentId);
          else await house.told(house.message(each));
          await house.settle();
        }
        // What is counted of a fee is told again as it changes.
        const again = ['payment.under_review', 'payment.counted'];
        const ids = house.published.filter(({ type }) => !again.includes(type)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        // Money under review is told again when there is more or less of it, or it has been so for longer than was known.
        const held = house.published.flatMap(({ type, at, data }) =>
          type === 'payment.under_review' ? [[at, data.heldVnd]] : [],
        );
        for (const [n, word] of held.entries()) if (n > 0) expect(word).not.toEqual(held[n - 1]);
        expect(house.published.filter(({ type }) => type.endsWith('_withdrawn'))).toEqual([]);
        const { receivedVnd } = byHand(words.filter((each): each is Word => each !== 'cancel'));
        const { ended } = await house.known(house.payment.paymentId);
        const ofType = (wanted: string) => house.published.filter(({ type }) => type === wanted);
        expect(ofType('payment.paid')).toHaveLength(receivedVnd > 0 && !ended ? 1 : 0);
        // Every dong that nobody owed was told, the last time with the whole of it.
        const surplusVnd = receivedVnd - (ended ? 0 : Math.min(receivedVnd, 150_000));
        expect(ofType('payment.surplus')).toHaveLength(surplusVnd / 150_000);
        expect(ofType('payment.surplus').at(-1)?.data.surplusVnd ?? 0).toBe(surplusVnd);
      }),
      cases(100),
    );
  });
});

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** What the gateway makes of a query string: decoded values with every repetition. */
const gateway = (query: string): ProviderMessage => {
  const decoded = new URLSearchParams(query);
  return messageOf(Object.fromEntries([...decoded.keys()].map((name) => [name, decoded.getAll(name)])));
};

describe('a signed callback changed in one character', () => {
  const change = fc.record({
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    how: fc.constantFrom('replace', 'insert', 'remove'),
    character: fc.oneof(
      fc.constantFrom('&', '=', '+', '%', ' ', '0', '1', 'A', 'a', '.', '#', '\u00e0'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  const changed = (query: string, { place, how, character }: { place: number; how: string; character: string }) => {
    const at = Math.floor(place * query.length);
    return `${query.slice(0, at)}${how === 'remove' ? '' : character}${query.slice(how === 'insert' ? at : at + 1)}`;
  };

  test('is refused, or means the same', async () => {
    const house = await setUp();
    const fields = noticeFields(house.attempt, { vnp_OrderInfo: 'Nop le phi ho so H26.10-261120-0007' });
    const query = Object.entries({ ...fields, vnp_SecureHash: vnpayHash(fields) })
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&');
    expect(await house.told(gateway(query))).toBe('recorded');
    const paid = await house.known(house.payment.paymentId);
    await fc.assert(
      fc.asyncProperty(change, async (how) => {
        const forged = gateway(changed(query, how));
        const fresh = await setUp();
        const verdict = await fresh.told(forged, MERCHANT);
        const known = await fresh.known(fresh.payment.paymentId);
        if (verdict === 'recorded') expect(known).toEqual(paid);
        else {
          expect(['bad_signature', 'malformed']).toContain(verdict);
          expect([known.state, known.facts.length]).toEqual(['pending', fresh.facts]);
        }
        await house.told(forged);
        expect(await house.known(house.payment.paymentId)).toEqual(paid);
      }),
      cases(1500),
    );
  }, 120_000);
});
