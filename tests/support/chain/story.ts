import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import { recordEvent } from '../../../functions/dossiers/usecases/record-event.ts';
import { registerDossier } from '../../../functions/dossiers/usecases/register-dossier.ts';
import type { Channel } from '../../../functions/notifications/domain/notice.ts';
import { orderUrlsOf } from '../../../functions/payments/adapters/citizen-links.ts';
import { awaitingStates } from '../../../functions/payments/domain/book.ts';
import type { Attempt } from '../../../functions/payments/domain/payment.ts';
import { cancelPayment } from '../../../functions/payments/usecases/cancel-payment.ts';
import { AttemptInput, openAttempt } from '../../../functions/payments/usecases/open-attempt.ts';
import { FeeInput, openPayment } from '../../../functions/payments/usecases/open-payment.ts';
import { settleCallback } from '../../../functions/payments/usecases/settle-callback.ts';
import { openResult } from '../../../functions/results/usecases/open-result.ts';
import { requestIssue } from '../../../functions/results/usecases/request-issue.ts';
import type { DossierCode, PaymentId, RefundId, ResultId } from '../../../shared/kernel/ids.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { backOffice, sampleRegistration } from '../dossier-house.ts';
import { anyPepper, FAILED, ITEMS, MERCHANT, noticeFields, SUSPECTED, signedNotice } from '../payments.ts';
import { simplePdf } from '../pdf-samples.ts';
import { FOUND } from '../vnpay-query.ts';
import type { Chain } from './chain.ts';
import { moneyWorkOf, type Work } from './money-work.ts';

const caller = backOffice;
const by = { recordedBy: caller.keyId, requestId: 'api' };
const upload = simplePdf();

/** What the provider may say of an attempt, each until it is confirmed or its tries are over; the forged is somebody else's. */
export const notices = ['paid', 'failed', 'suspected', 'forged', 'other_amount'] as const;

type Notice = (typeof notices)[number];

/** How long the fee of a dossier that `expires` may be paid: until all is at rest but the sweep. */
const TERM_MS = 26 * 3_600_000;

/** By how much the second acceptance of a dossier that has two brings its moment of receipt forward. */
const RECEIVED_EARLIER_MS = 24 * 3_600_000;

const wordsOf: Readonly<Record<Notice, Readonly<Record<string, string>>>> = {
  paid: {},
  failed: FAILED,
  suspected: { ...SUSPECTED, vnp_TransactionNo: '777' },
  forged: { vnp_TransactionNo: '666' },
  other_amount: { vnp_Amount: '100', vnp_TransactionNo: '555' },
};

/** A dossier to be carried through: whether it owes a fee and has a result, and what the provider will say of its fee. */
export interface Plan {
  readonly dossierCode: DossierCode;
  readonly notices: readonly Notice[];
  readonly finishes: boolean;
  /** The citizen has paid, but the provider tells nobody of it until it is asked. */
  readonly callbackLost?: boolean;
  /** The fee has a term, and nobody pays it in time. */
  readonly expires?: boolean;
  /** The payer's browser comes back from the provider, and reloads. */
  readonly comesBack?: boolean;
  /** Money comes that nobody owes: a second payment, one after the fee was taken back, one after its term. */
  readonly surplus?: 'twice' | 'cancelled' | 'expired';
  /** The acceptance is taken back, and told again with an earlier moment of receipt. */
  readonly isAcceptedAgain?: boolean;
  /** Before its fee another one was opened by mistake, and taken back. */
  readonly isOpenedAgain?: boolean;
  /** Its time limit; six where it is left out. */
  readonly workingHours?: number;
  /** Its acceptance is told by somebody else as well, and otherwise. */
  readonly isContradicted?: boolean;
  /** By which channels the person wishes to be told; both where it is left out. */
  readonly channels?: readonly Channel[];
  /** What people do with the money of its fee once it has come. */
  readonly work?: Work;
  /** The second person refuses what is wished first. */
  readonly isRefusedFirst?: boolean;
}

/** The channels by which a plan's person is told. */
export const channelsOf = ({ channels = ['sms', 'email'] }: Plan): readonly Channel[] => channels;

/** Whether the money of a plan's fee comes while it is due. */
export const isPaid = ({ notices: said, callbackLost, surplus }: Plan): boolean =>
  said.includes('paid') || callbackLost === true || surplus === 'twice';

/** Whether a plan's fee ends unpaid: it runs out, or is taken back, also by a person who keeps held money without it. */
export const endsUnpaid = ({ expires, surplus, work }: Plan): boolean =>
  expires === true || surplus === 'cancelled' || (work === 'write_off' && surplus === undefined);

/** Whether a person counts money that was held, or that came too late, and the fee is paid by that. */
export const isMadeGood = ({ work, surplus }: Plan): boolean => work === 'accept' && surplus !== 'twice';

/** Whether a plan's dossier owes a fee. */
export const owes = (plan: Plan): boolean =>
  plan.notices.length > 0 || plan.callbackLost === true || plan.expires === true || plan.surplus !== undefined;

/** Repeats a request as its caller does: until it is answered, whatever happened to the answers before. */
const untilAnswered = <T>(request: () => Promise<Result<T>>) => {
  let answer: T | undefined;
  return async (): Promise<T | undefined> => {
    if (answer !== undefined) return answer;
    const result = await request().catch(() => undefined);
    if (result?.ok) answer = result.value;
    return answer;
  };
};

/** A catalogue with nothing in it. */
const noProcedures = { inForce: async () => undefined };

/** How a fee is being paid: by which attempt, the how-manieth that was given. */
interface WayToPay {
  readonly order: Attempt | undefined;
  readonly attempts: number;
}

/**
 * The people and the provider around one dossier, since the moment when it all began. Each turn every one of them does what is next; what
 * dies is asked for again. `way` is what the payer knows already.
 */
export const storyOf = (chain: Chain, plan: Plan, begun = chain.clock.now, way?: WayToPay) => {
  const { dossierPorts, paymentPorts, resultPorts, clock } = chain;
  const { dossierCode } = plan;
  const fromCode = dossierCode.slice(-4);
  const paymentId = `pay_${fromCode.padStart(26, '0')}` as const;
  const mistakenId = `pay_1${fromCode.padStart(25, '0')}` as const;
  const receivedAt = toOffsetDateTime(begun);
  const told = (type: string, eventId: string, occurredAt: number, more: Record<string, unknown> = {}) =>
    untilAnswered(() => {
      const said = { type, eventId, occurredAt: toOffsetDateTime(occurredAt), by: 'Lê Văn B', ...more };
      const event = BackOfficeEvent.parse(said);
      return recordEvent(dossierPorts)({ caller, requestId: 'api', now: clock.now, dossierCode, event });
    });

  const register = untilAnswered(() => {
    const notify = Object.fromEntries(channelsOf(plan).map((channel) => [channel, true]));
    const sample = sampleRegistration({ submittedAt: receivedAt, receivedAt, notify });
    const registration = Registration.parse({
      ...sample,
      timeLimit: { amount: plan.workingHours ?? 6, unit: 'working_hours' },
    });
    return registerDossier({ ...dossierPorts, procedures: noProcedures })({
      caller,
      requestId: 'api',
      now: clock.now,
      dossierCode,
      registration,
    });
  });
  const accept = told('accepted', 'e1', begun);
  /** Somebody else's event under the acceptance's name: it is refused however often it comes. */
  const contradict = async (): Promise<void> => {
    const refused = { type: 'accepted', eventId: 'e1', occurredAt: toOffsetDateTime(begun + 60_000), by: 'Lê Văn B' };
    const event = BackOfficeEvent.parse(refused);
    const asked = { caller, requestId: 'api', now: clock.now, dossierCode, event };
    const answer = await recordEvent(dossierPorts)(asked).catch(() => undefined);
    if (answer?.ok || (answer && answer.failure.kind !== 'conflict'))
      throw new Error('a contradiction was not refused');
  };
  const start = told('processing_started', 'e2', begun + 1000);
  const takeBack = told('voided', 'v1', begun + 2000, { voidsEventId: 'e1' });
  const acceptAgain = told('accepted', 'e3', begun, { receivedAt: toOffsetDateTime(begun - RECEIVED_EARLIER_MS) });
  const term = plan.expires ? { expiresAt: toOffsetDateTime(begun + TERM_MS) } : {};
  const feeOf = (id: PaymentId) =>
    untilAnswered(() => {
      const input = FeeInput.parse({ items: ITEMS, ...term });
      return openPayment(paymentPorts)({ paymentId: id, dossierCode, fee: input, caller, now: clock.now, by });
    });
  const [mistake, fee] = [feeOf(mistakenId), feeOf(paymentId)];
  const stateNow = async () => (await paymentPorts.ledger.payment(paymentId).catch(() => undefined))?.state;
  /** Nobody is given another way to pay then. */
  const awaitsNoMoney = async (): Promise<boolean> => {
    const state = await stateNow();
    return state !== undefined && !awaitingStates.some((awaiting) => awaiting === state);
  };
  const isSettled = async (): Promise<boolean> => (await awaitsNoMoney()) && (await stateNow()) !== 'under_review';

  const attemptWith = (first: string) =>
    untilAnswered(() =>
      openAttempt({ ...paymentPorts, ...orderUrlsOf('https://motcua.test', anyPepper) })({
        paymentId,
        token: `${first}${fromCode.padStart(25, '0')}`,
        choice: AttemptInput.parse({ provider: 'vnpay' }),
        viewer: caller,
        payerIp: '203.0.113.7',
        now: clock.now,
        by,
      }),
    );
  const other = attemptWith('1');
  const nth = (n: number) => attemptWith(n === 1 ? '0' : String(n));
  let attempts = way?.attempts ?? 0;
  let asked = nth(attempts + 1);
  let last: Attempt | undefined;
  /** A way to pay; whoever hears of one only when its time is over cannot pay by it, and asks for another. */
  let order = way?.order;
  const attempt = async () => {
    if (order) return order;
    const given = await asked();
    if (given) {
      attempts += 1;
      last = given;
      const isInTime = given.creation !== undefined && given.state === 'open' && clock.now < given.expiresAt;
      const truth = chain.truth.get(given.reference);
      const hasPaid = given.state === 'paid' || (truth !== undefined && truth !== FOUND.unfinished);
      if (!isInTime && !hasPaid) {
        chain.truth.set(given.reference, FOUND.unfinished);
        asked = nth(attempts + 1);
      } else order = given;
    } else if (last && (await awaitsNoMoney())) order = last;
    return order;
  };
  const cancelOf = (id: PaymentId) =>
    untilAnswered(() => {
      const cancellation = { reason: 'Thu nhầm', by: 'Lê Văn B' };
      return cancelPayment(paymentPorts)({ paymentId: id, cancellation, viewer: caller, by });
    });
  const [mend, cancel] = [cancelOf(mistakenId), cancelOf(paymentId)];
  const result = untilAnswered(async () => {
    const resultId = await resultPorts.derived.resultId({
      path: dossierCode,
      idempotencyKey: 'k1',
    });
    const input = { documentNumber: '12/TLKS-BS', title: 'Trích lục', issuedOn: '2026-11-19', finishes: true };
    return openResult(resultPorts)({ resultId, dossierCode, input, caller, requestId: 'api', now: clock.now });
  });
  const issue = (resultId: ResultId) =>
    untilAnswered(() => requestIssue(resultPorts)({ resultId, caller, requestId: 'api', now: clock.now }));

  const settle = settleCallback(paymentPorts);
  const confirmed: Notice[] = [];
  const tries = new Map<Notice, number>();
  const tell = async (notice: Notice, order: { readonly reference: string; readonly amountVnd: number }) => {
    tries.set(notice, (tries.get(notice) ?? 0) + 1);
    const fields = noticeFields(order, wordsOf[notice]);
    const message = signedNotice(fields, notice === 'forged' ? 'not the secret' : undefined);
    const settled = await settle({ provider: 'vnpay', merchant: MERCHANT }, message, 'webhook').catch(() => undefined);
    const { verdict } = settled ?? { verdict: 'our_fault' };
    if (verdict === 'recorded' || verdict === 'repeated' || verdict === 'mismatch') {
      // Whoever is answered does not tell again: what was told is durable by then, whatever asking would find.
      const its = `#${order.reference}#${fields.vnp_TransactionNo}#`;
      const isKept = chain.tables.payments.raw.all().some(({ sk }) => sk.startsWith('CARD#in#') && sk.includes(its));
      if (!isKept) throw new Error(`answered before it was kept: ${notice}`);
      confirmed.push(notice);
    }
    if (notice === 'forged' && settled && verdict !== 'bad_signature') throw new Error(`a forged notice: ${verdict}`);
  };

  const paidFor = new Set<string>();
  /** The provider tells of an order that was paid until it is confirmed, each time twice at once. */
  const paidOnce = async (order: { readonly reference: string; readonly amountVnd: number }, transaction: string) => {
    if (paidFor.has(transaction)) return true;
    const message = signedNotice(noticeFields(order, { vnp_TransactionNo: transaction }));
    const told = () =>
      settle({ provider: 'vnpay', merchant: MERCHANT }, message, 'webhook').catch(() => ({ verdict: 'our_fault' }));
    const verdicts = (await Promise.all([told(), told()])).map(({ verdict }) => verdict);
    if (verdicts.some((verdict) => verdict === 'recorded' || verdict === 'repeated')) paidFor.add(transaction);
    return paidFor.has(transaction);
  };

  /** Money that nobody owes comes when its time has come; true once it has. */
  const surplusCame = async (order: { readonly reference: string; readonly amountVnd: number }): Promise<boolean> => {
    if (plan.surplus === undefined) return true;
    if (plan.surplus === 'twice') {
      const second = await other();
      return (
        second !== undefined && (await Promise.all([paidOnce(order, '901'), paidOnce(second, '902')])).every(Boolean)
      );
    }
    if (plan.surplus === 'cancelled' && !(await cancel())) return false;
    if (plan.surplus === 'expired' && !(await isSettled()) && paidFor.size === 0) return false;
    chain.truth.set(order.reference, { vnp_TransactionNo: '903' });
    return paidOnce(order, '903');
  };

  const uploadAndIssue = (resultId: ResultId) => {
    chain.uploaded.set(resultId, upload);
    return issue(resultId);
  };

  const moneyWork = plan.work && moneyWorkOf(chain, paymentId, plan.work, plan.isRefusedFirst === true);
  let issueAsked: ReturnType<typeof issue> | undefined;
  return {
    plan,
    paymentId,
    /** All fees of the dossier. */
    paymentIds: [...(owes(plan) ? [paymentId] : []), ...(plan.isOpenedAgain ? [mistakenId] : [])],
    confirmed,
    /** The refunds that were promised to whoever asked for them. */
    promised: (): ReadonlySet<RefundId> => moneyWork?.answered ?? new Set(),
    way: (): WayToPay => ({ order, attempts }),
    /** How many ways to pay were given. */
    attempts: () => attempts + (plan.surplus === 'twice' ? 1 : 0),
    /** What the people and the provider do, one by one. */
    calls: { register, accept, start, fee, attempt, tell, result, uploadAndIssue },
    /** One turn; true once nothing is left to do. */
    async turn(): Promise<boolean> {
      if (!(await register())) return false;
      if (!(await accept()) || !(await start())) return false;
      if (plan.isContradicted) await contradict();
      if (plan.isAcceptedAgain && (!(await takeBack()) || !(await acceptAgain()))) return false;
      if (plan.isOpenedAgain && (!(await mistake()) || !(await mend()))) return false;
      if (owes(plan)) {
        const order = (await fee()) && (await attempt());
        if (!order) return false;
        if (plan.surplus === undefined || !chain.truth.has(order.reference))
          chain.truth.set(order.reference, isPaid(plan) && plan.surplus === undefined ? FOUND.paid : FOUND.unfinished);
        if (plan.comesBack) await chain.comeBack(signedNotice(noticeFields(order))).catch(() => undefined);
        if (!(await surplusCame(order))) return false;
        const open = plan.notices.filter(
          (notice) =>
            !confirmed.includes(notice) &&
            (notice === 'paid' || plan.work !== undefined || (tries.get(notice) ?? 0) < 10),
        );
        // A provider may well send one notice twice at the same moment.
        await Promise.all(open.flatMap((notice) => [tell(notice, order), tell(notice, order)]));
        const awaited = plan.work ? plan.notices : plan.notices.filter((notice) => notice === 'paid');
        if (!awaited.every((notice) => confirmed.includes(notice))) return false;
        if ((plan.callbackLost || plan.expires) && !(await isSettled())) return false;
        if (moneyWork && !(await moneyWork.turn())) return false;
      }
      if (!plan.finishes) return true;
      const opened = await result();
      if (!opened) return false;
      const { resultId } = opened.entry;
      issueAsked ??= uploadAndIssue(resultId);
      return (await issueAsked()) !== undefined;
    },
  };
};

/** One dossier's story. */
export type Story = ReturnType<typeof storyOf>;
