import type { FilledForm } from '../../../shared/kernel/forms/form.ts';
import { type Html, html } from '../../../shared/kernel/html.ts';
import type { Language, Template } from './templates/template.ts';

/** An e-mail's words: plain text, and the same as a page. */
export interface Mail {
  readonly subject: string;
  readonly body: string;
  readonly html: string;
}

/** What stands in a mail, each text in NFC and its parts in their order. */
export interface MailParts {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  /** Paragraphs with an empty line between them, of one or more lines. */
  readonly text: string;
  /** Markup that takes the text's place in the page; its values were escaped. */
  readonly content?: string | undefined;
  /** What the message is about: name and value. */
  readonly details: readonly (readonly [string, string])[];
  /** Stands between the text and the details. */
  readonly form?: FilledForm | undefined;
  /** The dossier's page for its citizen; the others lie below it. */
  readonly link: string;
  readonly page?: Template['page'];
  readonly sender: string;
}

/** The last line of every mail. */
export const AUTOMATIC = {
  vi: 'Thư này được gửi tự động, vui lòng không trả lời.',
  en: 'This message was sent automatically; please do not answer it.',
} as const;

const standing = {
  vi: {
    link: 'Tra cứu hồ sơ',
    pages: { pay: 'Nộp phí, lệ phí', paid: 'Khoản đã nộp và biên lai', result: 'Nhận kết quả' },
  },
  en: {
    link: 'Follow your dossier',
    pages: { pay: 'Pay the fee', paid: 'What you paid, and its receipts', result: 'Get the result' },
  },
} as const;

/** Where the pages of a template lie below the dossier's. */
const paths = { pay: '/pay', paid: '/pay', result: '/result' } as const;

/** What leads to the page of the preferences; the second is the one English line of a Vietnamese mail. */
const preferences = {
  vi: ['Chọn cách nhận hoặc dừng thông báo', 'In English: choose the language of your messages'],
  en: ['Choose which messages you get, or stop them'],
} as const;

/** Where a mail leads, by name. */
const linksOf = ({ language, link, page }: MailParts): readonly (readonly [string, string])[] => {
  const words = standing[language];
  return [...(page ? [[words.pages[page], `${link}${paths[page]}`] as const] : []), [words.link, link]];
};

const formLines = ({ title, rows }: FilledForm): readonly string[] => [
  title.toLocaleUpperCase('vi'),
  ...rows.flatMap(([name, value]) => (value.includes('\n') ? [`${name}:`, value] : [`${name}: ${value}`])),
  '',
];

const bodyOf = (parts: MailParts): string => {
  const { language, greeting, text, details, form, link, sender } = parts;
  return [
    greeting,
    '',
    text,
    '',
    ...(form ? formLines(form) : []),
    ...[...details, ...linksOf(parts)].map(([name, value]) => `${name}: ${value}`),
    ...preferences[language].map((line) => `${line}: ${link}/preferences`),
    '',
    sender,
    AUTOMATIC[language],
    '',
  ].join('\n');
};

const linesOf = (paragraph: string) =>
  paragraph.split('\n').map((line, n) => (n === 0 ? html`${line}` : html`<br>${line}`));

const CELL = 'padding:4px 8px 4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere';

const formTable = ({ title, rows }: FilledForm) =>
  html`<table style="width:100%;table-layout:fixed;border-collapse:collapse"><caption style="padding:8px 0;font-weight:bold;text-align:left;text-transform:uppercase">${title}</caption><tbody>
${rows.map(([name, value]) => html`<tr><th scope="row" style="width:40%;${CELL}">${name}</th><td style="${CELL}">${linesOf(value)}</td></tr>\n`)}</tbody></table>\n`;

const anchor = (href: string, name: string) => html`<a href="${href}" style="color:#0b5cad">${name}</a>`;

/** A page that a screen reader reads in its language and that fits a narrow phone; everything stands in it, nothing is loaded. */
export const pageOf = (language: Language, subject: string, content: Html): string =>
  html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,sans-serif"><main style="max-width:600px;margin:0 auto;padding:16px">
<h1 style="font-size:20px;line-height:1.3">${subject}</h1>
${content}
</main></body></html>
`.markup;

const contentOf = (parts: MailParts): Html => {
  const { language, greeting, text, content, details, form, link, sender } = parts;
  return html`<p>${greeting}</p>
${content === undefined ? text.split('\n\n').map((paragraph) => html`<p>${linesOf(paragraph)}</p>\n`) : { markup: content }}${form && formTable(form)}${details.length > 0 && html`<dl>${details.map(([name, value]) => html`<dt style="font-weight:bold">${name}</dt><dd style="margin:0 0 8px">${value}</dd>\n`)}</dl>\n`}${linksOf(parts).map(([name, href]) => html`<p>${anchor(href, name)}</p>\n`)}${preferences[language].map((line, n) => html`<p${n > 0 && html` lang="en"`}>${anchor(`${link}/preferences`, line)}</p>\n`)}<p>${sender}<br>${AUTOMATIC[language]}</p>`;
};

/** A mail from its parts. */
export const mailFrom = (parts: MailParts): Mail => ({
  subject: parts.subject,
  body: bodyOf(parts),
  html: pageOf(parts.language, parts.subject, contentOf(parts)),
});
