import { type Html, html } from './html.ts';
import { style } from './style.ts';

/** A page before it is sent. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Loads the page again after so many seconds. */
  readonly refreshSeconds?: number;
  /** True where a form of the page ends at another origin (a payment provider, the store of documents). */
  readonly formsLeave?: boolean;
}

/** The same sentence in English, after the Vietnamese one. */
export const english = (text: string): Html => html`<span lang="en">${text}</span>`;

/** What went wrong with a form; read out at once. */
export const alert = (vietnamese: string, inEnglish: string): Html =>
  html`<div class="alert" role="alert">${vietnamese} ${english(inEnglish)}</div>`;

/** One row of a description list. */
export const pair = (term: string, value: Html | string): Html => html`<dt>${term}</dt><dd>${value}</dd>`;

const styleMarkup: Html = { markup: `<style>${style}</style>` };

/** The whole document. Its links are relative to `base`, the path under which the pages live, which ends with a slash. */
export const documentOf = (page: Page, base: string): string =>
  html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base href="${base}">${
    page.refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${page.refreshSeconds}">`
  }<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${page.title} – Một cửa</title>${styleMarkup}</head><body>
<div class="top"><header><a href="./">Một cửa</a></header></div>
<main>${page.main}</main>
<footer><a href="./">Tra cứu hồ sơ</a><a href="verify">Kiểm tra văn bản</a></footer>
</body></html>
`.markup;
