import { type Html, html } from '../../../../shared/kernel/html.ts';
import { KnownProvider } from '../../../../shared/kernel/payment-providers.ts';
import { hourAndDate } from '../../../../shared/kernel/time.ts';
import { CarrierOutcome, type Fate, fatefulRecipients } from '../../domain/network.ts';
import { outcomes, outcomeWords } from '../../domain/outcomes.ts';
import type { AttachedFile, KeptMessage } from '../../ports.ts';
import { carrierWords } from './carrier-words.ts';
import { english, page } from './layout.ts';

const fateWords: Readonly<Record<Fate, string>> = {
  delivered: 'Tin đến ngay.',
  refused: 'Bị từ chối vĩnh viễn, tin nhắn không bao giờ đến.',
  third_try: 'Hai lần đầu bận, gửi lần thứ ba thì đến.',
  late: 'Được nhận ngay, đến sau 20 giây.',
  doubled: 'Biên nhận được gửi hai lần.',
  out_of_order: 'Các biên nhận đến sai thứ tự.',
  no_handset_receipt: 'Mạng nhận tin nhưng không xác nhận máy đã nhận.',
  answer_lost: 'Tin đến nhưng trả lời bị mất; hệ thống phải tìm hiểu thay vì gửi hai lần.',
  no_zalo: 'Không có tài khoản Zalo; SMS thì đến.',
  down: 'Nhà cung cấp được hỏi đầu tiên không hoạt động; nhà cung cấp khác của kênh thì nhận tin.',
};

const channelWords: Readonly<Record<KeptMessage['channel'], string>> = {
  zalo: 'Zalo',
  sms: 'SMS',
  email: 'E-mail',
};

/** A text whose links to our own pages can be followed; any other address stays text. */
const withLinks = (text: string, origin: string): readonly Html[] =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (part.startsWith(`${origin}/`) ? html`<a href="${part}">${part}</a>` : html`${part}`));

/** A mail's page in a frame that runs, loads and opens nothing: without any permission, under this page's policy. */
const frame = (subject: string | undefined, markup: string): Html =>
  html`<iframe sandbox="" srcdoc="${markup}" title="Thư như người nhận thấy: ${subject ?? ''}"></iframe><p><strong>Bản chữ</strong> ${english('plain text')}</p>`;

const headerList = (headers: Readonly<Record<string, string>>): Html =>
  html`<details><summary>Tiêu đề kỹ thuật của thư (headers)</summary><dl>${Object.entries(headers).map(([name, value]) => html`<dt><code>${name}</code></dt><dd>${value}</dd>`)}</dl></details>`;

const files = (id: string, attached: readonly AttachedFile[], origin: string): Html =>
  html`<p><strong>Tệp đính kèm</strong> ${english('attachments')}</p><ul>${attached.map(({ filename, contentType, bytes, sha256 }, n) => html`<li><a href="${origin}/sandbox/messages/${encodeURIComponent(id)}/attachments/${n}" download>${filename}</a> ${contentType}, ${bytes} byte, SHA-256 <code>${sha256}</code></li>`)}</ul>`;

const carrierLink = (carrier: string, origin: string): Html =>
  html`, <a href="${origin}/sandbox/carriers/${carrier}">${carrier}</a>`;

const message = (received: KeptMessage, origin: string): Html => {
  const { channel, carrier, to, text, subject, body, acceptedAt } = received;
  return html`<article><p><strong>${channelWords[channel]}</strong> ${hourAndDate(acceptedAt)}, ${to}${carrier !== undefined && carrierLink(carrier, origin)}</p>${subject ? html`<p><strong>${subject}</strong></p>` : ''}${received.html !== undefined && frame(subject, received.html)}<pre>${withLinks(text ?? body ?? '', origin)}</pre>${received.attachments && files(received.id, received.attachments, origin)}${received.headers && headerList(received.headers)}</article>`;
};

const inbox = (
  origin: string,
  to: string,
  messages: readonly KeptMessage[],
): Html => html`<section aria-label="Tin nhắn">
<p>${messages.length === 0 ? `Chưa có tin nhắn nào gửi tới ${to}. Tin thường đến sau vài giây; vui lòng tải lại trang.` : `${messages.length} tin nhắn gửi tới ${to}, cũ nhất trước.`}</p>${messages.map((each) => message(each, origin))}</section>`;

const terms = (pairs: readonly (readonly [string, string])[]): Html =>
  html`<dl>${pairs.map(([term, meaning]) => html`<dt><code>${term}</code></dt><dd>${meaning}</dd>`)}</dl>`;

const magicValues = (origin: string): Html =>
  html`<h2>Kết quả thanh toán</h2><p>POST <code>${origin}/sandbox/{provider}/orders/{reference}/outcome</code>, <code>{"outcome": "..."}</code>, provider: ${KnownProvider.options.join(', ')}</p>
${terms(outcomes.map((outcome) => [outcome, outcomeWords[outcome].does]))}
<p>Mở trang của một đơn hàng đã tạo: <code>${origin}/sandbox/{provider}/pay/{reference}</code>. Sau khi trả tiền, trang này có các nút chọn kết quả hoàn tiền, và sao kê của ngân hàng không tự báo. ${english('The page of any order; once it is paid, with buttons for refunds, and the statement of a bank that tells nobody.')}</p>
<h2>Người nhận đặc biệt</h2>${terms(fatefulRecipients.map(({ to, fate }) => [to, fateWords[fate]]))}
<h2>Nhà cung cấp tin nhắn</h2><p>POST <code>${origin}/sandbox/carriers/{carrierName}/outcome</code>, <code>{"outcome": "..."}</code>. Xem nhà cung cấp đã nhận và trả lời gì: <code>${origin}/sandbox/carriers/{carrierName}</code>. ${english('What a carrier heard and said, by its own protocol.')}</p>
${terms(CarrierOutcome.options.map((outcome) => [outcome, carrierWords[outcome]]))}`;

/** The sandbox's home: a phone and mailbox to read, and the magic values; these step back while messages are read. */
export const homePage = (origin: string, to: string | undefined, messages: readonly KeptMessage[]): string =>
  page(
    'Điện thoại và hộp thư',
    html`<form action="${origin}/sandbox"><label for="to">Số điện thoại hoặc địa chỉ e-mail</label><input id="to" name="to" value="${to ?? ''}" autocomplete="off" required><button class="first">Xem tin nhắn</button></form>
${to === undefined ? magicValues(origin) : html`${inbox(origin, to, messages)}<details><summary>Các giá trị để thử</summary>${magicValues(origin)}</details>`}`,
  );
