import { type Html, html } from './html.ts';
import { alert, english, type Page } from './page.ts';

/** A document that may be downloaded, as the page names it: never by its title, which may name a person. */
export interface DocumentView {
  readonly resultId: string;
  readonly documentNumber: string;
  readonly issuedOn: string;
}

/** The download of a dossier's result. */
export interface ResultView {
  readonly token: string;
  readonly dossierCode: string;
  /** Newest first. */
  readonly documents: readonly DocumentView[];
  /** The phone the code goes to, masked; undefined where the dossier has none. */
  readonly maskedPhone: string | undefined;
  readonly step: 'start' | 'code_sent';
  readonly trouble: 'wrong_code' | 'too_many_tries' | undefined;
}

const troubles: Readonly<Record<NonNullable<ResultView['trouble']>, readonly [string, string]>> = {
  wrong_code: [
    'Mã không đúng hoặc đã hết hạn. Mỗi mã dùng được trong 5 phút và thử được 5 lần.',
    'The code is wrong or has expired. A code lasts 5 minutes and 5 tries.',
  ],
  too_many_tries: [
    'Bạn đã yêu cầu hoặc thử quá nhiều lần. Vui lòng đợi 15 phút.',
    'Too many requests or tries. Please wait 15 minutes.',
  ],
};

const documents = (view: ResultView): Html => {
  const [only] = view.documents;
  const named = (each: DocumentView): string => `Số ${each.documentNumber}, ngày ${each.issuedOn}`;
  if (view.documents.length === 1 && only)
    return html`<input type="hidden" name="resultId" value="${only.resultId}"><p>Văn bản: <strong>${named(only)}</strong></p>`;
  return html`<label for="resultId">Văn bản ${english('Document')}</label><select id="resultId" name="resultId">
${view.documents.map((each) => html`<option value="${each.resultId}">${named(each)}</option>`)}
</select>`;
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
<input type="text" class="digits" id="code" name="code" inputmode="numeric" pattern="[0-9]{6}" maxlength="6" autocomplete="one-time-code" required>
<button>Tải kết quả ${english('Download')}</button></form>`;

const steps = (view: ResultView): Html => {
  if (view.documents.length === 0)
    return html`<p>Hồ sơ chưa có kết quả điện tử. ${english('There is no electronic result yet.')}</p>`;
  if (view.maskedPhone === undefined)
    return html`<p>Hồ sơ không có số điện thoại để gửi mã. Vui lòng nhận kết quả tại cơ quan. ${english('There is no phone to send a code to. Please collect the result at the agency.')}</p>`;
  if (view.step === 'code_sent')
    return html`<p>Mã đã được gửi đến số <strong class="code">${view.maskedPhone}</strong>, dùng được trong 5 phút. ${english('A code was sent. It lasts 5 minutes.')}</p>
${codeForm(view)}${askForm(view)}`;
  return html`<p>Để bảo vệ thông tin của bạn, chúng tôi gửi một mã 6 số đến số điện thoại trong hồ sơ: <strong class="code">${view.maskedPhone}</strong>. ${english('To protect you, a six-digit code goes to the phone of the dossier.')}</p>
${askForm(view)}`;
};

/** The two steps to a result: ask for a code, type it. */
export const resultPage = (view: ResultView): Page => ({
  title: `Kết quả hồ sơ ${view.dossierCode}`,
  formsLeave: true,
  main: html`<h1>Nhận kết quả ${english('Get the result')}</h1>
<p>Hồ sơ <span class="code">${view.dossierCode}</span></p>
${view.trouble && alert(...troubles[view.trouble])}
<section class="card">${steps(view)}</section>
<p><a class="back" href="t/${view.token}">Quay lại hồ sơ</a></p>`,
});
