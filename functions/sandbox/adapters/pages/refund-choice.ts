import { type Html, html } from '../../../../shared/kernel/html.ts';
import { RefundOutcome, refundWords } from '../../domain/refunds.ts';
import type { ShownProvider } from '../../ports.ts';
import { addressIn } from './addresses.ts';
import { english, page } from './layout.ts';

const button = (action: string, outcome: RefundOutcome, held: RefundOutcome): Html => {
  const { label, does, english: inEnglish } = refundWords[outcome];
  const now = outcome === held && html` (đang áp dụng, in force)`;
  return html`<form method="post" action="${action}"><button name="outcome" value="${outcome}">${label}${now}<small>${does} ${english(inEnglish)}</small></button></form>`;
};

const byHand: Html = html`<p>Ở đây không hoàn tiền qua máy: cán bộ tự chuyển khoản trả lại rồi ghi số giao dịch. ${english('Refunds are made by hand here: an officer transfers the money back and records the number of the transfer.')}</p>`;

/** What the provider is to do with refunds of a paid order: one button for each outcome, which holds until the next is chosen. */
export const refundChoice = (
  { name, refunds }: ShownProvider,
  reference: string,
  held: RefundOutcome,
  origin: string,
): Html => {
  const action = addressIn(origin, name, `refunds/${reference}/outcome`);
  const buttons = html`<p>Chọn cách cổng trả lời khi cơ quan yêu cầu hoàn tiền; có hiệu lực đến lần chọn sau. ${english('What the provider does when the agency asks for a refund, until the next choice.')}</p>${RefundOutcome.options.map((outcome) => button(action, outcome, held))}`;
  return html`<h2>Hoàn tiền ${english('Refunds')}</h2>${refunds ? buttons : byHand}`;
};

/** What was chosen for the refunds of an order. */
export const refundChosenPage = (provider: string, reference: string, outcome: RefundOutcome, origin: string): string =>
  page(
    'Đã ghi nhận',
    html`<p><strong>${refundWords[outcome].label}.</strong> ${refundWords[outcome].does} ${english(refundWords[outcome].english)}</p><p><a href="${addressIn(origin, provider, `pay/${reference}`)}">Về trang của đơn hàng ${english('Back to the order')}</a></p>`,
  );
