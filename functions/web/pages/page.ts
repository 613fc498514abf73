import { type Html, html } from '../../../shared/kernel/html.ts';
import { formatVnd } from '../../../shared/kernel/money.ts';
import type { Tone } from '../domain/words.ts';
import { style } from './style.ts';

/** A page before it is sent. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Loads the page again after so many seconds, by a header of its answer. */
  readonly refreshSeconds?: number;
  /** True where a form of the page ends at another origin (a payment provider, the store of documents). */
  readonly formsLeave?: boolean;
  /** A script of ours that the page works without. */
  readonly script?: string;
}

/** The same sentence in English, after the Vietnamese one. */
export const english = (text: string): Html => html`<span lang="en">${text}</span>`;

/** A number or a date that no line may break. */
export const whole = (text: string): Html => html`<span class="whole">${text}</span>`;

/** An amount in dong, on one line. */
export const money = (amountVnd: number): Html => whole(formatVnd(amountVnd));

/** What went wrong with a form; read out at once. */
export const alert = (vietnamese: string, inEnglish: string): Html =>
  html`<div class="alert" role="alert">${vietnamese} ${english(inEnglish)}</div>`;

/** The one thing that the page is about, large, in a tone that its words carry as well. */
export const stateCard = (
  label: string,
  tone: Tone,
  [vietnamese, inEnglish]: readonly [string, string],
  more?: Html | false,
): Html =>
  html`<section class="card state ${tone}" aria-label="${label}"><strong>${vietnamese}</strong>${english(inEnglish)}${more}</section>`;

/** One row of a description list. */
export const pair = (term: string, inEnglish: string, value: Html | string): Html =>
  html`<dt>${term} ${english(inEnglish)}</dt><dd>${value}</dd>`;

/** Whom to ask. */
export interface AgencyView {
  readonly name: string;
  readonly phone: string | undefined;
}

/** An agency with its phone as a link, where there is one. */
export const agencyLine = ({ name, phone }: AgencyView): Html =>
  phone ? html`${name}<br><a class="back" href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>` : html`${name}`;

const styleMarkup: Html = { markup: `<style>${style}</style>` };

/** The whole document. Its links are relative to `base`, the path under which the pages live, which ends with a slash. */
export const documentOf = (page: Page, base: string): string =>
  html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base href="${base}"><meta name="robots" content="noindex"><meta name="theme-color" content="#0b4a86"><link rel="icon" href="data:,"><title>${page.title} – Một cửa</title>${styleMarkup}</head><body>
<div class="top"><header><a href="./">Một cửa</a></header></div>
<main>${page.main}</main>
<footer><a href="./">Tra cứu hồ sơ ${english('Look up')}</a><a href="verify">Kiểm tra văn bản ${english('Check a document')}</a></footer>
${page.script !== undefined && { markup: `<script>${page.script}</script>` }}</body></html>
`.markup;
