import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { FeeStanding } from '../domain/fee-standing.ts';
import type { Words } from '../domain/words.ts';
import { alert, english, money, type Page, whole } from './page.ts';

/** One fee as the pay page shows it. */
export interface FeeView {
  readonly paymentId: PaymentId;
  readonly items: readonly { readonly name: string; readonly amountVnd: number }[];
  readonly amountVnd: number;
  /** What is still to pay, in dong. */
  readonly dueVnd: number;
  readonly standing: FeeStanding;
  /** The payment's state and flags, for programs that read the page. */
  readonly state: string;
  readonly flags: readonly string[];
  /** What is to be said of a fee that is not to be paid now. */
  readonly told: readonly Words[];
  /** True where a payment was begun and nobody knows yet what became of it. */
  readonly isBegun: boolean;
  /** The last moment to pay, written out. */
  readonly until: string;
}

/** The fees of a dossier. */
export interface PayView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  readonly fees: readonly FeeView[];
  /** Makes two presses of one button one attempt. */
  readonly press: string;
  /** Why the button that was pressed led nowhere. */
  readonly trouble: 'not_payable' | 'provider' | undefined;
}

const troubles: Readonly<Record<NonNullable<PayView['trouble']>, readonly [string, string]>> = {
  not_payable: ['Khoản này hiện không nộp được.', 'This fee cannot be paid now.'],
  provider: [
    'Hiện chưa kết nối được cổng thanh toán. Vui lòng thử lại sau ít phút.',
    'The payment provider cannot be reached. Please try again in a few minutes.',
  ],
};

const payForm = ({ token, press }: PayView, fee: FeeView): Html =>
  html`${fee.isBegun && html`<p>Nếu ông/bà vừa nộp, vui lòng đợi vài phút để cổng thanh toán xác nhận trước khi nộp lại. ${english('If you have just paid, please wait a few minutes for the confirmation before you pay again.')}</p>`}
<p>Nộp trước <strong>${whole(fee.until)}</strong>. ${english(`Pay before ${fee.until}.`)}</p>
<form method="post" action="t/${token}/pay"><input type="hidden" name="paymentId" value="${fee.paymentId}"><input type="hidden" name="press" value="${press}">
<button><span>Nộp ${money(fee.dueVnd)}</span> ${english('Pay online')}</button></form>
<p class="hint">Ông/bà sẽ được chuyển sang cổng thanh toán rồi quay lại đây. ${english('The provider’s page opens, then you come back.')}</p>`;

const standing = (view: PayView, fee: FeeView): Html => {
  if (fee.standing === 'payable') return payForm(view, fee);
  return html`${fee.told.map(({ vi, en }) => html`<p><strong>${vi}</strong> ${english(en)}</p>`)}`;
};

const feeCard = (
  view: PayView,
  fee: FeeView,
): Html => html`<section class="card" data-payment="${fee.paymentId}" data-state="${fee.state}" data-flags="${fee.flags.join(' ')}"><ul class="fees">
${fee.items.map((item) => html`<li><span>${item.name}</span><span>${money(item.amountVnd)}</span></li>`)}
<li class="total"><span>Tổng cộng ${english('Total')}</span><span>${money(fee.amountVnd)}</span></li>
${fee.dueVnd > 0 && fee.dueVnd < fee.amountVnd && html`<li><span>Đã nộp ${english('Paid')}</span><span>${money(fee.amountVnd - fee.dueVnd)}</span></li>`}
</ul>${standing(view, fee)}</section>`;

/** What is to pay, what is paid, and the button that leads to the provider. */
export const payPage = (view: PayView): Page => ({
  title: `Phí, lệ phí hồ sơ ${view.dossierCode}`,
  formsLeave: true,
  main: html`<h1>Phí, lệ phí ${english('Fees')}</h1>
<p>Hồ sơ <span class="code">${view.dossierCode}</span></p>
${view.trouble && alert(...troubles[view.trouble])}
${view.fees.map((fee) => feeCard(view, fee))}
${view.fees.length === 0 && html`<section class="card"><p>Hồ sơ không có phí, lệ phí cần nộp. ${english('There is nothing to pay.')}</p></section>`}
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ ${english('Back to the dossier')}</a></p>`,
});
