import { createHmac } from 'node:crypto';
import type { ProviderMessage } from '../../functions/payments/ports.ts';
import { provider as momo } from '../../functions/payments/providers/momo/client.ts';
import { provider as onepay } from '../../functions/payments/providers/onepay/client.ts';
import { provider as payos } from '../../functions/payments/providers/payos/client.ts';
import { provider as stripe } from '../../functions/payments/providers/stripe/client.ts';
import { provider as vnpay } from '../../functions/payments/providers/vnpay/client.ts';
import { provider as zalopay } from '../../functions/payments/providers/zalopay/client.ts';
import type { PaymentId } from '../../shared/kernel/ids.ts';
import { randomFrom } from './chain/plumbing.ts';
import { MOMO, noticeOf, signedResult } from './momo.ts';
import { asQuery, CANCELLED, ONEPAY, onePayNotice, onePaySigned } from './onepay.ts';
import {
  CREDENTIALS,
  DOSSIER,
  FAILED,
  ITEMS,
  messageOf,
  noticeFields,
  paymentHouse,
  signedNotice,
} from './payments.ts';
import { payosCredentials, payosMessage, payosNotice, payosSigned } from './payos.ts';
import { signedEvent, stripeCredentials, stripeSession, unpaid } from './stripe.ts';

interface Ordered {
  readonly reference: string;
  readonly amountVnd: number;
}

/** What a provider says of an order: `n` numbers its transaction. */
interface Word {
  readonly isPaid: boolean;
  readonly n: number;
}

/** How a provider of the day words and signs, and with which secret somebody else would. */
interface Teller {
  readonly provider: typeof vnpay;
  readonly credentials: Readonly<Record<string, string>>;
  readonly tell: (order: Ordered, word: Word, isForged: boolean) => ProviderMessage;
}

const ZALOPAY = { appId: '2553', key1: 'the first key of the day', key2: 'the second key of the day' };

/** A provider that tells of money alone sends the notice of another transaction in the place of a failure. */
const tellers: Readonly<Record<string, Teller>> = {
  vnpay: {
    provider: vnpay,
    credentials: CREDENTIALS,
    tell: (order, { isPaid, n }, isForged) =>
      signedNotice(
        noticeFields(order, isPaid ? { vnp_TransactionNo: String(14_000_000 + n) } : FAILED),
        isForged ? 'somebody else' : undefined,
      ),
  },
  momo: {
    provider: momo,
    credentials: MOMO,
    tell: (order, { isPaid, n }, isForged) => {
      const words = isPaid ? { transId: 4_000_000_000 + n } : { resultCode: 1006, transId: 0 };
      const account = isForged ? { ...MOMO, secretKey: 'somebody else' } : MOMO;
      return noticeOf(JSON.stringify(signedResult(order, words, account)));
    },
  },
  zalopay: {
    provider: zalopay,
    credentials: ZALOPAY,
    tell: ({ reference, amountVnd }, { n }, isForged) => {
      const said = { app_id: 2553, app_trans_id: reference, amount: amountVnd, zp_trans_id: 261_120_000_000_000 + n };
      const data = JSON.stringify({ ...said, app_time: 1_763_604_000_817, item: '[]', embed_data: '{}' });
      const mac = createHmac('sha256', isForged ? 'somebody else' : ZALOPAY.key2)
        .update(data)
        .digest('hex');
      return messageOf({}, { body: Buffer.from(JSON.stringify({ data, mac, type: 1 })) });
    },
  },
  payos: {
    provider: payos,
    credentials: payosCredentials,
    tell: (order, { n }, isForged) => {
      const notice = payosNotice(order, { reference: `FT26324${String(n).padStart(9, '0')}` });
      return payosMessage(payosSigned(notice, isForged ? 'somebody else' : undefined));
    },
  },
  onepay: {
    provider: onepay,
    credentials: ONEPAY,
    tell: (order, { isPaid, n }, isForged) => {
      const words = isPaid ? { vpc_TransactionNo: `PAY-${n}` } : CANCELLED;
      return asQuery(onePaySigned(onePayNotice(order, words), isForged ? '00'.repeat(16) : undefined));
    },
  },
  stripe: {
    provider: stripe,
    credentials: stripeCredentials,
    tell: (order, { isPaid, n }, isForged) => {
      const session = stripeSession(order, isPaid ? { payment_intent: `pi_${n}` } : unpaid.expired);
      const type = isPaid ? 'checkout.session.completed' : 'checkout.session.expired';
      return signedEvent(type, session, isForged ? 'whsec_of_somebody_else' : undefined);
    },
  },
};

const names = Object.keys(tellers);

/** One callback of a day, as it came. */
export interface DayCallback {
  readonly provider: string;
  readonly kind: (typeof kinds)[number];
  readonly message: ProviderMessage;
}

/** What comes on a day: twelve of twenty that are as they should be, and all that is not. */
const kinds = [
  ...Array.from({ length: 9 }, () => 'paid' as const),
  ...(['failed', 'failed', 'failed'] as const),
  ...(['another_amount', 'second_payment', 'unknown_reference', 'unknown_reference', 'forged', 'forged'] as const),
  ...(['late_success', 'late_success'] as const),
];

const AMOUNT = 150_000;
const AT = Date.parse('2026-11-20T09:00:00+07:00');
const by = { recordedBy: 'test', requestId: 'opened' };

interface Fee extends Ordered {
  readonly paymentId: PaymentId;
  readonly provider: string;
}

/** The fees of a day, each with an attempt at one of the providers in turn. */
const feesOf = (count: number): readonly Fee[] =>
  Array.from({ length: count }, (_, n) => {
    const provider = names[n % names.length] as string;
    const token = String(n).padStart(26, '0');
    const made = tellers[provider]?.provider('live', async () => undefined);
    if (!made) throw new Error(provider);
    return { paymentId: `pay_${token}`, provider, reference: made.reference(token, AT), amountVnd: AMOUNT };
  });

/** A house in which so many fees were opened, and may be paid. */
export const houseOfDay = async (fees: number) => {
  const house = paymentHouse();
  for (const [name, { credentials }] of Object.entries(tellers))
    await house.merchant('H26', { current: credentials, previous: [] }, 'H26', name);
  for (const { paymentId, provider, reference, amountVnd } of feesOf(fees)) {
    const opened = { kind: 'opened', dossierCode: DOSSIER, agencyCode: 'H26.10', items: ITEMS } as const;
    await house.ledger.record(paymentId, { ...opened, blocksProcessing: false }, by);
    const payment = await house.known(paymentId);
    const attemptId = paymentId.replace('pay_', 'att_') as `att_${string}`;
    const { manifest } = (await house.providers(provider)) ?? {};
    const { exactAmount = true } = manifest ?? {};
    const moments = { locale: 'vi', createdAt: AT, expiresAt: AT + 900_000 } as const;
    const order = { provider, merchant: 'H26', reference, amountVnd, exactAmount, ...moments };
    await house.ledger.recordAttempt(payment, { kind: 'attempt', attemptId, ...order }, by);
  }
  return house;
};

/** A reference of the same form that no fee of the day has. */
const anotherThan = (reference: string): string =>
  `${reference.slice(0, 3)}${reference[3] === '7' ? '8' : '7'}${reference.slice(4)}`;

/** The callbacks of a day for so many fees: all providers, fresh, repeated, failed, late, of other amounts and orders, forged. */
export const callbacksOfDay = (seed: number, fees: number, count: number): readonly DayCallback[] => {
  const random = randomFrom(seed);
  const pick = <T>(among: readonly T[]): T => among[Math.floor(random() * among.length)] as T;
  const all = feesOf(fees);
  const day: DayCallback[] = [];
  while (day.length < count) {
    if (day.length > 0 && random() < 0.3) {
      day.push(pick(day));
      continue;
    }
    const fee = pick(all);
    const n = Number(fee.paymentId.slice(-8));
    const teller = tellers[fee.provider] as Teller;
    const kind = pick(kinds);
    const say = (order: Ordered, word: Partial<Word> = {}) =>
      day.push({
        provider: fee.provider,
        kind,
        message: teller.tell(order, { isPaid: true, n, ...word }, kind === 'forged'),
      });
    if (kind === 'failed' || kind === 'late_success') say(fee, { isPaid: false });
    if (kind === 'another_amount') say({ ...fee, amountVnd: 1000 + n });
    else if (kind === 'second_payment') say(fee, { n: n + 1_000_000 });
    else if (kind === 'unknown_reference') say({ ...fee, reference: anotherThan(fee.reference) });
    else if (kind !== 'failed') say(fee);
  }
  return day.slice(0, count);
};

/** The order of a day drawn anew. */
export const inAnotherOrder = <T>(seed: number, day: readonly T[]): readonly T[] => {
  const random = randomFrom(seed);
  return day
    .map((each) => ({ each, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ each }) => each);
};
