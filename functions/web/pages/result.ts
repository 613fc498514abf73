import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode, ResultId } from '../../../shared/kernel/ids.ts';
import { alert, english, type Page } from './page.ts';

/** A document that may be downloaded, as the page names it: never by its title, which may name a person. */
export interface DocumentView {
  readonly resultId: ResultId;
  readonly documentNumber: string;
  readonly issuedOn: string;
  /** The names in the certificates that signed it. */
  readonly signers: readonly string[];
  readonly verificationCode: string;
}

/** A document that is given out no more, as the page names it. */
export interface FormerView {
  readonly documentNumber: string;
  readonly issuedOn: string;
  readonly verificationCode: string;
  readonly status: 'replaced' | 'revoked';
}

/** Why a form of the page led nowhere. `again`: how long until another code may be sent, in words. */
export type ResultTrouble =
  | { readonly kind: 'wrong_code'; readonly triesLeft: number }
  | { readonly kind: 'code_expired' | 'code_used_up' | 'unavailable' }
  | { readonly kind: 'too_many_codes'; readonly again: readonly [string, string] };

/** The download of a dossier's result. */
export interface ResultView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  /** Newest first. */
  readonly documents: readonly DocumentView[];
  /** What was replaced or revoked, newest first. */
  readonly former: readonly FormerView[];
  /** The phone the code goes to, masked; undefined where the dossier has none. */
  readonly maskedPhone: string | undefined;
  readonly step: 'start' | 'code_sent';
  readonly trouble: ResultTrouble | undefined;
}

const troubleWords = (trouble: ResultTrouble): readonly [string, string] => {
  switch (trouble.kind) {
    case 'wrong_code':
      return [
        `Mã không đúng. Còn được nhập ${trouble.triesLeft} lần.`,
        `The code is wrong. Tries left: ${trouble.triesLeft}.`,
      ];
    case 'code_expired':
      return [
        'Mã đã hết hạn hoặc đã được dùng. Vui lòng bấm “Gửi lại mã” để nhận mã mới.',
        'The code has expired or was used. Please ask for another one.',
      ];
    case 'code_used_up':
      return [
        'Mã đã bị nhập sai 5 lần nên không dùng được nữa. Vui lòng bấm “Gửi lại mã” để nhận mã mới.',
        'The code was wrong 5 times and cannot be used any more. Please ask for another one.',
      ];
    case 'too_many_codes':
      return [
        `Chưa gửi được mã mới. Vui lòng dùng mã vừa nhận, hoặc yêu cầu mã mới ${trouble.again[0]}.`,
        `No further code can be sent yet. Please use the last one, or ask again ${trouble.again[1]}.`,
      ];
    case 'unavailable':
      return [
        'Hiện chưa thực hiện được. Vui lòng thử lại sau ít phút.',
        'This is not possible now. Please try again in a few minutes.',
      ];
  }
};

const documents = (view: ResultView): Html => {
  const [only] = view.documents;
  const named = (each: DocumentView): string => `Số ${each.documentNumber}, ngày ${each.issuedOn}`;
  if (view.documents.length === 1 && only)
    return html`<input type="hidden" name="resultId" value="${only.resultId}"><p>Văn bản: <strong>${named(only)}</strong></p>`;
  return html`<fieldset><legend>Văn bản ${english('Document')}</legend>
${view.documents.map(
  (each, index) =>
    html`<label class="choice"><input type="radio" name="resultId" value="${each.resultId}"${index === 0 && html` checked`}><span>${named(each)}</span></label>`,
)}</fieldset>`;
};

const askForm = (view: ResultView): Html => {
  const again = view.step === 'code_sent';
  return html`<form method="post" action="t/${view.token}/result"><input type="hidden" name="action" value="request">
<button${again && html` class="second"`}>${again ? 'Gửi lại mã' : 'Gửi mã qua SMS'} ${english(again ? 'Send again' : 'Send a code by SMS')}</button></form>`;
};

const codeForm = (view: ResultView): Html =>
  html`<form method="post" action="t/${view.token}/result"><input type="hidden" name="action" value="redeem">
${documents(view)}
<label for="code">Mã 6 số trong tin nhắn ${english('Six-digit code')}</label>
<input type="text" class="digits" id="code" name="code" inputmode="numeric" pattern="[0-9 ]{6,7}" maxlength="7" autocomplete="one-time-code" required>
<button>Tải kết quả ${english('Download')}</button></form>`;

const steps = (view: ResultView): Html => {
  if (view.documents.length === 0)
    return html`<p>Hồ sơ chưa có kết quả điện tử. ${english('There is no electronic result yet.')}</p>`;
  if (view.maskedPhone === undefined)
    return html`<p>Hồ sơ không có số điện thoại di động để gửi mã. Vui lòng nhận kết quả tại cơ quan. ${english('There is no mobile phone to send a code to. Please collect the result at the agency.')}</p>`;
  if (view.step === 'code_sent')
    return html`<p>Nhập mã được gửi qua SMS đến số <strong class="code">${view.maskedPhone}</strong>. Mỗi mã dùng trong 5 phút. Không đưa mã cho ai. ${english('Type the code that was sent by SMS. It lasts 5 minutes. Share it with nobody.')}</p>
${codeForm(view)}${askForm(view)}`;
  return html`<p>Để bảo vệ thông tin của ông/bà, một mã 6 số sẽ được gửi đến số điện thoại trong hồ sơ: <strong class="code">${view.maskedPhone}</strong>. ${english('To protect you, a six-digit code goes to the phone of the dossier.')}</p>
${askForm(view)}`;
};

const fates: Readonly<Record<FormerView['status'], readonly [string, string]>> = {
  replaced: ['đã được thay thế', 'replaced'],
  revoked: ['đã bị thu hồi', 'revoked'],
};

/** Who signed what may be downloaded, and where anybody checks it; what became of what is given out no more. */
const registryLines = ({ documents: issued, former }: ResultView): Html | false =>
  (issued.length > 0 || former.length > 0) &&
  html`<section class="card"><h2>Ký và kiểm tra ${english('Signatures and checks')}</h2><ul class="calls">
${issued.map(
  (each) =>
    html`<li>Số ${each.documentNumber}${each.signers.length > 0 && `, ký bởi ${each.signers.join('; ')}`}: <a class="back" href="verify/${each.verificationCode}">kiểm tra ${english('check')}</a></li>`,
)}${former.map((each) => {
  const [vietnamese, inEnglish] = fates[each.status];
  return html`<li>Số ${each.documentNumber}, ngày ${each.issuedOn}, <strong>${vietnamese}</strong>: <a class="back" href="verify/${each.verificationCode}">xem chi tiết ${english(`${inEnglish}, see more`)}</a></li>`;
})}</ul></section>`;

/** The two steps to a result: ask for a code, type it. */
export const resultPage = (view: ResultView): Page => ({
  title: `Kết quả hồ sơ ${view.dossierCode}`,
  formsLeave: true,
  main: html`<h1>Nhận kết quả ${english('Get the result')}</h1>
<p>Hồ sơ <span class="code">${view.dossierCode}</span></p>
${view.trouble && alert(...troubleWords(view.trouble))}
<section class="card">${steps(view)}</section>
${registryLines(view)}
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ ${english('Back to the dossier')}</a></p>`,
});
