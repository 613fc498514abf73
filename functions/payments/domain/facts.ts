import * as z from 'zod';
import { ERASED_KEY, type FactIn } from '../../../shared/kernel/book.ts';
import { factsByKind } from '../../../shared/kernel/facts-by-kind.ts';
import {
  type AgencyCode,
  type AttemptId,
  type DossierCode,
  madeId,
  named,
  type TransferId,
} from '../../../shared/kernel/ids.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { oneOf, oneOfShapes } from '../../../shared/kernel/stored.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import {
  Approval,
  Decision,
  type RefundOpening as Opening,
  RefundReserved,
  RefundSent,
  RefundTold,
  RefundTransferred,
} from './deed-facts.ts';
import { Code, Reference } from './names.ts';
import { Receipted, ReceiptSealed } from './receipt-facts.ts';

/** Why less than the full amount of a fee item is taken, and the provision that says so (for digital citizens 117/2026/TT-BTC). */
export const Exemption = z.object({
  kind: oneOf(['digital_citizen', 'poor_household', 'child', 'elderly', 'merit', 'other']),
  legalBasis: z.string(),
});

/**
 * One line of a fee: a service fee (phí) or a state charge (lệ phí), Law 97/2015/QH13. `amountVnd` is what is taken; where an exemption
 * makes it less, `fullAmountVnd` is what it was.
 */
export const FeeItem = z.object({
  code: z.string(),
  name: z.string(),
  kind: oneOf(['phi', 'le_phi']),
  amountVnd: AmountVnd,
  fullAmountVnd: AmountVnd.optional(),
  exemption: Exemption.optional(),
});

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

const HttpUrl = () => z.url({ protocol: /^https?$/ }).max(4000);

/** What a payer's browser posts to a provider's page, field by field in this order, which a signature may depend on. */
const PostedForm = () =>
  z.object({
    action: HttpUrl(),
    fields: z
      .array(z.object({ name: z.string().min(1).max(100), value: z.string().max(2000) }))
      .max(30)
      .readonly(),
  });

/** What a payer's browser posts to a provider's page. */
export type PostedForm = z.output<ReturnType<typeof PostedForm>>;

/**
 * How an order is paid: on a page of its provider; or by a bank transfer of which the QR code says all (EMVCo, VietQR), beside a
 * page where the provider has one. `memo` is what the transfer's content must contain. A page that opens by a posted form alone has its
 * `form`, and `url` is then our own page, which posts it.
 */
export const Checkout = () =>
  oneOfShapes('kind', [
    z.object({ kind: z.literal('redirect'), url: HttpUrl(), form: PostedForm().optional() }),
    z.object({
      kind: z.literal('qr'),
      payload: z.string().min(1).max(512),
      bankName: z.string().max(200),
      accountNumber: z.string().max(40),
      accountName: z.string().max(200),
      memo: z.string().max(100),
      url: HttpUrl().optional(),
      form: PostedForm().optional(),
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

/** What a provider says of money, whatever became of it. */
export const told = () => ({
  ...account(),
  /** The attempt's, by the rules of its day. */
  reference: z.string(),
  providerTransactionId: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  /** The provider's own words for the outcome, `00.00`. */
  code: Code(),
  /** In whole units of `currency`. */
  amountVnd: AmountVnd,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** When it moved by the provider's own clock, where it says so. */
  occurredAt: InstantMs.optional(),
});

/** What the provider sent, as it came and as far as a fact can hold it: it may name its payer, and is evidence that tells no two words apart. */
export const Evidence = () => z.string().optional();

/**
 * A provider says that money has moved: for good, or under suspicion (fraud, or a debit without its success).
 * Natural key: provider, merchant, reference, transaction, outcome and amount: two stories about one transaction are two
 * facts, and the fold decides between them, so that the order in which they come does not.
 */
const MoneyIn = () =>
  z.object({
    kind: z.literal('money_in'),
    ...told(),
    outcome: oneOf(['paid', 'suspected']),
    evidence: Evidence(),
  });

/**
 * Money that named no order of ours was found, by a person, to be for this fee: it counts as if it had come with its reference. Kept
 * together with that decision or not at all. Natural key: the transfer.
 */
const Matched = () =>
  z.object({
    kind: z.literal('matched'),
    transferId: named<TransferId>(z.string()),
    ...told(),
    /** The order that it named, where it named one. */
    reference: z.string().optional(),
    outcome: oneOf(['paid', 'suspected']),
    reason: z.string(),
    by: z.string(),
  });

/** A provider says that an attempt did not bring money. Natural key: as `MoneyIn`; failures may carry no transaction. */
const Failed = () =>
  z.object({
    kind: z.literal('failed'),
    ...told(),
    evidence: Evidence(),
    /** True where the provider said so when it was asked after the attempt's term: no money can come of it any more. */
    afterTerm: z.boolean().optional(),
  });

/** The back office took the fee back. Once for a payment. */
const Cancelled = () =>
  z.object({
    kind: z.literal('cancelled'),
    reason: z.string(),
    by: z.string(),
  });

/** The term ended and the provider said that nothing was paid. Once for a payment. */
const Closed = () => z.object({ kind: z.literal('closed'), reason: oneOf(['expired']) });

/**
 * A transaction that a provider told under an order of this fee is another's money, by a person's decision that came first: another fee's, or
 * given back. Natural key: the transaction.
 */
const Elsewhere = () =>
  z.object({
    kind: z.literal('elsewhere'),
    ...account(),
    providerTransactionId: z.string(),
    /** The fee or the transfer whose money it is. */
    owner: z.string(),
  });

/** What names persons in it is to be erased (Law 91/2025/QH15). */
export const Erased = () => z.object({ kind: z.literal('erased'), erasedAt: InstantMs });

/** Whoever owes the fee is reminded of it in the last day of its term. Once for a payment. */
const Reminded = () => z.object({ kind: z.literal('reminded') });

/** Everything that can be known of a payment. */
export const paymentFacts = factsByKind({
  opened: Opened,
  attempt: AttemptOpened,
  ordered: Ordered,
  money_in: MoneyIn,
  matched: Matched,
  failed: Failed,
  cancelled: Cancelled,
  closed: Closed,
  reminded: Reminded,
  refund: RefundReserved,
  refund_sent: RefundSent,
  refund_told: RefundTold,
  refund_transferred: RefundTransferred,
  decision: Decision,
  approval: Approval,
  receipt: Receipted,
  receipt_sealed: ReceiptSealed,
  elsewhere: Elsewhere,
  erased: Erased,
});

/** Everything that can be known of a payment. */
export type PaymentFact = FactIn<typeof paymentFacts>;

/** The fact of one kind. */
export type FactOf<K extends PaymentFact['kind']> = Extract<PaymentFact, { kind: K }>;

/** Money that is to be given back of one transaction. */
export type RefundOpening = z.output<ReturnType<typeof Opening>>;

/** The sort key of the place that the n-th deed with a payment's money takes, whatever it is: beside its fact, or neither is kept. */
export const deedKey = (n: number): string => `DEED#${String(n).padStart(4, '0')}`;

/** The sort key of the place that the n-th refund of a payment takes when its provider is asked first. */
export const sentKey = (n: number): string => `SENT#${String(n).padStart(4, '0')}`;

/** The sort key under which a fact lies in its payment: a provider's word on the card, where what it sent can be erased. */
export function keyOf(fact: PaymentFact): string {
  switch (fact.kind) {
    case 'opened':
    case 'cancelled':
    case 'closed':
    case 'reminded':
      return `FACT#${fact.kind}`;
    case 'attempt':
    case 'ordered':
      return `FACT#${fact.kind}#${fact.attemptId}`;
    case 'matched':
      return `FACT#matched#${fact.transferId}`;
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
    case 'receipt':
      return `FACT#receipt#${fact.cause}`;
    case 'receipt_sealed':
      return `FACT#sealed#${fact.receiptId}`;
    case 'elsewhere':
      return `FACT#elsewhere#${fact.provider}#${fact.merchant}#${fact.providerTransactionId}`;
    case 'erased':
      return ERASED_KEY;
  }
}

const toldKey = (fact: FactOf<'money_in' | 'failed'>, outcome: string): string => {
  const { provider, merchant, reference, providerTransactionId, amountVnd, currency } = fact;
  return `CARD#in#${provider}#${merchant}#${reference}#${providerTransactionId}#${outcome}#${amountVnd}.${currency}`;
};

const itemMeaning = ({ code, name, kind, amountVnd, fullAmountVnd, exemption }: z.output<typeof FeeItem>): Json => ({
  code,
  name,
  kind,
  amountVnd,
  fullAmountVnd: fullAmountVnd ?? null,
  exemption: exemption ? { kind: exemption.kind, legalBasis: exemption.legalBasis } : null,
});

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
        items: fact.items.map(itemMeaning),
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
    case 'receipt':
      return { kind: fact.kind, receiptId: fact.receiptId, number: fact.number };
    case 'receipt_sealed':
      return { kind: fact.kind, sha256: fact.sha256 };
    case 'ordered':
    case 'money_in':
    case 'matched':
    case 'failed':
    case 'closed':
    case 'reminded':
    case 'refund_told':
    case 'elsewhere':
    case 'erased':
      return { kind: fact.kind };
  }
}

/** What tells two facts of a payment apart: releases before this one kept a provider's word under `FACT#`. */
export const naturalKey = (key: string): string => key.replace(/^(FACT|CARD)#/, '');

/** A fact with nothing left of what names persons. */
export function withoutEvidence<F extends { readonly kind: string; readonly evidence?: string | undefined }>(
  fact: F,
): F {
  if (fact.evidence === undefined) return fact;
  const { evidence: _, ...rest } = fact;
  return rest as F;
}
