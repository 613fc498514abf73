import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import type { Caller } from '../kernel/callers.ts';
import { IdempotencyKey } from '../kernel/ids.ts';
import { parseInput } from '../kernel/parse.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { clientAddress } from './client-address.ts';

/** A JSON body is at most this large. */
export const MAX_JSON_BYTES = 256 * 1024;

/** A request as handlers see it: everything raw until asked for, and every text in it well formed (no lone surrogates). */
export interface HttpRequest {
  readonly method: string;
  /** The path as the caller wrote it, without the stage. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Decoded query parameters with every repetition, in the order they came. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Header values by lower-case name; the last of repeated ones. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The client's address; behind a proxy that the stage names, as that proxy wrote it. */
  readonly sourceIp: string;
  readonly requestId: string;
  readonly now: number;
}

/** A request to a route with a permission, from a caller who has it. */
export interface ApiRequest extends HttpRequest {
  readonly caller: Caller;
}

/** Half a character cannot be written as UTF-8 nor percent-encoded: U+FFFD takes its place, as it does where UTF-8 is decoded. */
const wellFormed = (text: string | null | undefined): string => (text ?? '').toWellFormed();

const headersOf = (event: APIGatewayProxyEvent): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), wellFormed(value)]),
  );

/** The request in an event of a REST API (Lambda proxy integration). */
export const requestOf = (event: APIGatewayProxyEvent, requestId: string, now: number): HttpRequest => {
  const headers = headersOf(event);
  const caller = event.requestContext?.identity?.sourceIp ?? '';
  return {
    method: event.httpMethod,
    path: wellFormed(event.path),
    pathParameters: Object.fromEntries(
      Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, wellFormed(value)]),
    ),
    query: Object.fromEntries(
      Object.entries(event.multiValueQueryStringParameters ?? {}).map(([name, values]) => [
        wellFormed(name),
        (values ?? []).map(wellFormed),
      ]),
    ),
    headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    sourceIp: clientAddress(caller, headers['x-forwarded-for']),
    requestId,
    now,
  };
};

const REPLACEMENT = '\ufffd';

/** The body as text: `malformed_body` where it is not UTF-8. The gateway turns broken bytes into U+FFFD, so that is refused too. */
export const utf8Body = (request: HttpRequest): Result<string> => {
  const text = request.body.toString('utf8');
  return text.includes(REPLACEMENT)
    ? fail({ kind: 'malformed_body', detail: 'the body is not valid UTF-8' })
    : ok(text);
};

/** The JSON body in the schema's shape, or the failure that says what is wrong with it: size, media type, encoding, syntax, fields. */
export const jsonBody = <S extends z.ZodType>(request: HttpRequest, schema: S): Result<z.output<S>> => {
  if (request.body.length > MAX_JSON_BYTES) return fail({ kind: 'too_large', limitBytes: MAX_JSON_BYTES });
  const mediaType = request.headers['content-type'] ?? '';
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(mediaType) || /charset=(?!"?utf-?8\b)/i.test(mediaType)) {
    return fail({ kind: 'unsupported_media_type', expected: 'application/json in UTF-8' });
  }
  const text = utf8Body(request);
  if (!text.ok) return text;
  try {
    // A byte order mark before it is let pass (RFC 8259, 8.1).
    return parseInput(schema, JSON.parse(text.value.replace(/^\ufeff/, '')));
  } catch (error) {
    if (error instanceof SyntaxError) return fail({ kind: 'malformed_body', detail: 'the body is not JSON' });
    throw error;
  }
};

/** A code in the path: a malformed one is `not_found` when reading, `invalid_input` when writing. */
export const pathCode = <S extends z.ZodType<string>>(
  request: HttpRequest,
  name: string,
  schema: S,
): Result<z.output<S>> => {
  const parsed = schema.safeParse(request.pathParameters[name] ?? '');
  if (parsed.success) return ok(parsed.data);
  if (request.method === 'GET') return fail({ kind: 'not_found', what: name });
  return fail({
    kind: 'invalid_input',
    fields: [{ path: name, message: parsed.error.issues[0]?.message ?? 'malformed' }],
  });
};

/** The query in the schema's shape; of repeated parameters the schema sees the last. */
export const queryOf = <S extends z.ZodType>(request: HttpRequest, schema: S): Result<z.output<S>> =>
  parseInput(schema, Object.fromEntries(Object.entries(request.query).map(([name, values]) => [name, values.at(-1)])));

/** The `Idempotency-Key` that every creating `POST` needs. */
export const idempotencyKey = (request: HttpRequest): Result<string> => {
  const parsed = IdempotencyKey.safeParse(request.headers['idempotency-key']);
  return parsed.success ? ok(parsed.data) : fail({ kind: 'idempotency_key_required' });
};
