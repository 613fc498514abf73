import { type Html, html } from '../../../../shared/kernel/html.ts';
import { KnownProvider } from '../../../../shared/kernel/payment-providers.ts';
import { type RecipientFault, sandboxRecipients } from '../../../../shared/kernel/sandbox-recipients.ts';
import { hourAndDate } from '../../../../shared/kernel/time.ts';
import { outcomes, outcomeWords } from '../../domain/outcomes.ts';
import type { ReceivedMessage } from '../../ports.ts';
import { english, page } from './layout.ts';

const faultWords: Readonly<Record<RecipientFault, string>> = {
  refused_for_good: 'Bị từ chối vĩnh viễn, tin nhắn không bao giờ đến.',
  busy_once: 'Lần đầu bận, gửi lại thì đến.',
  answer_lost: 'Tin đến nhưng trả lời bị mất; hệ thống phải hỏi lại thay vì gửi hai lần.',
};

/** A text whose links to our own pages can be followed; any other address stays text. */
const withLinks = (text: string, origin: string): readonly Html[] =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (part.startsWith(`${origin}/`) ? html`<a href="${part}">${part}</a>` : html`${part}`));

const message = ({ channel, to, text, subject, body, acceptedAt }: ReceivedMessage, origin: string) =>
  html`<article><p><strong>${channel === 'sms' ? 'SMS' : 'E-mail'}</strong> ${hourAndDate(acceptedAt)}, ${to}</p>${subject ? html`<p><strong>${subject}</strong></p>` : ''}<pre>${withLinks(text ?? body ?? '', origin)}</pre></article>`;

const inbox = (
  origin: string,
  to: string,
  messages: readonly ReceivedMessage[],
): Html => html`<section aria-label="Tin nhắn">
<p>${messages.length === 0 ? `Chưa có tin nhắn nào gửi tới ${to}. Tin thường đến sau vài giây; vui lòng tải lại trang.` : `${messages.length} tin nhắn gửi tới ${to}, cũ nhất trước.`}</p>${messages.map((each) => message(each, origin))}</section>`;

const terms = (pairs: readonly (readonly [string, string])[]): Html =>
  html`<dl>${pairs.map(([term, meaning]) => html`<dt><code>${term}</code></dt><dd>${meaning}</dd>`)}</dl>`;

const magicValues = (origin: string): Html =>
  html`<h2>Kết quả thanh toán</h2><p>POST <code>${origin}/sandbox/{provider}/orders/{reference}/outcome</code>, <code>{"outcome": "..."}</code>, provider: ${KnownProvider.options.join(', ')}</p>
${terms(outcomes.map((outcome) => [outcome, outcomeWords[outcome].does]))}
<p>Mở trang của một đơn hàng đã tạo: <code>${origin}/sandbox/{provider}/pay/{reference}</code>. Sau khi trả tiền, trang này có các nút chọn kết quả hoàn tiền, và sao kê của ngân hàng không tự báo. ${english('The page of any order; once it is paid, with buttons for refunds, and the statement of a bank that tells nobody.')}</p>
<h2>Người nhận đặc biệt</h2>${terms(sandboxRecipients.map(({ to, fault }) => [to, faultWords[fault]]))}`;

/** The sandbox's home: a phone and mailbox to read, and the magic values; these step back while messages are read. */
export const homePage = (origin: string, to: string | undefined, messages: readonly ReceivedMessage[]): string =>
  page(
    'Điện thoại và hộp thư',
    html`<form action="${origin}/sandbox"><label for="to">Số điện thoại hoặc địa chỉ e-mail</label><input id="to" name="to" value="${to ?? ''}" autocomplete="off" required><button class="first">Xem tin nhắn</button></form>
${to === undefined ? magicValues(origin) : html`${inbox(origin, to, messages)}<details><summary>Các giá trị để thử</summary>${magicValues(origin)}</details>`}`,
  );
