import { createHash } from 'node:crypto';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { documentOf, type Page } from '../pages/page.ts';
import { style } from '../pages/style.ts';

const sourceOf = (inline: string): string => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

const styleHash = sourceOf(style);

/** No script but the page's own, to the letter. */
const scripts = ({ script }: Page): string => (script === undefined ? '' : ` script-src ${sourceOf(script)};`);

/** Browsers hold a form's redirect to the page's policy, so a page whose form leaves must allow where it ends: any origin, in secret. */
const formTargets = (page: Page, publicOrigin: string): string => {
  if (!page.formsLeave) return "'self'";
  return publicOrigin.startsWith('https:') ? "'self' https:" : "'self' https: http:";
};

/** Turns pages into answers that no script of others, frame, cache or search engine gets hold of. */
export const pageAnswers = (publicOrigin: string) => {
  const base = `${new URL(publicOrigin).pathname.replace(/\/$/, '')}/`;
  return (page: Page, status = 200, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
    status,
    text: documentOf(page, base),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src ${styleHash};${scripts(page)} img-src data:; form-action ${formTargets(page, publicOrigin)}; base-uri 'self'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
      ...(page.refreshSeconds === undefined ? {} : { Refresh: String(page.refreshSeconds) }),
      ...headers,
    },
  });
};

/** Turns a page into an answer, with a status other than 200 and more headers where they are given. */
export type PageAnswers = ReturnType<typeof pageAnswers>;

/** Sends the browser on; after a form with 303, so that going back does not send it again. */
export const redirect = (location: string, status: 302 | 303 = 303): HttpAnswer => ({
  status,
  headers: { Location: location, 'Referrer-Policy': 'no-referrer' },
});
