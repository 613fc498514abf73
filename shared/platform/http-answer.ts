import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Failure, FieldFault } from '../kernel/failures.ts';
import { type ProblemKind, problemAddress, problemPolicy } from '../kernel/problems.ts';
import type { Result } from '../kernel/result.ts';

/** What went wrong (RFC 9457), without the address of its kind's page, which only the edge knows. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly fields?: readonly FieldFault[];
  readonly requestId: string;
}

/** An answer before it becomes the gateway's: a JSON value, a problem, a page, bytes of another protocol, or nothing but headers. */
export interface HttpAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly problem?: Problem;
  /** The failure that is answered, where a use case had one. */
  readonly failure?: Failure['kind'];
  readonly text?: string;
  /** Reach the caller as they are, whatever it accepts: every type is binary to the gateway (infra/byte-bodies.ts). */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const alwaysSent = {
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cache-Control': 'no-store',
};

/** What an answer says, and as what media type, where that follows from its form. */
const contentOf = ({ json, problem, text, bytes }: HttpAnswer, publicOrigin: string) => {
  if (bytes) return { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
  if (problem)
    return {
      body: JSON.stringify({ type: problemAddress(publicOrigin, problem.kind), ...problem }),
      type: 'application/problem+json; charset=utf-8',
    };
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json; charset=utf-8' };
  return text ? { body: text, type: 'text/plain; charset=utf-8' } : { body: '' };
};

/** The gateway's form of an answer, with the headers that every answer carries; the pages of problems stand under `publicOrigin`. */
export const gatewayResult = (answer: HttpAnswer, publicOrigin: string): APIGatewayProxyResult => {
  const { type, ...content } = contentOf(answer, publicOrigin);
  return {
    statusCode: answer.status,
    headers: { ...alwaysSent, ...(type ? { 'Content-Type': type } : {}), ...answer.headers },
    ...content,
  };
};

/** What is wrong with this request in particular; no internals. */
const detailOf = (failure: Failure): string => {
  switch (failure.kind) {
    case 'malformed_body':
    case 'not_allowed_now':
    case 'unknown_outcome':
    case 'temporarily_unavailable':
    case 'not_configured':
    case 'refused_document':
    case 'signature_invalid':
      return failure.detail;
    case 'personal_data_erased':
      return 'nothing that may hold personal data is kept of this dossier any more';
    case 'transition_not_allowed':
      return `${failure.event} is not allowed from ${failure.from}`;
    case 'extension_limit':
      return 'the term was extended as often as it may be';
    case 'no_such_moment':
      return `nothing that form ${failure.form} tells of has happened, or it was taken back`;
    case 'refund_exceeds_received':
      return `${failure.leftVnd} VND are left to give back`;
    case 'refund_spans_transactions':
      return 'no transaction holds so much; ask for a refund of each';
    case 'already_decided':
      return 'it was decided otherwise before';
    case 'already_signing':
      return 'the upload that was asked for bears a signature: what was uploaded since is not signed';
    case 'already_replaced':
      return 'another result took the place of the one that is to be replaced, or is about to';
    case 'not_in_force':
      return 'it was replaced or revoked: name the version that you want by its SHA-256';
    case 'same_person':
      return 'another person than the one who asked must approve';
    case 'period_open':
      return 'figures are published once the period is over';
    case 'already_proposed':
      return 'the figures of the period were proposed, and another person must approve them';
    case 'nothing_changed':
      return 'every figure is as it was published';
    case 'not_by_hand':
      return 'the refund does not wait for a bank transfer by hand';
    case 'no_merchant':
      return `neither the agency nor one above it has a merchant of ${failure.provider}`;
    case 'merchant_ended':
      return `${failure.merchant} takes no more payments`;
    case 'too_large':
      return `at most ${failure.limitBytes} bytes`;
    case 'unsupported_media_type':
      return `expected ${failure.expected}`;
    case 'calendar_missing':
      return `no calendar for ${failure.year}`;
    case 'not_found':
      return failure.what;
    case 'idempotency_key_required':
      return 'send an Idempotency-Key of 1-128 printable ASCII characters';
    case 'unauthenticated':
      return 'send "Authorization: Bearer <key>" with a key that is in force';
    case 'forbidden':
      return `this needs the permission ${failure.permission}`;
    case 'conflict':
      return `${failure.key} was used with another body`;
    case 'invalid_input':
      return `wrong: ${failure.fields.map(({ path }) => path || 'the body').join(', ')}`;
    case 'too_many_tries':
      return 'wait, then try again';
    case 'already_signed':
      return 'another signature was taken for this role';
    case 'not_asked':
      return 'no file lies ready for a signature by hand of this role';
  }
};

const answerOf = (
  kind: ProblemKind,
  said: Pick<Problem, 'detail' | 'fields' | 'requestId'>,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => {
  const { status, title } = problemPolicy[kind];
  return { status, headers, problem: { title, status, kind, ...said } };
};

/** A failure as `application/problem+json` (RFC 9457): a stable `kind`, every wrong field, no internals. */
export const problem = (failure: Failure, requestId: string): HttpAnswer => ({
  ...answerOf(
    failure.kind,
    {
      detail: detailOf(failure),
      ...(failure.kind === 'invalid_input' ? { fields: failure.fields } : {}),
      requestId,
    },
    failure.kind === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {},
  ),
  failure: failure.kind,
});

/** An exception as an answer: our fault, no internals. */
export const unexpected = (requestId: string): HttpAnswer =>
  answerOf('internal', { detail: 'the same request may be sent again', requestId });

/** A result as an answer: the value with the status of success, or the failure's problem. */
export const answerWith =
  (requestId: string) =>
  <T>(result: Result<T>, status = 200, body: (value: T) => unknown = (value) => value): HttpAnswer =>
    result.ok ? { status, json: body(result.value) } : problem(result.failure, requestId);
