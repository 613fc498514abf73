import type { Failure } from '../kernel/failures.ts';
import { fail } from '../kernel/result.ts';
import { answerWith, type HttpAnswer } from './http-answer.ts';
import type { HttpRequest, Read, Reader } from './http-request.ts';

/** Makes the answer to a result of this request: `answerWith` its id. */
type Answer = ReturnType<typeof answerWith>;

/** What is wrong with what was read, the first of it, and whether that is certain. */
const faultOf = (
  read: readonly Read<unknown>[],
): { readonly failure: Failure; readonly isCertain: boolean } | undefined => {
  const first = read.find((each) => !each.ok || each.unlessKept);
  if (first === undefined) return undefined;
  const failure = first.ok ? first.unlessKept : first.failure;
  return failure && { failure, isCertain: read.some(({ ok }) => !ok) };
};

/**
 * A route that takes what the readers read, in their order, and answers the first fault where there is one: then nothing is done. A name
 * by which something may be kept is at fault only where nothing is.
 */
export const taking =
  <const T extends readonly unknown[], Q extends HttpRequest>(
    readers: { readonly [K in keyof T]: Reader<T[K]> },
    handle: (request: Q, answer: Answer, ...taken: T) => HttpAnswer | Promise<HttpAnswer>,
  ) =>
  async (request: Q): Promise<HttpAnswer> => {
    const answer = answerWith(request.requestId);
    const read = (readers as readonly Reader<unknown>[]).map((reader) => reader(request));
    const fault = faultOf(read);
    if (fault?.isCertain) return answer(fail(fault.failure));
    const taken = read.flatMap((each) => (each.ok ? [each.value] : [])) as unknown as T;
    const answered = await handle(request, answer, ...taken);
    return fault && answered.failure === 'not_found' ? answer(fail(fault.failure)) : answered;
  };
