import * as z from 'zod';

const Answered = z.object({ return_code: z.int(), sub_return_code: z.int().nullish() });

/** How ZaloPay answers a call: 1 done, 2 failed, 3 under way; why by `sub`; both as one `code` for the log, such as `2.-101`. */
export interface Codes {
  readonly returned: number;
  readonly sub: number | undefined;
  readonly code: string;
}

/** The codes of an answer (status codes, "Overview"), which is not signed; or a code for why it has none. */
export function codesIn(body: unknown): Codes | { readonly silent: string } {
  const answered = Answered.safeParse(body);
  if (!answered.success) return { silent: body === undefined ? 'no_answer' : 'malformed' };
  const { return_code: returned, sub_return_code: sub } = answered.data;
  return { returned, sub: sub ?? undefined, code: `${returned}.${sub ?? 'none'}` };
}
