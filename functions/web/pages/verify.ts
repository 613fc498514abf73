import { type Html, html } from '../../../shared/kernel/html.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Tone } from '../domain/words.ts';
import { hashScript } from './hash-script.ts';
import { alert, english, type Page, pair, stateCard } from './page.ts';

/** What anyone may know of an issued document. */
export interface DocumentRecord {
  /** Undefined where the document was found by its file. */
  readonly verificationCode: string | undefined;
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agencyName: string;
  readonly agencyCode: AgencyCode;
  readonly issuedOn: string;
  /** Of the file that was asked for, else of the newest. */
  readonly sha256: string;
  /** Which file was asked for; undefined where none was. */
  readonly file: 'newest' | 'earlier' | undefined;
  /** The names in the certificates that signed it. */
  readonly signers: readonly string[];
  readonly replacedBy: { readonly documentNumber: string; readonly verificationCode: string } | undefined;
  /** When and by which decision it was revoked or replaced, as far as it was. */
  readonly revokedOn: string | undefined;
  readonly decisionNumber: string | undefined;
}

/** What the register knows. Whether a document is in force is a question of law, which no page answers. */
export const statuses: Readonly<Record<DocumentRecord['status'], readonly [string, string]>> = {
  issued: [
    'Do cơ quan này ban hành, chưa bị thay thế hay thu hồi',
    'Issued by this agency, neither replaced nor revoked',
  ],
  replaced: ['Đã được thay thế bằng văn bản khác', 'Replaced by another document'],
  revoked: ['Đã bị thu hồi', 'Revoked'],
};

/** The tone of each status. */
export const tones: Readonly<Record<DocumentRecord['status'], Tone>> = {
  issued: 'good',
  replaced: 'wait',
  revoked: 'bad',
};

/** What somebody looks for. */
export interface Sought {
  readonly by: 'code' | 'file';
  readonly typed: string;
}

const typedAs = (by: Sought['by'], sought: Sought | undefined): string => (sought?.by === by ? sought.typed : '');

const codeForm = (sought: Sought | undefined): Html => html`<form class="card" method="get" action="verify">
<label for="code">Mã xác thực trên văn bản ${english('Verification code on the document')}</label>
<p class="hint" id="code-hint">26 chữ và số, không phân biệt chữ hoa, chữ thường</p>
<input type="text" class="code" id="code" name="code" value="${typedAs('code', sought)}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="code-hint">
<button>Kiểm tra mã ${english('Check the code')}</button>
</form>`;

/** Shown where the browser can hash. */
const fileCard: Html = html`<section class="card" id="file-card" hidden>
<label for="file">Chọn tệp PDF, hoặc kéo tệp thả vào trang này ${english('Choose the PDF file, or drop it on this page')}</label>
<p class="hint" id="file-hint">Tệp không được gửi đi: mã SHA-256 của tệp được tính ngay trên máy của ông/bà. ${english('The file is not sent: its SHA-256 is computed on your device.')}</p>
<input type="file" id="file" accept="application/pdf,.pdf" aria-describedby="file-hint">
<p class="hint" id="file-said" role="status" data-works="Đang tính mã của tệp…" data-failed="Không đọc được tệp. Vui lòng chọn lại."></p>
</section>`;

const hashForm = (sought: Sought | undefined): Html => html`<form class="card" method="get" action="verify">
<label for="sha256">SHA-256 của tệp PDF ${english('SHA-256 of the PDF file')}</label>
<p class="hint" id="sha256-hint">64 chữ và số, tính bằng <span class="hash">sha256sum</span> hoặc <span class="hash">certutil -hashfile</span>; chữ hoa, dấu cách, gạch nối đều được</p>
<input type="text" class="code" id="sha256" name="sha256" value="${typedAs('file', sought)}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="sha256-hint">
<button class="second">Kiểm tra tệp ${english('Check the file')}</button>
</form>`;

/** Leads to the page on which a file is sent, which needs no script and knows more than the register. */
const sendForm: Html = html`<form class="card" method="post" action="verify/uploads">
<h2>Văn bản do nơi khác ký ${english('A document that others signed')}</h2>
<p class="hint" id="send-hint">Gửi tệp PDF để biết tệp có bị sửa đổi sau khi ký hay không, ai đã ký và khi nào. Tệp được xóa trong vòng một giờ. ${english('Send the PDF file to learn whether it was changed after it was signed, by whom and when. It is deleted within an hour.')}</p>
<button class="second" name="send" value="file" aria-describedby="send-hint">Gửi tệp để kiểm tra ${english('Send a file to be checked')}</button>
</form>`;

const notFound: Readonly<Record<Sought['by'], readonly [string, string]>> = {
  code: [
    'Không có văn bản nào với mã này. Vui lòng kiểm tra lại từng chữ, hoặc hỏi cơ quan ghi trên văn bản.',
    'No document has this code. Please check each letter, or ask the agency named on the document.',
  ],
  file: [
    'Không có văn bản nào có đúng tệp này. Tệp đã bị sửa hay lưu lại dù chỉ một chữ, hoặc không được ban hành tại đây. Vui lòng tải lại tệp từ nơi đã nhận, hoặc kiểm tra bằng mã xác thực.',
    'No document is exactly this file. It was changed or saved anew, or was not issued here. Please download it again, or check the verification code.',
  ],
};

/** The forms, after something that belongs to nothing where that was looked for. */
export const verifyFormPage = (sought: Sought | undefined): Page => ({
  title: 'Kiểm tra văn bản',
  script: hashScript,
  main: html`<h1>Kiểm tra văn bản ${english('Check a document')}</h1>
${sought && alert(...notFound[sought.by])}
${codeForm(sought)}
${fileCard}
${hashForm(sought)}
${sendForm}`,
});

const files: Readonly<Record<'newest' | 'earlier', readonly [string, string]>> = {
  newest: ['Đúng là tệp đã được ban hành, không bị sửa đổi', 'The very file that was issued, unchanged'],
  earlier: [
    'Đúng là tệp đã được ban hành, không bị sửa đổi; cơ quan đã bổ sung dữ liệu kiểm tra chữ ký vào bản mới hơn',
    'The very file that was issued, unchanged; a newer one has more evidence of its signatures',
  ],
};

/** What became of a document since it was issued. */
const fate = ({ replacedBy, revokedOn, decisionNumber }: DocumentRecord): readonly (Html | false | undefined)[] => [
  revokedOn !== undefined && pair('Ngày thu hồi', 'Revoked on', revokedOn),
  decisionNumber !== undefined && pair('Theo quyết định số', 'By decision', decisionNumber),
  replacedBy &&
    pair(
      'Được thay thế bằng',
      'Replaced by',
      html`<a class="back" href="verify/${replacedBy.verificationCode}">Văn bản số ${replacedBy.documentNumber}</a>`,
    ),
];

/** The register's entry of a document, without personal data. */
export const verifyPage = (record: DocumentRecord): Page => {
  const [vietnamese, inEnglish] = statuses[record.status];
  return {
    title: `Văn bản ${record.documentNumber}`,
    main: html`<h1>Kiểm tra văn bản ${english('Check a document')}</h1>
${stateCard('Tình trạng', tones[record.status], [vietnamese, inEnglish])}
<section class="card"><dl class="pairs">
${pair('Số văn bản', 'Number', record.documentNumber)}
${pair('Cơ quan ban hành', 'Issued by', html`${record.agencyName} (${record.agencyCode})`)}
${pair('Ngày ban hành', 'Issued on', record.issuedOn)}
${fate(record)}
${record.signers.length > 0 && pair('Ký bởi', 'Signed by', record.signers.join('; '))}
${record.verificationCode !== undefined && pair('Mã xác thực', 'Verification code', html`<span class="code">${record.verificationCode}</span>`)}
${record.file && pair('Tệp đã kiểm tra', 'The file', html`${files[record.file][0]} ${english(files[record.file][1])}`)}
${pair('SHA-256 của tệp', 'SHA-256 of the file', html`<span class="hash">${record.sha256}</span>`)}
</dl></section>
<p class="hint">Vui lòng so sánh số văn bản, cơ quan và ngày với văn bản đang có. Chữ ký số nằm trong tệp PDF. ${english('Please compare number, agency and date with the document you hold.')}</p>
<p><a class="back" href="verify">Kiểm tra văn bản khác ${english('Check another document')}</a></p>`,
  };
};
