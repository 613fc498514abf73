import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { type HttpRequest, utf8Body } from '../../../shared/platform/http-request.ts';

const MAX_FORM_BYTES = 8192;

/** A page that sends no referrer sends the origin `null`; then the browser's own word for it decides, where it gives one. */
const isOurs = ({ headers }: HttpRequest, publicOrigin: string): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return headers.origin === undefined || headers.origin === 'null' || headers.origin === new URL(publicOrigin).origin;
};

/** The fields of a form that one of our own pages sent, of which everything shows, trimmed: what is pasted into one carries direction marks. No cookie is asked for: the link is the secret. */
export const formOf = (request: HttpRequest, publicOrigin: string): Result<Readonly<Record<string, string>>> => {
  if (!isOurs(request, publicOrigin)) return fail({ kind: 'forbidden', permission: 'same origin' });
  if (request.body.length > MAX_FORM_BYTES) return fail({ kind: 'too_large', limitBytes: MAX_FORM_BYTES });
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return fail({ kind: 'unsupported_media_type', expected: 'application/x-www-form-urlencoded' });
  const text = utf8Body(request);
  if (!text.ok) return text;
  const fields = [...new URLSearchParams(text.value)].map(([name, value]) => [name, visibleText(value).trim()]);
  return ok(Object.fromEntries(fields));
};
