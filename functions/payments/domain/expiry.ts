import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Attempt, Payment } from './payment.ts';

/** How long after an attempt's term its callback is still waited for before the provider is asked. */
const HOLD_MS = 5 * MINUTE_MS;

/** After these waits the provider is asked again, then every hour, and after a day once a day. */
const EARLY_MS = [0, 2, 5, 15, 30].map((minutes) => minutes * MINUTE_MS);

/** So long before its end whoever owes a fee is reminded of it, unless it can be paid for less than this in all. */
const REMIND_MS = DAY_MS;
const LEAST_TERM_MS = 36 * HOUR_MS;

/** How long an order that the provider calls unfinished may still be finished by somebody: as long as the early questions. */
const UNFINISHED_MS = 30 * MINUTE_MS;

/** Once the payer's browser has come back the provider is asked at once, and again after these waits, whatever the attempt's term. */
const RETURNED_MS = [2, 5, 15].map((minutes) => minutes * MINUTE_MS);

type Termed = Pick<Attempt, 'expiresAt'>;

const ageOf = ({ expiresAt }: Termed, now: Instant): number => now - (expiresAt + HOLD_MS);

/**
 * The first moment after `now` at which the provider is to be asked about an attempt. It follows from the attempt's term and from when its
 * payer came back, so that nothing is counted.
 */
export function nextQuestion(attempt: Termed, now: Instant, returnedAt?: Instant): Instant {
  const age = ageOf(attempt, now);
  const pause = age < DAY_MS ? HOUR_MS : DAY_MS;
  const byTerm = now - age + (EARLY_MS.find((after) => after > age) ?? (Math.floor(age / pause) + 1) * pause);
  if (returnedAt === undefined) return byTerm;
  const wait = RETURNED_MS.find((after) => returnedAt + after > now);
  return wait === undefined ? byTerm : Math.min(byTerm, returnedAt + wait);
}

/** True once an order that its provider still calls unfinished is one that its payer left. Money that comes all the same counts. */
export const isLeft = (attempt: Termed, now: Instant): boolean => ageOf(attempt, now) >= UNFINISHED_MS;

/** True once the provider has not said for a day how the attempt ended: a person should know. */
export const isOverdue = (attempt: Termed, now: Instant): boolean => ageOf(attempt, now) >= DAY_MS;

const hasNoMoney = ({ transactions }: Payment, { reference }: Attempt): boolean =>
  !transactions.some((transaction) => transaction.reference === reference);

const isUntold = (payment: Payment, attempt: Attempt): boolean =>
  attempt.state === 'open' && hasNoMoney(payment, attempt);

/** True once the term of the attempt is so far over that no money can come of it. */
export const isOver = (attempt: Termed, now: Instant): boolean => ageOf(attempt, now) >= 0;

/**
 * True where the attempt was said to have failed when its payer could still try again with it: that it was paid after all may be what
 * nobody told. An order that its provider refused to create cannot be paid.
 */
export const mayStillBePaid = (payment: Payment, attempt: Attempt): boolean =>
  attempt.state === 'failed' &&
  attempt.creation?.kind !== 'refused' &&
  !attempt.isKnownUnpaid &&
  hasNoMoney(payment, attempt);

const isUndecided = (payment: Payment, attempt: Attempt): boolean =>
  isUntold(payment, attempt) || mayStillBePaid(payment, attempt);

/** True where a part of what the attempt asked for has come, through a provider that lets the payer send it in parts. */
const isInPart = ({ transactions }: Payment, { reference, exactAmount, amountVnd }: Attempt): boolean => {
  const came = transactions.filter((transaction) => transaction.reference === reference);
  return !exactAmount && came.length > 0 && came.reduce((sum, each) => sum + each.amountVnd, 0) < amountVnd;
};

/**
 * True where nobody has told how the attempt ended, or only before its term, and that matters: for a fee that waits for it, without end;
 * for one that is paid or was taken back, for a day, since money may have come all the same. For a day, too, where a part has come: a
 * further one may have come of which nobody told.
 */
export const awaitsAnswer = (payment: Payment, attempt: Attempt, now: Instant): boolean => {
  if (!isOverdue(attempt, now)) return isUndecided(payment, attempt) || isInPart(payment, attempt);
  return isUndecided(payment, attempt) && !(payment.ended || payment.receivedVnd >= payment.dueVnd);
};

/** The same for a payer who comes back: of an attempt that was said to have failed the provider is asked after its term alone. */
export const awaitsAnswerOnReturn = (payment: Payment, attempt: Attempt, now: Instant): boolean =>
  attempt.state !== 'failed' && awaitsAnswer(payment, attempt, now);

/**
 * When the fee's term closes it; undefined where nothing is due, where it has ended, where money has come (a person decides what is not
 * the whole), and while nobody has told of an attempt. Not before the term of an attempt of which it was told too early to be believed.
 */
export function closesAt(payment: Payment): Instant | undefined {
  const isHeldOpen =
    payment.amountVnd === 0 ||
    payment.ended !== undefined ||
    payment.transactions.some(
      ({ standing, isSettled }) => standing !== 'returned' && !(standing === 'elsewhere' && isSettled),
    ) ||
    payment.attempts.some((attempt) => isUntold(payment, attempt));
  if (isHeldOpen) return undefined;
  const unsure = payment.attempts.filter((attempt) => mayStillBePaid(payment, attempt));
  return Math.max(payment.expiresAt, ...unsure.map(({ expiresAt }) => expiresAt + HOLD_MS));
}

/**
 * When whoever owes the fee is to be reminded of it: a day before its end, as long as that would close it. Undefined where that was done,
 * and where the fee is open for so short a time that its demand is still fresh.
 */
export function remindsAt(payment: Payment): Instant | undefined {
  const { openedAt, expiresAt, remindedAt } = payment;
  if (remindedAt !== undefined || expiresAt - openedAt < LEAST_TERM_MS) return undefined;
  return closesAt(payment) === undefined ? undefined : expiresAt - REMIND_MS;
}
