import { type Html, html } from '../../../../shared/kernel/html.ts';
import { KnownProvider } from '../../../../shared/kernel/payment-providers.ts';
import { hourAndDate } from '../../../../shared/kernel/time.ts';
import { CarrierOutcome, type Fate, fatefulRecipients } from '../../domain/network.ts';
import { outcomes, outcomeWords } from '../../domain/outcomes.ts';
import type { ReceivedMessage } from '../../ports.ts';
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

const carrierWords: Readonly<Record<CarrierOutcome, string>> = {
  up: 'Hoạt động bình thường.',
  down: 'Không hoạt động.',
  slow: 'Trả lời chậm vài giây.',
  throttle: 'Từ chối vì quá nhiều yêu cầu.',
};

const channelWords: Readonly<Record<ReceivedMessage['channel'], string>> = {
  zalo: 'Zalo',
  sms: 'SMS',
  email: 'E-mail',
};

/** A text whose links to our own pages can be followed; any other address stays text. */
const withLinks = (text: string, origin: string): readonly Html[] =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (part.startsWith(`${origin}/`) ? html`<a href="${part}">${part}</a>` : html`${part}`));

const message = ({ channel, carrier, to, text, subject, body, acceptedAt }: ReceivedMessage, origin: string) =>
  html`<article><p><strong>${channelWords[channel]}</strong> ${hourAndDate(acceptedAt)}, ${to}${carrier ? `, ${carrier}` : ''}</p>${subject ? html`<p><strong>${subject}</strong></p>` : ''}<pre>${withLinks(text ?? body ?? '', origin)}</pre></article>`;

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
<h2>Người nhận đặc biệt</h2>${terms(fatefulRecipients.map(({ to, fate }) => [to, fateWords[fate]]))}
<h2>Nhà cung cấp tin nhắn</h2><p>POST <code>${origin}/sandbox/carriers/{carrierName}/outcome</code>, <code>{"outcome": "..."}</code></p>
${terms(CarrierOutcome.options.map((outcome) => [outcome, carrierWords[outcome]]))}`;

/** The sandbox's home: a phone and mailbox to read, and the magic values; these step back while messages are read. */
export const homePage = (origin: string, to: string | undefined, messages: readonly ReceivedMessage[]): string =>
  page(
    'Điện thoại và hộp thư',
    html`<form action="${origin}/sandbox"><label for="to">Số điện thoại hoặc địa chỉ e-mail</label><input id="to" name="to" value="${to ?? ''}" autocomplete="off" required><button class="first">Xem tin nhắn</button></form>
${to === undefined ? magicValues(origin) : html`${inbox(origin, to, messages)}<details><summary>Các giá trị để thử</summary>${magicValues(origin)}</details>`}`,
  );
