import { type Html, html } from '../../../shared/kernel/html.ts';
import type { PublishedMonth, PublishedRow } from '../domain/published-month.ts';
import { writtenDate } from '../domain/written-date.ts';
import { type FigureTable, figureTables, formulas } from './figure-words.ts';
import { english, type Page } from './page.ts';

/** So many rows are drawn as bars, and so many shown in a table; the files have all. */
const [MOST_BARS, MOST_ROWS] = [20, 300];

const monthOf = (period: string): string => `tháng ${Number(period.slice(5))} năm ${period.slice(0, 4)}`;

const nameOf = ({ agencyCode, procedureCode }: Pick<PublishedRow, 'agencyCode' | 'procedureCode'>): string =>
  `${agencyCode} · ${procedureCode === 'other' ? 'thủ tục khác' : procedureCode}`;

const isShare = (field: string): boolean => /Share$|Rate/.test(field);

const shown = (field: string, value: number | string | null | undefined): string => {
  if (typeof value !== 'number') return '–';
  return isShare(field)
    ? value.toLocaleString('vi-VN', { style: 'percent', maximumFractionDigits: 2 })
    : value.toLocaleString('vi-VN', { maximumFractionDigits: 2 });
};

const tableOf = (
  { title, fields }: FigureTable,
  rows: readonly PublishedRow[],
): Html => html`<div class="scroll" role="region" tabindex="0" aria-label="${title.vi}"><table><caption>${title.vi} ${english(title.en)}</caption>
<thead><tr><th scope="col">Cơ quan, thủ tục ${english('Agency, procedure')}</th>${fields.map(([, { vi, en }]) => html`<th scope="col">${vi} ${english(en)}</th>`)}</tr></thead>
<tbody>${rows.slice(0, MOST_ROWS).map(
  (
    row,
  ) => html`<tr><th scope="row">${nameOf(row)}</th>${fields.map(([field]) => html`<td data-field="${field}" data-value="${String(row[field] ?? '')}">${shown(field, row[field])}</td>`)}</tr>
`,
)}</tbody></table></div>`;

/** A part of a bar: its field, its colour, and how it is named in the picture. */
type Part = readonly [field: string, colour: string];

const BAR = 14;
const LINE = 40;
const WIDTH = 320;

/** Bars on a common scale, each named above itself; what they show stands in the table behind. */
const barsOf = (title: string, rows: readonly PublishedRow[], parts: readonly Part[], most: number): Html => {
  const drawn = rows.slice(0, MOST_BARS);
  const figureOf = (row: PublishedRow, field: string): number => Number(row[field] ?? 0);
  const widthOf = (value: number): number => Math.round((value * WIDTH * 10) / Math.max(most, 1)) / 10;
  const bar = (row: PublishedRow, line: number): Html => {
    let from = 0;
    const pieces = parts.map(([field, colour]) => {
      const width = widthOf(figureOf(row, field));
      const piece = html`<rect x="${String(from)}" y="${String(line * LINE + 20)}" width="${String(width)}" height="${String(BAR)}" fill="${colour}"/>`;
      from += width;
      return piece;
    });
    return html`<text x="0" y="${String(line * LINE + 15)}" font-size="12">${nameOf(row)}</text>${pieces}`;
  };
  return html`<svg class="chart" role="img" viewBox="0 0 ${String(WIDTH)} ${String(Math.max(1, drawn.length) * LINE)}"><title>${title}</title>${drawn.map(bar)}</svg>`;
};

const ended: readonly Part[] = [
  ['finishedEarly', '#17683a'],
  ['finishedOnTime', '#0b4a86'],
  ['finishedLate', '#9b1c1c'],
];

const finishedOf = (row: PublishedRow): number => ended.reduce((sum, [field]) => sum + Number(row[field] ?? 0), 0);

const wordsOf = new Map(figureTables.flatMap(({ fields }) => fields));

/** What a figure is called; one of other formulas by its name in the data. */
const calledOf = (field: string): Html | string => {
  const words = wordsOf.get(field);
  return words ? html`${words.vi} ${english(words.en)}` : field;
};

const changesOf = ({ restates, changes = [] }: PublishedMonth): Html | false =>
  restates !== undefined &&
  html`<section class="card"><h2>Đính chính bản ${restates} ${english(`Restates version ${restates}`)}</h2><ul class="calls">${changes.slice(0, MOST_ROWS).map((change) => html`<li>${nameOf(change)}, ${calledOf(change.field)}: ${shown(change.field, change.from)} → ${shown(change.field, change.to)}. ${change.reason}</li>`)}</ul></section>`;

const otherMonths = (months: readonly string[]): Html | false =>
  months.length > 0 &&
  html`<section class="card"><h2>Các tháng đã công bố ${english('Published months')}</h2><ul class="calls">${months.map((period) => html`<li><a class="back" href="figures/${period}">${monthOf(period)}</a></li>`)}</ul></section>`;

/** A published month with its charts and tables. */
export const figuresPage = (month: PublishedMonth, months: readonly string[]): Page => {
  const { period, version, rows } = month;
  const busiest = rows.toSorted((a, b) => finishedOf(b) - finishedOf(a));
  const [flow, time, rest] = figureTables;
  const path = `figures/${period}/${version}`;
  return {
    title: `Số liệu ${monthOf(period)}`,
    main: html`<h1>Số liệu giải quyết hồ sơ ${monthOf(period)} ${english(`Figures of ${period}`)}</h1>
<p>Bản ${version}, công bố ${writtenDate(month.publishedAt)}. <a href="${path}.csv">CSV</a>, <a href="${path}.json">JSON</a>, <a href="figures/formulas/${month.formulaVersion}">cách tính</a>. ${english(`Version ${version}; data as CSV and JSON; how it is reckoned.`)}</p>
${changesOf(month)}
<section class="card"><h2>Kết quả giải quyết ${english('How dossiers ended')}</h2>
<p class="hint">Xanh lá: trước hạn; xanh dương: đúng hạn; đỏ: quá hạn. ${english('Green early, blue on time, red late.')}</p>
${barsOf('Hồ sơ đã xong trước hạn, đúng hạn, quá hạn', busiest, ended, Math.max(...busiest.map(finishedOf), 1))}
${tableOf(flow, rows)}</section>
<section class="card"><h2>Tỷ lệ đúng hạn ${english('Rate on time')}</h2>
${barsOf('Tỷ lệ hồ sơ xong đúng hạn', busiest, [['onTimeRate', '#0b4a86']], 1)}
${tableOf(time, rows)}</section>
<section class="card"><h2>${rest.title.vi} ${english(rest.title.en)}</h2>${tableOf(rest, rows)}
${rows.length > MOST_ROWS && html`<p class="hint">Bảng có ${MOST_ROWS} dòng đầu; tệp CSV có đủ. ${english('The files have all rows.')}</p>`}</section>
${otherMonths(months)}`,
  };
};

/** That nothing is published yet. */
export const noFiguresPage: Page = {
  title: 'Số liệu',
  main: html`<h1>Số liệu giải quyết hồ sơ ${english('Figures')}</h1><p>Chưa có tháng nào được công bố. ${english('No month has been published yet.')}</p>`,
};

/** How the figures are reckoned; undefined for formulas that there are not. */
export const formulasPage = (version: string): Page | undefined => {
  const said = Object.hasOwn(formulas, version) ? formulas[version] : undefined;
  return (
    said && {
      title: 'Cách tính số liệu',
      main: html`<h1>Cách tính số liệu, bản ${version} ${english('How figures are reckoned')}</h1><section class="card"><ul class="calls">${said.map(({ vi, en }) => html`<li>${vi} ${english(en)}</li>`)}</ul></section>`,
    }
  );
};
