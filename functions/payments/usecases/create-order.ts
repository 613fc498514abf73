import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Failure } from '../../../shared/kernel/failures.ts';
import type { AttemptId, PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Creation } from '../domain/facts.ts';
import { type Attempt, type Payment, untoldAttempt } from '../domain/payment.ts';
import type { Merchants, Order, PaymentLedger, Places, Terminal } from '../ports.ts';

/** Longer than any function runs that creates orders, in milliseconds: whoever began that long ago has ended, or has died. */
export const LEASE_MS = 30_000;

/** So often somebody who may not create an order looks again whether it was: for as long as a provider has for its answer. */
const LOOKS = 16;

/** What creating an order needs of its surroundings. */
export interface CreateOrderPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly places: Places;
  /** Where a provider sends the browser back. */
  readonly returnUrl: (provider: string, merchant: string) => string;
  /** Where a provider sends its notices. */
  readonly webhookUrl: (provider: string, merchant: string) => string;
  /** Our own page of an order, which opens as soon as the order is created. */
  readonly pageUrl: (payment: CreateOrder['payment'], reference: string) => Promise<string>;
  /** Waits half a second. */
  readonly pause: () => Promise<void>;
}

/** A recorded attempt whose order is to be created, for whom and when. */
export interface CreateOrder {
  readonly payment: Pick<Payment, 'paymentId' | 'dossierCode'>;
  readonly attempt: Attempt;
  /** True for the one request whose put recorded the attempt. */
  readonly isFirst: boolean;
  readonly payerIp: string;
  readonly now: Instant;
  readonly by: RecordedBy;
}

/** Why a recorded attempt cannot be paid although it was asked for; undefined where nothing says so. */
export function creationFailure({ creation }: Attempt): Failure | undefined {
  if (creation?.kind !== 'refused') return undefined;
  const { why, code } = creation;
  switch (why) {
    case 'declined':
      return { kind: 'not_allowed_now', detail: `the provider declined the order (${code}); open another attempt` };
    case 'unreachable':
      return {
        kind: 'temporarily_unavailable',
        detail: `the provider cannot be reached (${code}); open another attempt, under another Idempotency-Key`,
      };
    case 'misconfigured':
      return { kind: 'not_configured', detail: `the provider does not accept the merchant (${code})` };
    default:
      return { kind: 'not_allowed_now', detail: `the order was not created (${why}, ${code}); open another attempt` };
  }
}

const unknown = (detail: string) => fail({ kind: 'unknown_outcome' as const, detail });

const orderOf = async (
  { payment, attempt, payerIp }: CreateOrder,
  { returnUrl, webhookUrl, pageUrl }: Pick<CreateOrderPorts, 'returnUrl' | 'webhookUrl' | 'pageUrl'>,
): Promise<Order> => ({
  reference: attempt.reference,
  dossierCode: payment.dossierCode,
  amountVnd: attempt.amountVnd,
  locale: attempt.locale === 'en' ? 'en' : 'vi',
  createdAt: attempt.createdAt,
  expiresAt: attempt.expiresAt,
  payerIp,
  returnUrl: returnUrl(attempt.provider, attempt.merchant),
  webhookUrl: webhookUrl(attempt.provider, attempt.merchant),
  pageUrl: await pageUrl(payment, attempt.reference),
});

/** Creates what is unknown at the provider; whoever comes after somebody who may have died asks first. */
async function createdBy(terminal: Terminal, order: Order, isFirst: boolean): Promise<Result<Creation>> {
  if (isFirst || !terminal.find) return ok(await terminal.create(order));
  const found = await terminal.find(order);
  if (found.kind === 'unknown') return unknown(`the provider does not say whether it has the order (${found.why})`);
  return ok(found.kind === 'absent' ? await terminal.create(order) : found);
}

/**
 * Creates the order of a recorded attempt at its provider, and keeps what the provider gives back: the attempt with that. The put of the
 * attempt is the lease: only its writer creates, the others wait until it has, or until it is so old that it has died; then, in each
 * further span of `LEASE_MS`, one of them asks the provider by our reference and creates what is unknown there. Where creating again
 * gives the same order, anybody may.
 */
export const createOrder = (ports: CreateOrderPorts) => {
  const { ledger, merchants, places, pause } = ports;

  const keptOf = async (paymentId: PaymentId, attemptId: AttemptId): Promise<Attempt | undefined> =>
    (await ledger.payment(paymentId))?.attempts.find((attempt) => attempt.attemptId === attemptId);

  const mayCreate = async (terminal: Terminal, { attempt, isFirst, now, by }: CreateOrder): Promise<boolean> => {
    if (isFirst || !terminal.find) return true;
    const span = Math.floor((now - attempt.createdAt) / LEASE_MS);
    return span >= 1 && (await places.take(`LEASE#${attempt.attemptId}#${span}`, by.requestId, 1));
  };

  const awaited = async ({ payment, attempt }: CreateOrder): Promise<Result<Attempt>> => {
    for (let look = 0; look < LOOKS; look += 1) {
      const kept = await keptOf(payment.paymentId, attempt.attemptId);
      if (kept?.creation) return ok(kept);
      await pause();
    }
    return unknown('the order is being created; ask again');
  };

  return async (asked: CreateOrder): Promise<Result<Attempt>> => {
    const { payment, attempt, isFirst, by } = asked;
    const { attemptId, provider, reference } = attempt;
    const merchant = await merchants.findNow(provider, attempt.merchant);
    const [terminal] = merchant ? await merchants.terminals(merchant) : [];
    if (!terminal) return fail({ kind: 'not_configured', detail: 'the merchant has no credentials' });
    if (!(await mayCreate(terminal, asked))) return awaited(asked);
    const created = await createdBy(terminal, await orderOf(asked, ports), isFirst);
    if (!created.ok) return created;
    const creation = created.value;
    const fact = { kind: 'ordered' as const, attemptId, provider, merchant: attempt.merchant, reference, creation };
    if ((await ledger.record(payment.paymentId, fact, by)) === 'recorded') {
      const { state: _, creation: __, ...told } = attempt;
      return ok(untoldAttempt(told, creation));
    }
    // Somebody else was first, perhaps with another moment in its address: what is kept is what everybody answers.
    const kept = await keptOf(payment.paymentId, attemptId);
    return kept ? ok(kept) : fail({ kind: 'not_found', what: 'attempt' });
  };
};
