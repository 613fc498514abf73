import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { formBody, type HttpRequest } from '../../../shared/platform/http-request.ts';

/** A page that sends no referrer sends the origin `null`; then the browser's own word for it decides, where it gives one. */
const isOurs = ({ headers }: HttpRequest, publicOrigin: string): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return headers.origin === undefined || headers.origin === 'null' || headers.origin === new URL(publicOrigin).origin;
};

/** The fields of a form that one of our own pages sent, of which everything shows, trimmed: what is pasted into one carries direction marks. No cookie is asked for: the link is the secret. */
export const formOf = (request: HttpRequest, publicOrigin: string): Result<Readonly<Record<string, string>>> => {
  if (!isOurs(request, publicOrigin)) return fail({ kind: 'forbidden', permission: 'same origin' });
  const form = formBody(request);
  if (!form.ok) return form;
  const fields = Object.entries(form.value).map(([name, value]) => [name, visibleText(value).trim()]);
  return ok(Object.fromEntries(fields));
};
