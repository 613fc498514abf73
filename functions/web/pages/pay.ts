import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { WayToPay } from '../../../shared/kernel/payment-providers.ts';
import { markSvg } from '../../../shared/kernel/provider-mark.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { FeeReceipt } from '../domain/fee-receipt.ts';
import { type FeeStanding, feeHeadings } from '../domain/fee-standing.ts';
import { type FeeLine, feeLines, sumInWords } from './fee-lines.ts';
import { type AgencyView, agencyLine, alert, english, money, type Page, pair, whole } from './page.ts';
import { receiptLinks } from './receipt.ts';

/** One fee as the pay page shows it. */
export interface FeeView {
  readonly paymentId: PaymentId;
  readonly lines: readonly FeeLine[];
  readonly amountVnd: number;
  /** What is still to pay, in dong. */
  readonly dueVnd: number;
  readonly standing: FeeStanding;
  /** The payment's state and flags, for programs that read the page. */
  readonly state: string;
  readonly flags: readonly string[];
  /** What is to be said of its money. */
  readonly told: readonly Words[];
  /** In the order in which they were made. */
  readonly receipts: readonly FeeReceipt[];
  /** True where a payment was begun and nobody knows yet what became of it. */
  readonly isBegun: boolean;
  /** True where the last attempt failed. */
  readonly hasFailed: boolean;
  /** The reference of a bank transfer that was begun and may still be made. */
  readonly begunTransfer: string | undefined;
  /** In which ways what is due can be paid, in the order in which they are shown. */
  readonly ways: readonly WayToPay[];
  /** The last moment to pay, written out. */
  readonly until: string;
}

/** The fees of a dossier. */
export interface PayView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  /** Who collects the fees, and whom to ask. */
  readonly agency: AgencyView;
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

/** Where the agency is to be asked, its phone stands beside. */
const asksForHelp: readonly FeeStanding[] = ['expired', 'refunded', 'partially_refunded'];

const hints: Readonly<Record<WayToPay['checkout'], (label: string) => Html>> = {
  page: (label) =>
    html`Ông/bà sẽ được chuyển sang trang ${label} rồi quay lại đây. ${english('The provider’s page opens, then you come back.')}`,
  qr: () =>
    html`Mã QR chuyển khoản hiện ra để quét bằng ứng dụng ngân hàng. ${english('A QR code is shown, to be scanned in the app of any bank.')}`,
};

const callsToPay: Readonly<Record<WayToPay['checkout'], (label: string) => Html>> = {
  page: (label) => html`Nộp qua ${label} ${english(`Pay with ${label}`)}`,
  qr: (label) => html`Quét mã QR, ${label} ${english('Pay by QR code')}`,
};

const wayForm = ({ token, press }: PayView, { paymentId }: FeeView, way: WayToPay, words: Html): Html =>
  html`<form class="way" method="post" action="t/${token}/pay"><input type="hidden" name="paymentId" value="${paymentId}"><input type="hidden" name="press" value="${press}"><input type="hidden" name="provider" value="${way.provider}">
<button>${markSvg(way.mark)}<span>${words}</span></button></form>
<p class="hint">${hints[way.checkout](way.label)}</p>`;

/** One way is one button with the sum; of several each button says its way, under the sum. */
const choice = (view: PayView, fee: FeeView): Html => {
  const [only, ...others] = fee.ways;
  const again = fee.hasFailed && ' lại';
  if (only === undefined)
    return html`<p><strong>Hiện chưa nộp trực tuyến được khoản này.</strong> Vui lòng liên hệ ${agencyLine(view.agency)} ${english('This fee cannot be paid online at present. Please ask the agency.')}</p>`;
  if (others.length === 0)
    return html`${wayForm(view, fee, only, html`Nộp${again} ${money(fee.dueVnd)} qua ${only.label} ${english(`Pay with ${only.label}`)}`)}${afterwards}`;
  return html`<h2>Chọn cách nộp${again} ${money(fee.dueVnd)} ${english('Choose how to pay')}</h2>
${fee.ways.map((way) => wayForm(view, fee, way, callsToPay[way.checkout](way.label)))}${afterwards}`;
};

/** What happens once it is paid. */
const afterwards = html`<p class="after"><b>Sau khi nộp:</b> trang này báo đã nhận tiền, thường trong vài phút; hồ sơ được xử lý tiếp, ông/bà không phải gửi biên nhận cho cơ quan. ${english('Once you have paid, this page says that the money has come, mostly within minutes; the agency goes on by itself.')}</p>`;

const failedBefore = html`<div class="note bad"><strong>Lần nộp gần nhất không thành công.</strong> Ông/bà có thể nộp lại. Nếu tài khoản đã bị trừ tiền, vui lòng đợi vài phút rồi tải lại trang này trước khi nộp. ${english('The last payment did not succeed; you may pay again. If money has left your account, wait a few minutes and reload this page first.')}</div>`;

const begun = ({ token }: PayView, { isBegun, begunTransfer }: FeeView): Html =>
  html`${isBegun && html`<div class="note wait">Nếu ông/bà vừa nộp, vui lòng đợi vài phút để khoản nộp được xác nhận trước khi nộp lại. ${english('If you have just paid, please wait a few minutes for the confirmation before you pay again.')}</div>`}
${begunTransfer !== undefined && html`<p><a class="button second" href="t/${token}/pay/${begunTransfer}"><span>Mở lại mã QR đã tạo</span> ${english('Open the QR code again')}</a></p>`}`;

const payForms = (
  view: PayView,
  fee: FeeView,
): Html => html`${fee.told.map((told) => html`<div class="note wait">${told.vi} ${english(told.en)}</div>`)}${fee.hasFailed && failedBefore}${begun(view, fee)}
<p class="due">${fee.dueVnd < fee.amountVnd ? 'Còn phải nộp' : 'Số tiền phải nộp'} ${english('Amount due')}${sumInWords(fee.dueVnd)}</p>
<p>Nộp trước <strong>${whole(fee.until)}</strong>. ${english(`Pay before ${fee.until}.`)}</p>
${choice(view, fee)}`;

const standing = (view: PayView, fee: FeeView): Html => {
  if (fee.standing === 'payable') return payForms(view, fee);
  const { vi, en, tone } = feeHeadings[fee.standing];
  return html`<div class="note ${tone}"><strong>${vi}</strong> ${english(en)}${fee.told.map((told) => html`<p>${told.vi} ${english(told.en)}</p>`)}</div>
${asksForHelp.includes(fee.standing) && html`<p>Liên hệ: ${agencyLine(view.agency)}</p>`}`;
};

const feeCard = (view: PayView, fee: FeeView): Html =>
  html`<section class="card" data-payment="${fee.paymentId}" data-state="${fee.state}" data-flags="${fee.flags.join(' ')}">${feeLines(fee.lines, fee.amountVnd, fee.dueVnd)}${standing(view, fee)}${receiptLinks(view.token, fee.receipts)}</section>`;

/** What is to pay, what is paid, and the ways to pay. */
export const payPage = (view: PayView): Page => ({
  title: `Phí, lệ phí hồ sơ ${view.dossierCode}`,
  formsLeave: true,
  main: html`<h1>Phí, lệ phí ${english('Fees')}</h1>
<dl class="pairs">
${pair('Hồ sơ', 'Dossier', html`<span class="code">${view.dossierCode}</span>`)}
${pair('Thủ tục', 'Procedure', view.procedureName)}
${pair('Cơ quan thu', 'Collected by', agencyLine(view.agency))}
</dl>
${view.trouble && alert(...troubles[view.trouble])}
${view.fees.map((fee) => feeCard(view, fee))}
${view.fees.length === 0 && html`<section class="card"><p>Hồ sơ không có phí, lệ phí cần nộp. ${english('There is nothing to pay.')}</p></section>`}
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ ${english('Back to the dossier')}</a></p>`,
});
