import type * as z from 'zod';
import { parseInput } from '../../../shared/kernel/parse.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { formBody, type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import type { Query } from '../ports.ts';

/** What a payer's browser brings to a page, in its order: its query, or the form that it posts. */
export const broughtBy = ({ method, query, body }: HttpRequest): Query => {
  if (method === 'GET') return query;
  const form: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(Buffer.from(body).toString('utf8')))
    form[name] = [...(form[name] ?? []), value];
  return form;
};

/** True where a person pressed a button of a page; a test sends JSON. */
export const isForm = ({ headers }: HttpRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** What was chosen, by a form or by JSON; `invalid_input` where it is nothing that can be chosen. */
export const choiceIn = <S extends z.ZodType>(request: HttpRequest, choice: S): Result<z.output<S>> => {
  if (!isForm(request)) return jsonBody(choice)(request);
  const form = formBody(request);
  return form.ok ? parseInput(choice, form.value) : form;
};
