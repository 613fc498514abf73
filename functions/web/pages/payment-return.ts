import { html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { Tone } from '../domain/words.ts';
import { sumInWords } from './fee-lines.ts';
import { english, type Page, pair, stateCard } from './page.ts';

/** What the ledger knows when a provider sends the browser back. */
export interface ReturnView {
  /**
   * `unknown`: what the browser brought is not signed, or belongs to nothing of ours. `surplus`: its money has come, and nothing was
   * due any more. `part`: it has come, and something is still due. `unconfirmed`: it was waited for in vain, and the page waits no more. `failed_unowed`: it brought no money, and there is none to bring.
   */
  readonly outcome:
    | 'paid'
    | 'surplus'
    | 'part'
    | 'waiting'
    | 'unconfirmed'
    | 'failed'
    | 'failed_unowed'
    | 'under_review'
    | 'unknown';
  /** What is to be said of the fee; takes the place of the outcome's own advice. */
  readonly told: readonly Words[];
  readonly payment?:
    | { readonly dossierCode: DossierCode; readonly amountVnd: number; readonly reference: string }
    | undefined;
  /** Look again after so many seconds. */
  readonly refreshSeconds: number | undefined;
}

const headings: Readonly<Record<ReturnView['outcome'], readonly [string, string]>> = {
  paid: ['Đã nộp thành công', 'Paid'],
  surplus: ['Đã nhận được tiền', 'The money has come'],
  part: ['Đã nhận được một phần', 'A part has come'],
  waiting: ['Đang chờ xác nhận', 'Waiting for confirmation'],
  unconfirmed: ['Chưa có xác nhận', 'Not confirmed yet'],
  failed: ['Chưa nộp được', 'Not paid'],
  failed_unowed: ['Giao dịch không thành công', 'The payment did not succeed'],
  under_review: ['Đang kiểm tra', 'Under review'],
  unknown: ['Không đọc được thông tin giao dịch', 'Nothing to show'],
};

/** Of the others the fee itself says what is to be said. */
const advice: Readonly<Partial<Record<ReturnView['outcome'], Words>>> = {
  paid: {
    vi: 'Cơ quan đã nhận được tiền. Ông/bà có thể rời trang này.',
    en: 'The agency has received the money. You may leave this page.',
  },
  waiting: {
    vi: 'Cổng thanh toán đang xác nhận. Trang này tự tải lại; vui lòng không nộp lần nữa.',
    en: 'The provider is confirming. This page reloads by itself; please do not pay again.',
  },
  unconfirmed: {
    vi: 'Cổng thanh toán chưa xác nhận giao dịch này. Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lần nữa và xem lại trang hồ sơ sau.',
    en: 'The provider has not confirmed this payment. If money has left your account, please do not pay again; look at the page of the dossier later.',
  },
  failed: {
    vi: 'Giao dịch không thành công. Ông/bà có thể nộp lại từ trang hồ sơ.',
    en: 'The payment did not succeed. You may try again from the page of the dossier.',
  },
  under_review: {
    vi: 'Đã nhận được tiền và đang được kiểm tra. Vui lòng không nộp thêm.',
    en: 'Money has come and is being checked. Please do not pay again.',
  },
  unknown: {
    vi: 'Vui lòng mở lại trang hồ sơ để xem phí, lệ phí đã nộp hay chưa.',
    en: 'Please open the page of your dossier to see whether the fee is paid.',
  },
};

const tones: Readonly<Record<ReturnView['outcome'], Tone>> = {
  paid: 'good',
  surplus: 'wait',
  part: 'wait',
  waiting: 'wait',
  unconfirmed: 'wait',
  failed: 'bad',
  failed_unowed: 'plain',
  under_review: 'wait',
  unknown: 'plain',
};

/** The way on: the look-up, which asks for the phone; the address of this page is no secret, so the dossier's link is not in it. */
const wayOn = (payment: ReturnView['payment']): string =>
  payment ? `./?dossierCode=${encodeURIComponent(payment.dossierCode)}` : './';

/** Where a payment provider sends the browser back: shows what the ledger knows, links to nothing personal. */
export const paymentReturnPage = ({ outcome, told, payment, refreshSeconds }: ReturnView): Page => {
  const [vietnamese, inEnglish] = headings[outcome];
  const own = advice[outcome];
  const said = told.length > 0 || own === undefined ? told : [own];
  return {
    title: vietnamese,
    ...(refreshSeconds === undefined ? {} : { refreshSeconds }),
    main: html`<h1>Nộp phí, lệ phí ${english('Payment')}</h1>
${stateCard('Tình trạng', tones[outcome], [vietnamese, inEnglish])}
<section class="card">${said.map(({ vi, en }) => html`<p>${vi} ${english(en)}</p>`)}
${payment && html`<dl class="pairs">${pair('Hồ sơ', 'Dossier', payment.dossierCode)}${pair('Số tiền', 'Amount', sumInWords(payment.amountVnd))}${pair('Mã giao dịch', 'Reference', payment.reference)}</dl>`}
<a class="button" href="${wayOn(payment)}">${outcome === 'failed' ? html`Xem hồ sơ và nộp lại ${english('See the dossier and pay again')}` : html`Xem hồ sơ ${english('See the dossier')}`}</a></section>`,
  };
};
