import { type Html, html } from '../../../shared/kernel/html.ts';
import type { UploadForm } from '../../../shared/kernel/presigned-urls.ts';
import { hourAndDate, type Instant } from '../../../shared/kernel/time.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import { reasonWords, signatureWords, verdictWords } from '../domain/check-words.ts';
import type { CheckedFile, CheckedSignature } from '../domain/sent-file.ts';
import { alert, english, type Page, pair, stateCard, whole } from './page.ts';
import { statuses, tones } from './verify.ts';

/** How often the page looks whether the file has come, in seconds. */
const REFRESH_SECONDS = 3;

const heading: Html = html`<h1>Kiểm tra tệp đã gửi ${english('Check a file that was sent')}</h1>`;

const anotherFile: Html = html`<p><a class="back" href="verify">Kiểm tra văn bản khác ${english('Check another document')}</a></p>`;

const said = ({ vi, en }: Words): Html => html`${vi} ${english(en)}`;

/** Takes the file, straight to where it is kept; the browser is brought back afterwards. */
export const sendFilePage = ({ url, fields, expiresAt }: UploadForm): Page => ({
  title: 'Gửi tệp để kiểm tra',
  formsLeave: true,
  main: html`<h1>Gửi tệp để kiểm tra ${english('Send a file to be checked')}</h1>
<form class="card" method="post" action="${url}" enctype="multipart/form-data">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="file">Chọn tệp PDF ${english('Choose the PDF file')}</label>
<p class="hint" id="file-hint">Không quá 10 MB, gửi trước ${whole(hourAndDate(expiresAt))}. Tệp chỉ được dùng cho việc kiểm tra tự động này và được xóa trong vòng một giờ. ${english('At most 10 MB, sent before the time named. The file is used for this automatic check alone and is deleted within an hour.')}</p>
<input type="file" id="file" name="file" accept="application/pdf,.pdf" required aria-describedby="file-hint">
<button>Gửi và kiểm tra ${english('Send and check')}</button>
</form>
${anotherFile}`,
});

/** The file was sent, and nothing is known of it yet. Looks again by itself. */
export const checkingPage: Page = {
  title: 'Đang kiểm tra tệp',
  refreshSeconds: REFRESH_SECONDS,
  main: html`${heading}
${stateCard('Tình trạng', 'wait', ['Đang kiểm tra tệp', 'The file is being checked'])}
<section class="card"><p>Trang này tự tải lại. Ông/bà chưa cần làm gì. ${english('This page reloads by itself. Nothing to do for now.')}</p></section>
${anotherFile}`,
};

/** No file came while one was taken. */
export const missedPage: Page = {
  title: 'Chưa nhận được tệp',
  main: html`${heading}
${stateCard('Tình trạng', 'wait', ['Chưa nhận được tệp, và đã hết thời gian gửi', 'No file has come, and the time to send one is over'])}
${anotherFile}`,
};

/** Too many files were sent from where the reader is. */
export const tooManyChecksPage = (retryAt: Instant): Page => ({
  title: 'Chưa gửi được tệp',
  main: html`${heading}
${alert(
  `Đã có quá nhiều tệp được gửi từ mạng của ông/bà. Vui lòng gửi lại từ ${hourAndDate(retryAt)}, hoặc kiểm tra bằng mã xác thực.`,
  `Too many files were sent from your network. Please try again from ${hourAndDate(retryAt)}, or check the verification code.`,
)}
${anotherFile}`,
});

/** The whole answer in a card: of what is in the register, how its document stands. */
const verdictCard = ({ verdict, status, reason }: CheckedFile): Html | false => {
  if (verdict === 'registered') return status !== undefined && stateCard('Kết quả', tones[status], statuses[status]);
  const { tone, heading: words, advice } = verdictWords[verdict];
  return html`${stateCard('Kết quả', tone, [words.vi, words.en])}
<section class="card">${reason !== undefined && html`<p>${said(reasonWords(reason))}</p>`}<p>${said(advice)}</p></section>`;
};

const inRegister = ({ verdict, verificationCode }: CheckedFile): Html | false =>
  verdict === 'registered' &&
  html`<section class="card"><p>Đúng là tệp đã được ban hành, không bị sửa đổi. ${english('The very file that was issued, unchanged.')}</p>
${verificationCode !== undefined && html`<a class="button" href="verify/${verificationCode}">Xem văn bản trong sổ đăng ký ${english('See the document in the register')}</a>`}</section>`;

const provenAt = (provenTime: Instant | undefined): Html =>
  provenTime === undefined
    ? said({ vi: 'Không có dấu thời gian tin cậy được', en: 'No time stamp that is trusted here' })
    : html`${whole(hourAndDate(provenTime))}`;

const signatureCard = ({ signer, verdict, reason, provenTime }: CheckedSignature, place: number): Html =>
  html`<section class="card"><h2>Chữ ký ${place + 1} ${english(`Signature ${place + 1}`)}</h2><dl class="pairs">
${pair('Người ký', 'Signed by', signer === '' ? said({ vi: 'Không đọc được tên', en: 'The name cannot be read' }) : signer)}
${pair('Kết quả', 'Result', said(signatureWords[verdict]))}
${reason !== undefined && pair('Lý do', 'Reason', said(reasonWords(reason)))}
${pair('Đã ký trước thời điểm', 'Proven to be signed before', provenAt(provenTime))}
</dl></section>`;

/** What a file is that was sent, and what is known of each of its signatures. What it means in law no page answers. */
export const checkedPage = (found: CheckedFile): Page => ({
  title: 'Kết quả kiểm tra tệp',
  main: html`${heading}
${verdictCard(found)}
${inRegister(found)}
${found.signatures.map(signatureCard)}
<p class="hint">Kết quả này được giữ một giờ; tệp không được giữ lại. ${english('This result is kept for an hour; the file is not kept.')}</p>
${anotherFile}`,
});
