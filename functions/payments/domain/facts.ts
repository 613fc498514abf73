import * as z from 'zod';
import type { FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import { type AgencyCode, type AttemptId, type DossierCode, madeId, named } from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf, oneOfShapes } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import { Receipted, ReceiptSealed } from './receipt-facts.ts';

/** One line of a fee: a service fee (phí) or a state charge (lệ phí), Law 97/2015/QH13. */
export const FeeItem = z.object({
  code: z.string(),
  name: z.string(),
  kind: oneOf(['phi', 'le_phi']),
  amountVnd: AmountVnd,
});

/** The name of a payment provider, which is also the name of its folder. */
export const ProviderName = z.string().regex(/^[a-z][a-z0-9]{1,31}$/, 'expected the name of a payment provider');

/** The name under which an operator set up a merchant account. */
export const MerchantName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected the name of a merchant');

/** What a provider calls an order of ours (`vnp_TxnRef`, `orderId`, `app_trans_id`, `orderCode`, a transfer's memo): ours to choose in its form, unique for a merchant. */
export const Reference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** A fee was opened for a dossier. The first fact; natural key: the payment. Its codes are the dossier's, by the rules of its day. */
const Opened = () =>
  z.object({
    kind: z.literal('opened'),
    dossierCode: named<DossierCode>(z.string()),
    agencyCode: named<AgencyCode>(z.string()),
    receivingAgencyCode: named<AgencyCode>(z.string()).optional(),
    items: z.array(FeeItem).readonly(),
    blocksProcessing: z.boolean(),
    /** As the back office asked; where it did not, the fee may be paid for `DEFAULT_TERM_MS` from its opening. */
    expiresAt: InstantMs.optional(),
  });

/** An account with a provider, as an operator set it up by the rules of that day. */
const account = () => ({ provider: z.string(), merchant: z.string() });

/** A citizen asked for a way to pay; whoever records it creates the order. Natural key: the attempt, since some providers' references depend on the day. */
const AttemptOpened = () =>
  z.object({
    kind: z.literal('attempt'),
    attemptId: madeId('att'),
    ...account(),
    reference: Reference,
    amountVnd: AmountVnd,
    /** True where the provider lets the payer pay this amount only, so that any other is a mismatch. */
    exactAmount: z.boolean(),
    locale: oneOf(['vi', 'en']),
    createdAt: InstantMs,
    expiresAt: InstantMs,
  });

/** A word of a provider's own, as far as a key and a log may hold it. */
const Code = () => z.string().regex(/^[A-Za-z0-9._-]{1,40}$/);

const HttpUrl = () => z.url({ protocol: /^https?$/ }).max(4000);

/**
 * How an order is paid: on a page of its provider; or by a bank transfer of which the QR code says all (EMVCo, VietQR), beside a
 * page where the provider has one. `memo` is what the transfer's content must contain.
 */
export const Checkout = () =>
  oneOfShapes('kind', [
    z.object({ kind: z.literal('redirect'), url: HttpUrl() }),
    z.object({
      kind: z.literal('qr'),
      payload: z.string().min(1).max(512),
      bankName: z.string().max(200),
      accountNumber: z.string().max(40),
      accountName: z.string().max(200),
      memo: z.string().max(100),
      url: HttpUrl().optional(),
    }),
  ]);

/** How an order is paid, as a payment keeps it. */
export type KeptCheckout = z.output<ReturnType<typeof Checkout>>;

/**
 * What came of creating an order at its provider: how it is paid, with what the provider calls it and until when it may be paid where
 * the provider says so; or why there is none. `declined`: the provider does not take it; `unreachable`: it did not answer, so that
 * nobody can pay it; `misconfigured`: the merchant's credentials or settings are not right.
 */
const Creation = () =>
  oneOfShapes('kind', [
    z.object({
      kind: z.literal('created'),
      checkout: Checkout(),
      providerOrderId: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,100}$/)
        .optional(),
      expiresAt: InstantMs.optional(),
    }),
    z.object({
      kind: z.literal('refused'),
      why: oneOf(['declined', 'unreachable', 'misconfigured']),
      code: Code(),
    }),
  ]);

/** What came of creating an order at its provider. */
export type Creation = z.input<ReturnType<typeof Creation>>;

/** What came of creating an order, as a payment keeps it. */
export type KeptCreation = z.output<ReturnType<typeof Creation>>;

/** The order of an attempt was created at its provider, or was not. Natural key: the attempt; the first that is recorded stands. */
const Ordered = () =>
  z.object({
    kind: z.literal('ordered'),
    attemptId: named<AttemptId>(z.string()),
    ...account(),
    reference: z.string(),
    creation: Creation(),
  });

const told = () => ({
  ...account(),
  /** The attempt's, by the rules of its day. */
  reference: z.string(),
  providerTransactionId: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  /** The provider's own words for the outcome, `00.00`. */
  code: Code(),
  /** In whole units of `currency`. */
  amountVnd: AmountVnd,
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/**
 * A provider says that money has moved: for good, or under suspicion (fraud, or a debit without its success).
 * Natural key: provider, merchant, reference, transaction, outcome and amount: two stories about one transaction are two
 * facts, and the fold decides between them, so that the order in which they come does not.
 */
const MoneyIn = () => z.object({ kind: z.literal('money_in'), ...told(), outcome: oneOf(['paid', 'suspected']) });

/** A provider says that an attempt did not bring money. Natural key: as `MoneyIn`; failures may carry no transaction. */
const Failed = () => z.object({ kind: z.literal('failed'), ...told() });

/** The back office took the fee back. Once for a payment. */
const Cancelled = () =>
  z.object({
    kind: z.literal('cancelled'),
    reason: z.string(),
    by: z.string(),
  });

/** The term ended and the provider said that nothing was paid. Once for a payment. */
const Closed = () => z.object({ kind: z.literal('closed'), reason: oneOf(['expired']) });

/** Everything that can be known of a payment. */
export const paymentFacts = factsByKind({
  opened: Opened,
  attempt: AttemptOpened,
  ordered: Ordered,
  money_in: MoneyIn,
  failed: Failed,
  cancelled: Cancelled,
  closed: Closed,
  receipt: Receipted,
  receipt_sealed: ReceiptSealed,
});

/** Everything that can be known of a payment. */
export type PaymentFact = FactIn<typeof paymentFacts>;

/** The fact of one kind. */
export type FactOf<K extends PaymentFact['kind']> = Extract<PaymentFact, { kind: K }>;

/** The sort key under which a fact lies in its payment. */
export function keyOf(fact: PaymentFact): string {
  switch (fact.kind) {
    case 'opened':
    case 'cancelled':
    case 'closed':
      return `FACT#${fact.kind}`;
    case 'attempt':
    case 'ordered':
      return `FACT#${fact.kind}#${fact.attemptId}`;
    case 'money_in':
      return toldKey(fact, fact.outcome === 'paid' ? 'paid' : `${fact.outcome}.${fact.code}`);
    case 'failed':
      return toldKey(fact, `failed.${fact.code}`);
    case 'receipt':
      return `FACT#receipt#${fact.cause}`;
    case 'receipt_sealed':
      return `FACT#sealed#${fact.receiptId}`;
  }
}

const toldKey = (fact: FactOf<'money_in' | 'failed'>, outcome: string): string => {
  const { provider, merchant, reference, providerTransactionId, amountVnd, currency } = fact;
  return `FACT#in#${provider}#${merchant}#${reference}#${providerTransactionId}#${outcome}#${amountVnd}.${currency}`;
};

/**
 * The fields that decide whether a fact under a taken key repeats it: never what follows from the moment of recording, nor what the key
 * itself says.
 */
export function meaningOf(fact: PaymentFact): Json {
  switch (fact.kind) {
    case 'opened':
      return {
        kind: fact.kind,
        dossierCode: fact.dossierCode,
        items: fact.items.map(({ code, name, kind, amountVnd }) => ({ code, name, kind, amountVnd })),
        blocksProcessing: fact.blocksProcessing,
        expiresAt: fact.expiresAt ?? null,
      };
    case 'attempt':
      return { kind: fact.kind, provider: fact.provider, merchant: fact.merchant, locale: fact.locale };
    case 'cancelled':
      return { kind: fact.kind, reason: fact.reason, by: fact.by };
    case 'receipt':
      return { kind: fact.kind, receiptId: fact.receiptId, number: fact.number };
    case 'receipt_sealed':
      return { kind: fact.kind, sha256: fact.sha256 };
    case 'ordered':
    case 'money_in':
    case 'failed':
    case 'closed':
      return { kind: fact.kind };
  }
}
