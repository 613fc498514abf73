import { type Html, html } from './html.ts';
import { alert, english, type Page, pair } from './page.ts';

/** What anyone may know of an issued document. */
export interface DocumentRecord {
  readonly verificationCode: string;
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agencyName: string;
  readonly agencyCode: string;
  readonly issuedOn: string;
  readonly sha256: string;
}

const statuses: Readonly<Record<DocumentRecord['status'], readonly [string, string]>> = {
  issued: ['Văn bản có hiệu lực', 'Valid'],
  replaced: ['Đã được thay thế bằng văn bản khác', 'Replaced by another document'],
  revoked: ['Đã bị thu hồi', 'Revoked'],
};

const form = (typed: string): Html => html`<form class="card" method="get" action="verify">
<label for="code">Mã xác thực trên văn bản ${english('Verification code on the document')}</label>
<input type="text" class="code" id="code" name="code" value="${typed}" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" required>
<button>Kiểm tra ${english('Check')}</button>
</form>`;

/** The form, after a code that belongs to nothing where one was typed. */
export const verifyFormPage = (typed: string | undefined): Page => ({
  title: 'Kiểm tra văn bản',
  main: html`<h1>Kiểm tra văn bản ${english('Check a document')}</h1>
${typed !== undefined && alert('Không có văn bản nào với mã này.', 'No document has this code.')}
${form(typed ?? '')}`,
});

/** The register's entry of a document, without personal data. */
export const verifyPage = (record: DocumentRecord): Page => {
  const [vietnamese, inEnglish] = statuses[record.status];
  return {
    title: `Văn bản ${record.documentNumber}`,
    main: html`<h1>Kiểm tra văn bản ${english('Check a document')}</h1>
<section class="card state" aria-label="Tình trạng"><strong>${vietnamese}</strong>${english(inEnglish)}</section>
<section class="card"><dl class="pairs">
${pair('Số văn bản', record.documentNumber)}
${pair('Cơ quan ban hành', html`${record.agencyName} (${record.agencyCode})`)}
${pair('Ngày ban hành', record.issuedOn)}
${pair('Mã xác thực', html`<span class="code">${record.verificationCode}</span>`)}
${pair('SHA-256 của tệp', html`<span class="code">${record.sha256}</span>`)}
</dl></section>
<p class="hint">So sánh số văn bản, cơ quan và ngày với văn bản bạn có. Chữ ký số nằm trong tệp PDF.</p>
<p><a class="back" href="verify">Kiểm tra văn bản khác</a></p>`,
  };
};
