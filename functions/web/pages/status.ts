import { type Html, html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Words } from '../../../shared/kernel/words.ts';
import type { Tone } from '../domain/words.ts';
import { type AgencyView, agencyLine, english, money, type Page, pair, stateCard, whole } from './page.ts';

/** A dossier as its citizen's page shows it: nothing in it names a person. Times are written out. */
export interface StatusView {
  readonly token: string;
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  /** Undefined once personal data were erased. */
  readonly maskedName: string | undefined;
  readonly agency: AgencyView;
  readonly status: Words;
  readonly tone: Tone;
  /** Undefined where what is said of the money leaves nothing to do. */
  readonly nextStep: Words | undefined;
  /** What is to be said of money that came and was not owed, or is under review, and of the fee by which the dossier shows 6. */
  readonly aboutMoney: readonly Words[];
  /** Undefined where none was given, or none holds any more. */
  readonly promisedAt: string | undefined;
  /** True while a promise is still to be given. */
  readonly isPromiseAwaited: boolean;
  readonly clock: 'paused' | 'overdue' | 'other';
  /** The sum of the fees that wait to be paid, in dong; 0 where none does. */
  readonly dueVnd: number;
  /** True where a fee has a receipt to open. */
  readonly hasReceipts: boolean;
  /** True where a signed result waits that the citizen can open: a code for it can be sent. */
  readonly isDownloadable: boolean;
  /** True once the dossier has ended: from then on it can be rated, or shows how it was. */
  readonly isRateable: boolean;
  /** Newest first. */
  readonly moments: readonly {
    readonly at: string;
    readonly iso: string;
    readonly label: Words;
    /** The date that the moment tells of. */
    readonly date: string | undefined;
  }[];
}

const clockWords: Readonly<Record<StatusView['clock'], readonly [string, string] | undefined>> = {
  paused: ['Thời hạn đang tạm dừng', 'The clock stands still'],
  overdue: ['Đã quá hạn', 'Overdue'],
  other: undefined,
};

/** The promised date stands beside the status: the two things that a citizen comes for. */
const promise = ({ promisedAt, isPromiseAwaited, clock }: StatusView): Html | false => {
  if (promisedAt === undefined)
    return (
      isPromiseAwaited &&
      html`<p class="promise">Ngày hẹn trả kết quả sẽ được thông báo khi hồ sơ được tiếp nhận. ${english('The date is promised once the dossier is accepted.')}</p>`
    );
  const words = clockWords[clock];
  return html`<p class="promise">Hẹn trả kết quả: <b>${whole(promisedAt)}</b> ${english('Result promised by')}${words && html`<b>${words[0]}</b> ${english(words[1])}`}</p>`;
};

const nextStep = (view: StatusView): Html | undefined => {
  if (view.dueVnd > 0)
    return html`<p>Có phí, lệ phí cần nộp: <strong>${money(view.dueVnd)}</strong>. ${english('There is a fee to pay.')}</p>
<a class="button" href="t/${view.token}/pay">Nộp phí, lệ phí ${english('Pay the fee')}</a>`;
  if (view.isDownloadable)
    return html`<p>Kết quả đã được ký số, ông/bà có thể tải về. ${english('The signed result can be downloaded.')}</p>
<a class="button" href="t/${view.token}/result">Nhận kết quả ${english('Get the result')}</a>`;
  return view.nextStep && html`<p>${view.nextStep.vi} ${english(view.nextStep.en)}</p>`;
};

const alsoResult = ({ token, dueVnd, isDownloadable }: StatusView): Html | false =>
  dueVnd > 0 &&
  isDownloadable &&
  html`<p><a class="back" href="t/${token}/result">Nhận kết quả ${english('Get the result')}</a></p>`;

const receipts = ({ token, hasReceipts }: StatusView): Html | false =>
  hasReceipts &&
  html`<p><a class="back" href="t/${token}/pay">Phí, lệ phí và biên lai ${english('Fees and receipts')}</a></p>`;

const rating = ({ token, isRateable }: StatusView): Html | false =>
  isRateable &&
  html`<p><a class="back" href="t/${token}/rating">Đánh giá việc giải quyết ${english('Rate how it was handled')}</a></p>`;

/** Where a dossier stands, what comes next, and what happened. */
export const statusPage = (view: StatusView): Page => ({
  title: `Hồ sơ ${view.dossierCode}`,
  main: html`<h1>Hồ sơ <span class="code">${view.dossierCode}</span></h1>
${stateCard('Trạng thái', view.tone, [view.status.vi, view.status.en], promise(view))}
<section class="card"><h2>Việc cần làm ${english('What to do')}</h2>${view.aboutMoney.map(({ vi, en }) => html`<p><strong>${vi}</strong> ${english(en)}</p>`)}${nextStep(view)}${alsoResult(view)}${receipts(view)}${rating(view)}</section>
<section class="card"><h2>Thông tin hồ sơ ${english('The dossier')}</h2><dl class="pairs">
${pair('Thủ tục', 'Procedure', view.procedureName)}
${view.maskedName !== undefined && pair('Người nộp', 'Applicant', view.maskedName)}
${pair('Cơ quan', 'Agency', agencyLine(view.agency))}
</dl><p><a class="back" href="t/${view.token}/preferences">Cách nhận thông báo ${english('How you are told')}</a></p></section>
<section class="card"><h2>Quá trình xử lý ${english('History')}</h2><ol class="steps">
${view.moments.map(
  ({ at, iso, label, date }) =>
    html`<li>${label.vi}${date !== undefined && html`: ${whole(date)}`}<small><time datetime="${iso}">${at}</time> · ${english(label.en)}</small></li>`,
)}
</ol></section>`,
});
