import { type Html, html } from '../../../shared/kernel/html.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Tone } from '../domain/words.ts';
import { alert, english, type Page, pair, stateCard } from './page.ts';

/** What anyone may know of an issued document. */
export interface DocumentRecord {
  readonly verificationCode: string;
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agencyName: string;
  readonly agencyCode: AgencyCode;
  readonly issuedOn: string;
  readonly sha256: string;
}

/** What the register knows. Whether a document is in force is a question of law, which no page answers. */
const statuses: Readonly<Record<DocumentRecord['status'], readonly [string, string]>> = {
  issued: [
    'Do cơ quan này ban hành, chưa bị thay thế hay thu hồi',
    'Issued by this agency, neither replaced nor revoked',
  ],
  replaced: ['Đã được thay thế bằng văn bản khác', 'Replaced by another document'],
  revoked: ['Đã bị thu hồi', 'Revoked'],
};

const tones: Readonly<Record<DocumentRecord['status'], Tone>> = { issued: 'good', replaced: 'wait', revoked: 'bad' };

const form = (typed: string): Html => html`<form class="card" method="get" action="verify">
<label for="code">Mã xác thực trên văn bản ${english('Verification code on the document')}</label>
<p class="hint" id="code-hint">26 chữ và số, không phân biệt chữ hoa, chữ thường</p>
<input type="text" class="code" id="code" name="code" value="${typed}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" required aria-describedby="code-hint">
<button>Kiểm tra ${english('Check')}</button>
</form>`;

/** The form, after a code that belongs to nothing where one was typed. */
export const verifyFormPage = (typed: string | undefined): Page => ({
  title: 'Kiểm tra văn bản',
  main: html`<h1>Kiểm tra văn bản ${english('Check a document')}</h1>
${
  typed !== undefined &&
  alert(
    'Không có văn bản nào với mã này. Vui lòng kiểm tra lại từng chữ, hoặc hỏi cơ quan ghi trên văn bản.',
    'No document has this code. Please check each letter, or ask the agency named on the document.',
  )
}
${form(typed ?? '')}`,
});

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
${pair('Mã xác thực', 'Verification code', html`<span class="code">${record.verificationCode}</span>`)}
${pair('SHA-256 của tệp', 'SHA-256 of the file', html`<span class="hash">${record.sha256}</span>`)}
</dl></section>
<p class="hint">Vui lòng so sánh số văn bản, cơ quan và ngày với văn bản đang có. Chữ ký số nằm trong tệp PDF. ${english('Please compare number, agency and date with the document you hold.')}</p>
<p><a class="back" href="verify">Kiểm tra văn bản khác ${english('Check another document')}</a></p>`,
  };
};
