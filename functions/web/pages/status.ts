import { formatVnd } from '../../../shared/kernel/money.ts';
import type { Words } from '../domain/words.ts';
import { type Html, html } from './html.ts';
import { english, type Page, pair } from './page.ts';

/** Whom to ask. */
export interface AgencyView {
  readonly name: string;
  readonly phone: string | undefined;
}

/** A dossier as its citizen's page shows it: nothing in it names a person. Times are written out. */
export interface StatusView {
  readonly token: string;
  readonly dossierCode: string;
  readonly procedureName: string;
  readonly maskedName: string;
  readonly agency: AgencyView;
  readonly status: Words;
  readonly nextStep: Words;
  readonly promisedAt: string | undefined;
  readonly clock: 'paused' | 'overdue' | 'other';
  /** The sum of the fees that wait to be paid, in dong; 0 where none does. */
  readonly dueVnd: number;
  readonly hasResult: boolean;
  /** Newest first. */
  readonly moments: readonly { readonly at: string; readonly iso: string; readonly label: string }[];
}

const promise = ({ promisedAt, clock }: StatusView): Html => {
  if (promisedAt === undefined) return html`Sẽ thông báo khi hồ sơ được tiếp nhận`;
  if (clock === 'overdue') return html`${promisedAt}<br>Đã quá hẹn, cơ quan đang xử lý`;
  return clock === 'paused' ? html`${promisedAt}<br>Thời hạn đang tạm dừng` : html`${promisedAt}`;
};

const nextStep = (view: StatusView): Html => {
  if (view.dueVnd > 0)
    return html`<p>Có phí, lệ phí cần nộp: <strong>${formatVnd(view.dueVnd)}</strong>. ${english('There is a fee to pay.')}</p>
<a class="button" href="t/${view.token}/pay">Nộp phí, lệ phí ${english('Pay the fee')}</a>`;
  if (view.hasResult)
    return html`<p>Kết quả đã được ký số, bạn có thể tải về. ${english('The signed result can be downloaded.')}</p>
<a class="button" href="t/${view.token}/result">Nhận kết quả ${english('Get the result')}</a>`;
  return html`<p>${view.nextStep.vi} ${english(view.nextStep.en)}</p>`;
};

const alsoResult = ({ token, dueVnd, hasResult }: StatusView): Html | false =>
  dueVnd > 0 && hasResult && html`<p><a class="back" href="t/${token}/result">Nhận kết quả</a></p>`;

/** An agency with its phone as a link, where there is one. */
export const agencyLine = ({ name, phone }: AgencyView): Html =>
  phone ? html`${name}<br><a class="back" href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>` : html`${name}`;

/** Where a dossier stands, what comes next, and what happened. */
export const statusPage = (view: StatusView): Page => ({
  title: `Hồ sơ ${view.dossierCode}`,
  main: html`<h1>Hồ sơ <span class="code">${view.dossierCode}</span></h1>
<section class="card state" aria-label="Trạng thái"><strong>${view.status.vi}</strong>${english(view.status.en)}</section>
<section class="card"><h2>Việc cần làm ${english('What to do')}</h2>${nextStep(view)}${alsoResult(view)}</section>
<section class="card"><h2>Thông tin hồ sơ ${english('The dossier')}</h2><dl class="pairs">
${pair('Thủ tục', view.procedureName)}
${pair('Người nộp', view.maskedName)}
${pair('Hẹn trả kết quả', promise(view))}
${pair('Cơ quan', agencyLine(view.agency))}
</dl></section>
<section class="card"><h2>Quá trình xử lý ${english('History')}</h2><ol class="steps">
${view.moments.map(({ at, iso, label }) => html`<li>${label}<time datetime="${iso}">${at}</time></li>`)}
</ol></section>`,
});
