import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import type { FeeReceipt } from '../domain/fee-receipt.ts';
import { english, money, type Page, pair, stateCard } from './page.ts';

/** A receipt whose file is not given out: `waiting` for its seal, `late` after that took long, or its person's data are `erased`. */
export interface ReceiptView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  readonly receipt: FeeReceipt;
  readonly outcome: 'waiting' | 'late' | 'erased';
}

/** Look again after so many seconds. */
const REFRESH_SECONDS = 3;

const names = (kind: string): readonly [string, string] =>
  kind === 'credit_note' ? ['Biên lai điều chỉnh giảm', 'Credit note'] : ['Biên lai', 'Receipt'];

const headings: Readonly<Record<ReceiptView['outcome'], readonly [string, string]>> = {
  waiting: ['Biên lai đang được ký số', 'The receipt is being sealed'],
  late: ['Biên lai chưa ký số xong', 'The receipt is not sealed yet'],
  erased: ['Dữ liệu cá nhân của hồ sơ đã được xóa', 'The personal data of this dossier were erased'],
};

const advice: Readonly<Record<ReceiptView['outcome'], readonly [string, string]>> = {
  waiting: [
    'Trang này tự tải lại; biên lai được tải về ngay khi ký số xong, thường trong vài giây.',
    'This page reloads by itself; the download begins as soon as the seal is made, mostly within seconds.',
  ],
  late: ['Vui lòng mở lại trang này sau ít phút.', 'Please open this page again in a few minutes.'],
  erased: [
    'Biên lai có tên người nộp nên không còn được tải về ở đây. Vui lòng liên hệ cơ quan đã thu phí, lệ phí.',
    'The receipt names the payer, so it is no longer given out here. Please ask the agency that collected the fee.',
  ],
};

/** The receipts of a fee as links, by number and sum. */
export const receiptLinks = (token: string, receipts: readonly FeeReceipt[]): Html | false =>
  receipts.length > 0 &&
  html`<ul class="fees">${receipts.map(({ receiptId, kind, number, amountVnd }) => {
    const [vietnamese, inEnglish] = names(kind);
    return html`<li><a class="back" href="t/${token}/receipts/${receiptId}">${vietnamese} số ${sortable(number, 8)}: ${money(amountVnd)} ${english(inEnglish)}</a></li>`;
  })}</ul>`;

/** Why a receipt's file is not given out, yet or any more. */
export const receiptPage = ({ token, dossierCode, receipt, outcome }: ReceiptView): Page => {
  const [vietnamese, inEnglish] = names(receipt.kind);
  return {
    title: `${vietnamese} số ${sortable(receipt.number, 8)}`,
    ...(outcome === 'waiting' ? { refreshSeconds: REFRESH_SECONDS } : {}),
    main: html`<h1>${vietnamese} ${english(inEnglish)}</h1>
${stateCard('Tình trạng', outcome === 'erased' ? 'plain' : 'wait', headings[outcome])}
<section class="card"><p>${advice[outcome][0]} ${english(advice[outcome][1])}</p>
<dl class="pairs">
${pair('Hồ sơ', 'Dossier', html`<span class="code">${dossierCode}</span>`)}
${pair('Số biên lai', 'Number', sortable(receipt.number, 8))}
${pair('Số tiền', 'Amount', money(receipt.amountVnd))}
</dl></section>
<p><a class="back" href="t/${token}/pay">Phí, lệ phí của hồ sơ ${english('Fees of the dossier')}</a></p>`,
  };
};
