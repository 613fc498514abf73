import { type Html, html } from '../../../shared/kernel/html.ts';
import type { Language } from './templates/template.ts';

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
  /** The dossier's page for its citizen; that of the preferences lies below it. */
  readonly link: string;
  readonly sender: string;
}

const linkWords = { vi: 'Tra cứu hồ sơ', en: 'Follow your dossier' } as const;

/** The last line of every mail. */
export const AUTOMATIC = {
  vi: 'Thư này được gửi tự động, vui lòng không trả lời.',
  en: 'This message was sent automatically; please do not answer it.',
} as const;

/** What leads to the page of the preferences; the second is the one English line of a Vietnamese mail. */
const preferences = {
  vi: ['Chọn cách nhận hoặc dừng thông báo', 'In English: choose the language of your messages'],
  en: ['Choose which messages you get, or stop them'],
} as const;

const bodyOf = ({ language, greeting, text, details, link, sender }: MailParts): string => {
  return [
    greeting,
    '',
    text,
    '',
    ...details.map(([name, value]) => `${name}: ${value}`),
    `${linkWords[language]}: ${link}`,
    ...preferences[language].map((line) => `${line}: ${link}/preferences`),
    '',
    sender,
    AUTOMATIC[language],
    '',
  ].join('\n');
};

/** A page that a screen reader reads in its language and that fits a narrow phone; everything stands in it, nothing is loaded. */
export const pageOf = (language: Language, subject: string, content: Html): string =>
  html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,sans-serif"><main style="max-width:600px;margin:0 auto;padding:16px">
<h1 style="font-size:20px;line-height:1.3">${subject}</h1>
${content}
</main></body></html>
`.markup;

const contentOf = ({ language, greeting, text, content, details, link, sender }: MailParts): Html => {
  const lines = (paragraph: string) =>
    paragraph.split('\n').map((line, n) => (n === 0 ? html`${line}` : html`<br>${line}`));
  return html`<p>${greeting}</p>
${content === undefined ? text.split('\n\n').map((paragraph) => html`<p>${lines(paragraph)}</p>\n`) : { markup: content }}<dl>${details.map(([name, value]) => html`<dt style="font-weight:bold">${name}</dt><dd style="margin:0 0 8px">${value}</dd>\n`)}</dl>
<p><a href="${link}" style="color:#0b5cad">${linkWords[language]}</a></p>
${preferences[language].map((line, n) => html`<p${n > 0 && html` lang="en"`}><a href="${link}/preferences" style="color:#0b5cad">${line}</a></p>\n`)}<p>${sender}<br>${AUTOMATIC[language]}</p>`;
};

/** A mail from its parts. */
export const mailFrom = (parts: MailParts): Mail => ({
  subject: parts.subject,
  body: bodyOf(parts),
  html: pageOf(parts.language, parts.subject, contentOf(parts)),
});
