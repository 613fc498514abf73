import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { qrSvg } from '../../../shared/kernel/qr-picture.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { PostedForm, TransferQr } from '../domain/transfer-qr.ts';
import type { Tone } from '../domain/words.ts';
import { sumInWords } from './fee-lines.ts';
import { type AgencyView, agencyLine, english, money, type Page, pair, stateCard, whole } from './page.ts';

/** A bank transfer that a citizen was asked for, as its page shows it. */
export interface TransferView {
  readonly token: string;
  readonly reference: string;
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  readonly agency: AgencyView;
  readonly paymentId: PaymentId;
  /** The payment's state and flags, for programs that read the page. */
  readonly state: string;
  readonly flags: readonly string[];
  /**
   * `part`: its money has come, and something is still due. `over`: its term ended and nothing came. `not_owed`: whatever became of it,
   * the fee is not to be paid now, and `told` says why.
   */
  readonly outcome: 'waiting' | 'paid' | 'part' | 'under_review' | 'failed' | 'over' | 'not_owed';
  readonly told: readonly Words[];
  readonly amountVnd: number;
  /** What is still due of the fee, in dong. */
  readonly dueVnd: number;
  /** Undefined where the order is paid on the provider's page alone. */
  readonly qr: TransferQr | undefined;
  /** The provider's page of the same order, where it has one that opens by an address. */
  readonly pageUrl: string | undefined;
  /** The provider's page of the same order, where it opens by a posted form. */
  readonly form: PostedForm | undefined;
  /** The last moment to pay, written out. */
  readonly until: string;
  /** Look again after so many seconds; undefined where nothing is waited for, or the reader asked for a page that stands still. */
  readonly refreshSeconds: number | undefined;
}

type Ended = Exclude<TransferView['outcome'], 'waiting'>;

const headings: Readonly<Record<Ended, readonly [string, string]>> = {
  paid: ['Đã nộp thành công', 'Paid'],
  part: ['Đã nhận được một phần', 'A part has come'],
  under_review: ['Đang kiểm tra', 'Under review'],
  failed: ['Chưa nộp được', 'Not paid'],
  over: ['Mã QR đã hết hạn', 'The QR code has expired'],
  not_owed: ['Không cần chuyển khoản nữa', 'No transfer is needed'],
};

const tones: Readonly<Record<Ended, Tone>> = {
  paid: 'good',
  part: 'wait',
  under_review: 'wait',
  failed: 'bad',
  over: 'bad',
  not_owed: 'plain',
};

const advice: Readonly<Record<Exclude<Ended, 'not_owed' | 'part'>, Words>> = {
  paid: {
    vi: 'Cơ quan đã nhận được tiền. Ông/bà có thể rời trang này.',
    en: 'The agency has received the money. You may leave this page.',
  },
  under_review: {
    vi: 'Đã nhận được tiền và đang được kiểm tra. Vui lòng không chuyển thêm.',
    en: 'Money has come and is being checked. Please do not transfer again.',
  },
  failed: {
    vi: 'Giao dịch không thành công. Ông/bà có thể chọn lại cách nộp.',
    en: 'The payment did not succeed. You may choose again how to pay.',
  },
  over: {
    vi: 'Vui lòng không chuyển theo mã này nữa. Nếu đã chuyển, vui lòng đợi cơ quan xác nhận, không nộp lại; nếu chưa, ông/bà có thể chọn lại cách nộp.',
    en: 'Please do not use this code any more. If you have transferred the money, wait for the confirmation and do not pay again; if not, choose again how to pay.',
  },
};

/** Those after which the rest may be paid in whatever way. */
const mayPayAgain: readonly TransferView['outcome'][] = ['part', 'failed', 'over'];

/** The same of an order that has no QR code. */
const overWithoutCode: Words = {
  vi: 'Vui lòng không nộp trên trang đã mở nữa. Nếu đã nộp, vui lòng đợi cơ quan xác nhận, không nộp lại; nếu chưa, ông/bà có thể chọn lại cách nộp.',
  en: 'Please do not pay on the page that was opened any more. If you have paid, wait for the confirmation and do not pay again; if not, choose again how to pay.',
};

const saidOf = ({ outcome, told, dueVnd, qr }: TransferView): Html => {
  if (outcome === 'part')
    return html`<p>Phí, lệ phí còn lại: <strong>${money(dueVnd)}</strong>. ${english('This much of the fee is still due.')}</p>`;
  const isOverWithoutCode = outcome === 'over' && !qr;
  const advised = outcome === 'not_owed' || outcome === 'waiting' ? told : [advice[outcome]];
  const words = isOverWithoutCode ? [overWithoutCode] : advised;
  return html`${words.map(({ vi, en }) => html`<p>${vi} ${english(en)}</p>`)}`;
};

const copied = (text: string): Html => html`<span class="copy">${text}</span>`;

const picture = ({ token, reference }: TransferView, qr: TransferQr): Html =>
  html`<div class="qr" role="img" aria-label="Mã QR chuyển khoản, QR code of the transfer">${{ markup: qrSvg(qr.payload) }}</div>
<a class="button second" href="t/${token}/pay/${reference}.png" download="ma-qr-${reference}.png"><span>Lưu ảnh mã QR</span> ${english('Save the picture')}</a>`;

const account = (qr: TransferQr): Html => html`${pair('Nội dung chuyển khoản', 'Memo', copied(qr.memo))}
${pair('Ngân hàng', 'Bank', qr.bankName)}
${pair('Số tài khoản', 'Account number', copied(qr.accountNumber))}
${pair('Chủ tài khoản', 'Account holder', copied(qr.accountName))}`;

const details = ({
  qr,
  amountVnd,
  until,
  dossierCode,
  procedureName,
  agency,
}: TransferView): Html => html`<dl class="pairs">
${pair('Số tiền', 'Amount', sumInWords(amountVnd))}
${qr && account(qr)}
${pair('Hết hạn', 'Ends', whole(until))}
${pair('Hồ sơ', 'Dossier', html`<span class="code">${dossierCode}</span>`)}
${pair('Thủ tục', 'Procedure', procedureName)}
${pair('Cơ quan thu', 'Collected by', agencyLine(agency))}
</dl>`;

const waitingLine = ({ token, reference, refreshSeconds }: TransferView): Html => {
  const address = `t/${token}/pay/${reference}`;
  return refreshSeconds === undefined
    ? html`<p>Trang này không tự tải lại. ${english('This page does not reload by itself.')}</p>
<p><a class="back" href="${address}">Kiểm tra lại ${english('Check again')}</a></p>`
    : html`<p>Khi tiền đến, trang này tự cho biết. ${english('This page reloads by itself until the money has come.')}</p>
<p><a class="back" href="${address}?still=1">Dừng tự tải lại ${english('Stop reloading')}</a></p>`;
};

/** The way to the provider's page: a link, or a form whose button says where it leads. */
const providerPage = ({ pageUrl, form }: TransferView): Html => {
  if (!form)
    return html`${pageUrl !== undefined && html`<a class="button second" href="${pageUrl}" rel="noreferrer"><span>Mở trang của cổng thanh toán</span> ${english('Open the provider’s page')}</a>`}`;
  const host = new URL(form.action).hostname;
  return html`<form method="post" action="${form.action}">${form.fields.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button><span>Đến trang thanh toán ${host}</span> ${english(`Go to ${host} to pay`)}</button></form>`;
};

/** What is asked of a payer who pays on the provider's page alone. */
const sentOn = (
  view: TransferView,
): Html => html`<section class="card"><p>Ông/bà nộp trên trang của cổng thanh toán, rồi quay lại đây. ${english('You pay on the provider’s page, then come back here.')}</p>
${providerPage(view)}${details(view)}</section>
<section class="card">${waitingLine(view)}</section>`;

const asked = (view: TransferView, qr: TransferQr): Html => html`<section class="card"><ol class="calls">
<li>Mở ứng dụng ngân hàng, quét mã QR này, hoặc lưu ảnh rồi chọn ảnh trong ứng dụng. ${english('Scan the code in your bank’s app, or save the picture and choose it there.')}</li>
<li>Giữ nguyên số tiền và nội dung chuyển khoản, nếu khác cơ quan không nhận ra khoản nộp. ${english('Leave the amount and the memo as they are, or the payment will not be recognised.')}</li>
<li>Xác nhận chuyển khoản một lần, rồi quay lại trang này. ${english('Confirm once, then come back to this page.')}</li>
</ol>
${picture(view, qr)}</section>
<section class="card"><h2>Nếu nhập tay ${english('To type it in')}</h2><p class="hint">Chạm vào một dòng có viền để chọn cả dòng, rồi sao chép. ${english('Touch a framed line to select all of it, then copy.')}</p>${details(view)}
${providerPage(view)}</section>
<section class="card">${waitingLine(view)}</section>`;

const headingOf = ({ qr }: TransferView, outcome: Ended): readonly [string, string] => {
  if (outcome === 'over' && !qr) return ['Đã hết hạn nộp', 'The time to pay is over'];
  return outcome === 'not_owed' && !qr ? ['Không cần nộp nữa', 'Nothing is to be paid'] : headings[outcome];
};

const waiting = (view: TransferView): Html => (view.qr ? asked(view, view.qr) : sentOn(view));

const ended = (view: TransferView, outcome: Ended): Html =>
  html`${stateCard('Trạng thái', tones[outcome], headingOf(view, outcome))}
<section class="card">${saidOf(view)}
${mayPayAgain.includes(outcome) && html`<a class="button" href="t/${view.token}/pay"><span>Chọn lại cách nộp</span> ${english('Choose how to pay')}</a>`}</section>`;

/** A bank transfer: what to scan or to type while it is waited for, and what became of it. */
export const transferPage = (view: TransferView): Page => ({
  title: `${view.qr ? 'Chuyển khoản' : 'Nộp'} phí, lệ phí hồ sơ ${view.dossierCode}`,
  formsLeave: view.form !== undefined,
  ...(view.refreshSeconds === undefined ? {} : { refreshSeconds: view.refreshSeconds }),
  main: html`<h1>${view.qr ? 'Chuyển khoản' : 'Nộp'} ${money(view.amountVnd)} ${english(view.qr ? 'Bank transfer' : 'Payment')}</h1>
<div data-payment="${view.paymentId}" data-state="${view.state}" data-flags="${view.flags.join(' ')}">
${view.outcome === 'waiting' ? waiting(view) : ended(view, view.outcome)}</div>
<p><a class="back" href="t/${view.token}/pay">Quay lại phí, lệ phí ${english('Back to the fees')}</a></p>`,
});
