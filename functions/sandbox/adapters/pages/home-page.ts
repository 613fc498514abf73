import { type RecipientFault, sandboxRecipients } from '../../../../shared/kernel/sandbox-recipients.ts';
import { hourAndDate } from '../../../../shared/kernel/time.ts';
import { outcomes, outcomeWords } from '../../domain/outcomes.ts';
import type { ReceivedMessage } from '../../ports.ts';
import { html, page } from './layout.ts';

const faultWords: Readonly<Record<RecipientFault, string>> = {
  refused_for_good: 'Bị từ chối vĩnh viễn, tin nhắn không bao giờ đến.',
  busy_once: 'Lần đầu bận, gửi lại thì đến.',
  answer_lost: 'Tin đến nhưng trả lời bị mất; hệ thống phải hỏi lại thay vì gửi hai lần.',
};

const message = ({ channel, to, text, subject, body, acceptedAt }: ReceivedMessage) =>
  html`<article><p><strong>${channel === 'sms' ? 'SMS' : 'E-mail'}</strong> ${hourAndDate(acceptedAt)}, ${to}</p>${subject ? html`<p><strong>${subject}</strong></p>` : ''}<pre>${text ?? body ?? ''}</pre></article>`;

/** The sandbox's home: a phone and mailbox to read, and the magic values. */
export const homePage = (origin: string, to: string | undefined, messages: readonly ReceivedMessage[]): string =>
  page(
    'Sandbox',
    html`<h2>Điện thoại và hộp thư</h2><form action="${origin}/sandbox"><label>Số điện thoại hoặc địa chỉ e-mail <input name="to" value="${to ?? ''}" required></label> <button>Xem tin nhắn</button></form>
${to === undefined ? '' : html`<section aria-label="Tin nhắn"><p>${messages.length} tin nhắn gửi tới ${to}.</p>${messages.map(message)}</section>`}
<h2>Kết quả thanh toán</h2><p>POST ${origin}/sandbox/vnpay/orders/{reference}/outcome, {"outcome": "..."}</p>
<table><thead><tr><th scope="col">outcome</th><th scope="col">Làm gì</th></tr></thead><tbody>${outcomes.map((outcome) => html`<tr><td><code>${outcome}</code></td><td>${outcomeWords[outcome].does}</td></tr>`)}</tbody></table>
<h2>Người nhận đặc biệt</h2>
<table><thead><tr><th scope="col">Người nhận</th><th scope="col">Xảy ra gì</th></tr></thead><tbody>${sandboxRecipients.map(({ to: recipient, fault }) => html`<tr><td>${recipient}</td><td>${faultWords[fault]}</td></tr>`)}</tbody></table>`,
  );
