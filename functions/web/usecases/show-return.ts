import { formatVnd } from '../../../shared/kernel/money.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import { feeWords, standingOf } from '../domain/fee-standing.ts';
import type { ReturnView } from '../pages/payment-return.ts';
import type { BroughtBack, Fees, ReturnedAttempt } from '../ports.ts';

const QUICK_SECONDS = 5;
const SLOW_SECONDS = 30;

/** What is said where a part has come. */
const restWords = (dueVnd: number): Words => ({
  vi: `Cơ quan đã nhận được khoản này. Phí, lệ phí còn lại: ${formatVnd(dueVnd)}; ông/bà có thể nộp tiếp từ trang hồ sơ.`,
  en: `This payment has come. ${formatVnd(dueVnd, 'en')} of the fee is still due; you may pay it from the page of the dossier.`,
});

type Told = Pick<ReturnView, 'outcome' | 'told'>;

/** By the ledger alone where it knows of this attempt's money, or that none is due; else by what the browser was told. */
const toldOf = ({ told, money, fee }: ReturnedAttempt, now: Instant): Told => {
  const standing = standingOf(fee, now);
  if (money === 'held') return { outcome: 'under_review', told: [] };
  if (money === 'received') {
    if (standing === 'paid') return { outcome: 'paid', told: [] };
    return standing === 'payable'
      ? { outcome: 'part', told: [restWords(fee.amountVnd - fee.receivedVnd)] }
      : { outcome: 'surplus', told: feeWords(standing, fee) };
  }
  if (told !== 'failed') return { outcome: 'waiting', told: [] };
  return standing === 'payable'
    ? { outcome: 'failed', told: [] }
    : { outcome: 'failed_unowed', told: feeWords(standing, fee) };
};

/** While the callback is awaited the page looks again: every 5 s, after five minutes every 30 s, after half an hour no more. */
const refreshAfter = (waitedMs: number): number | undefined => {
  if (waitedMs > 30 * MINUTE_MS) return undefined;
  return waitedMs < 5 * MINUTE_MS ? QUICK_SECONDS : SLOW_SECONDS;
};

/** What the ledger knows of the payment whose provider sent the browser back. Changes nothing. */
export const showReturn =
  ({ fees }: { readonly fees: Fees }) =>
  async (message: BroughtBack): Promise<ReturnView> => {
    const attempt = await fees.broughtBack(message);
    if (!attempt) return { outcome: 'unknown', told: [], refreshSeconds: undefined };
    const { dossierCode, amountVnd, reference } = attempt;
    const payment = { dossierCode, amountVnd, reference };
    const { outcome, told } = toldOf(attempt, message.receivedAt);
    if (outcome !== 'waiting') return { outcome, told, payment, refreshSeconds: undefined };
    const refreshSeconds = refreshAfter(message.receivedAt - attempt.openedAt);
    return { outcome: refreshSeconds === undefined ? 'unconfirmed' : 'waiting', told, payment, refreshSeconds };
  };
