import * as z from 'zod';
import type { FactIn, Recorded } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import {
  type AgencyCode,
  type ApprovalId,
  type AttemptId,
  type DossierCode,
  madeId,
  named,
  type RefundId,
} from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf, oneOfShapes } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';

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

/** A transaction as its payment names it: `Transaction.key`. */
const TransactionKey = () => z.string().max(400);

/**
 * Money that is to be given back of one transaction: by a call where its provider has one for that; by a person, who makes a bank
 * transfer, where it has none.
 */
const RefundOpening = () =>
  z.object({
    refundId: madeId('rfd'),
    transaction: TransactionKey(),
    amountVnd: AmountVnd,
    way: oneOf(['call', 'hand']),
  });

/** Who wishes something for which reason; two persons where `approvalId` names what the other one is asked. */
const wish = () => ({
  reason: z.string(),
  by: z.string(),
  approvalId: madeId('apr').optional(),
});

/**
 * Money is to be given back, and is reserved from now on. Natural key: the refund. What is done with a payment's money is done one deed
 * after another, whose places are numbered (`deedKey`): so never more is reserved than came, however many ask at once.
 */
const RefundReserved = () => z.object({ kind: z.literal('refund'), ...RefundOpening().shape, ...wish() });

/**
 * The call that asks the provider for a refund is about to be made: whoever records this makes it. `refundReference` is what the provider
 * calls the refund. Natural key: the refund.
 */
const RefundSent = () =>
  z.object({ kind: z.literal('refund_sent'), refundId: named<RefundId>(z.string()), refundReference: Reference });

/**
 * What the provider says of a refund: it is under way; it is done; it does not do it (`declined`), or could not (`failed`): no money moved
 * then. Natural key: the refund, the outcome and its code.
 */
const RefundTold = () =>
  z.object({
    kind: z.literal('refund_told'),
    refundId: named<RefundId>(z.string()),
    outcome: oneOf(['pending', 'done', 'declined', 'failed']),
    code: Code(),
    providerRefundId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,100}$/)
      .optional(),
  });

/** A person made the bank transfer of a refund, at a moment. Natural key: the refund. */
const RefundTransferred = () =>
  z.object({
    kind: z.literal('refund_transferred'),
    refundId: named<RefundId>(z.string()),
    bankReference: z.string(),
    at: InstantMs,
    by: z.string(),
  });

/**
 * A person decided what becomes of money that waited for it, or of the rest of a fee. Natural key: its number among the decisions about
 * the payment. `settles` are the transactions that it is about, each with how many words of it were known: what comes later is not
 * settled. `refunds` is the money that it gives back; `waivedVnd` what need not be paid any more; `revives` a fee that had ended;
 * `ends` it as taken back. `amountVnd` is the sum that it moves.
 */
const Decision = () =>
  z.object({
    kind: z.literal('decision'),
    number: z.int().positive(),
    token: z.string(),
    decision: oneOf(['accept', 'refund', 'write_off']),
    settles: z.array(z.object({ transaction: TransactionKey(), words: z.int().positive() })).readonly(),
    refunds: z.array(RefundOpening()).readonly(),
    waivedVnd: AmountVnd,
    revives: z.boolean(),
    ends: z.boolean(),
    amountVnd: AmountVnd,
    ...wish(),
  });

/** The second person agreed, or did not. Natural key: what was asked; the first word stands. */
const Approval = () =>
  z.object({
    kind: z.literal('approval'),
    approvalId: named<ApprovalId>(z.string()),
    approve: z.boolean(),
    reason: z.string().optional(),
    by: z.string(),
  });

/** Everything that can be known of a payment. */
export const paymentFacts = factsByKind({
  opened: Opened,
  attempt: AttemptOpened,
  ordered: Ordered,
  money_in: MoneyIn,
  failed: Failed,
  cancelled: Cancelled,
  closed: Closed,
  refund: RefundReserved,
  refund_sent: RefundSent,
  refund_told: RefundTold,
  refund_transferred: RefundTransferred,
  decision: Decision,
  approval: Approval,
});

/** Everything that can be known of a payment. */
export type PaymentFact = FactIn<typeof paymentFacts>;

/** The fact of one kind. */
export type FactOf<K extends PaymentFact['kind']> = Extract<PaymentFact, { kind: K }>;

/** Of recorded facts those of one kind, in their order. */
export const factsOf = <K extends PaymentFact['kind']>(facts: readonly Recorded<PaymentFact>[], kind: K) =>
  facts.filter((recorded): recorded is Recorded<FactOf<K>> => recorded.fact.kind === kind);

/** Money that is to be given back of one transaction. */
export type RefundOpening = z.output<ReturnType<typeof RefundOpening>>;

/** The sort key of the place that the n-th deed with a payment's money takes, whatever it is: beside its fact, or neither is kept. */
export const deedKey = (n: number): string => `DEED#${String(n).padStart(4, '0')}`;

/** The sort key of the place that the n-th refund of a payment takes when its provider is asked first. */
export const sentKey = (n: number): string => `SENT#${String(n).padStart(4, '0')}`;

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
    case 'refund':
      return `FACT#refund#${fact.refundId}`;
    case 'refund_sent':
      return `FACT#refund#${fact.refundId}#sent`;
    case 'refund_told':
      return `FACT#refund#${fact.refundId}#${fact.outcome}.${fact.code}`;
    case 'refund_transferred':
      return `FACT#refund#${fact.refundId}#transferred`;
    case 'decision':
      return `FACT#decision#${String(fact.number).padStart(4, '0')}`;
    case 'approval':
      return `FACT#approval#${fact.approvalId}`;
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
    case 'refund':
      return { kind: fact.kind, transaction: fact.transaction, amountVnd: fact.amountVnd };
    case 'refund_sent':
      return { kind: fact.kind, refundReference: fact.refundReference };
    case 'refund_transferred':
      return { kind: fact.kind, bankReference: fact.bankReference, at: fact.at };
    case 'decision':
      return { kind: fact.kind, token: fact.token, decision: fact.decision };
    case 'approval':
      return { kind: fact.kind, approve: fact.approve };
    case 'refund_told':
    case 'ordered':
    case 'money_in':
    case 'failed':
    case 'closed':
      return { kind: fact.kind };
  }
}
