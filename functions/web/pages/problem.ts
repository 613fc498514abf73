import { type Html, html } from '../../../shared/kernel/html.ts';
import { type ProblemKind, problemPolicy, problemWords } from '../../../shared/kernel/problems.ts';
import type { ProblemCalls } from '../domain/problem-calls.ts';
import { english, type Page, pair } from './page.ts';

const callsOf = ({ calls, every }: ProblemCalls): Html => {
  if (every) return html`<p>Mọi lời gọi API. ${english('Every call of the API.')}</p>`;
  if (calls.length === 0)
    return html`<p>Không lời gọi API nào trả lời như vậy; người dùng đọc điều này trên trang của hồ sơ hoặc trong trạng thái của đối tượng. ${english('No call of the API answers it: it is told on pages, or in the state of the thing itself.')}</p>`;
  return html`<ul class="calls">${calls.map((call) => html`<li><code class="code">${call}</code></li>`)}</ul>`;
};

/** What a kind of problem means, in which calls it comes, and what to do: the page that the `type` of an answer leads to. */
export const problemPage = (kind: ProblemKind, calls: ProblemCalls): Page => {
  const { title, happened, todo } = problemWords[kind];
  const { status, title: titleInEnglish } = problemPolicy[kind];
  return {
    title,
    main: html`<h1>${title} ${english(titleInEnglish)}</h1>
<section class="card"><dl class="pairs">${pair('Mã lỗi', 'Kind', html`<code>${kind}</code>`)}${pair('Trạng thái HTTP', 'HTTP status', String(status))}</dl></section>
<section class="card"><h2>Điều đã xảy ra ${english('What happened')}</h2><p>${happened[0]} ${english(happened[1])}</p></section>
<section class="card"><h2>Cần làm gì ${english('What to do')}</h2><p>${todo[0]} ${english(todo[1])}</p></section>
<section class="card"><h2>Trong các lời gọi ${english('In which calls')}</h2>${callsOf(calls)}<p><a href="openapi.json">Mô tả API ${english('The description of the API')}</a></p></section>`,
  };
};
