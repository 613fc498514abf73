import type { Tone } from '../domain/words.ts';
import { html } from './html.ts';
import { english, money, type Page, pair, stateCard } from './page.ts';

/** What the ledger knows when a provider sends the browser back. */
export interface ReturnView {
  /** `unknown`: what the browser brought is not signed, or belongs to nothing of ours. */
  readonly outcome: 'paid' | 'waiting' | 'failed' | 'under_review' | 'unknown';
  readonly payment?:
    | { readonly dossierCode: string; readonly amountVnd: number; readonly reference: string }
    | undefined;
  /** Look again after so many seconds. */
  readonly refreshSeconds: number | undefined;
}

const outcomes: Readonly<Record<ReturnView['outcome'], readonly [string, string, string, string]>> = {
  paid: [
    'Đã nộp thành công',
    'Paid',
    'Cơ quan đã nhận được tiền. Ông/bà có thể đóng trang này.',
    'The agency has received the money. You may close this page.',
  ],
  waiting: [
    'Đang chờ xác nhận',
    'Waiting for confirmation',
    'Cổng thanh toán đang xác nhận. Trang này tự tải lại; vui lòng không nộp lần nữa.',
    'The provider is confirming. This page reloads by itself; please do not pay again.',
  ],
  failed: [
    'Chưa nộp được',
    'Not paid',
    'Giao dịch không thành công. Ông/bà có thể nộp lại từ trang hồ sơ.',
    'The payment did not succeed. You may try again from the page of the dossier.',
  ],
  under_review: [
    'Đang kiểm tra',
    'Under review',
    'Đã nhận được tiền và đang được kiểm tra. Vui lòng không nộp thêm.',
    'Money has come and is being checked. Please do not pay again.',
  ],
  unknown: [
    'Không đọc được thông tin giao dịch',
    'Nothing to show',
    'Vui lòng mở lại trang hồ sơ để xem phí, lệ phí đã nộp hay chưa.',
    'Please open the page of your dossier to see whether the fee is paid.',
  ],
};

const tones: Readonly<Record<ReturnView['outcome'], Tone>> = {
  paid: 'good',
  waiting: 'wait',
  failed: 'bad',
  under_review: 'wait',
  unknown: 'plain',
};

/** The way on: the look-up, which asks for the phone; the address of this page is no secret, so the dossier's link is not in it. */
const wayOn = (payment: ReturnView['payment']): string =>
  payment ? `./?dossierCode=${encodeURIComponent(payment.dossierCode)}` : './';

/** Where a payment provider sends the browser back: shows what the ledger knows, links to nothing personal. */
export const paymentReturnPage = ({ outcome, payment, refreshSeconds }: ReturnView): Page => {
  const [vietnamese, inEnglish, advice, inEnglishToo] = outcomes[outcome];
  return {
    title: vietnamese,
    ...(refreshSeconds === undefined ? {} : { refreshSeconds }),
    main: html`<h1>Nộp phí, lệ phí ${english('Payment')}</h1>
${stateCard('Tình trạng', tones[outcome], [vietnamese, inEnglish])}
<section class="card"><p>${advice} ${english(inEnglishToo)}</p>
${payment && html`<dl class="pairs">${pair('Hồ sơ', 'Dossier', payment.dossierCode)}${pair('Số tiền', 'Amount', money(payment.amountVnd))}${pair('Mã giao dịch', 'Reference', payment.reference)}</dl>`}
<a class="button" href="${wayOn(payment)}">Xem hồ sơ ${english('See the dossier')}</a></section>`,
  };
};
