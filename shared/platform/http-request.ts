import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import type { Caller } from '../kernel/callers.ts';
import { utf8Text } from '../kernel/characters.ts';
import type { Failure } from '../kernel/failures.ts';
import { IdempotencyKey } from '../kernel/ids.ts';
import { parseInput } from '../kernel/parse.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { clientAddress } from './client-address.ts';

/** A JSON body is at most this large. */
const MAX_JSON_BYTES = 256 * 1024;

/** A CSV body is at most this large. */
const MAX_CSV_BYTES = 4 * 1024 * 1024;

/** A form of our pages is at most this large. */
const MAX_FORM_BYTES = 16_384;

/** A request as handlers see it: everything raw until asked for, and every text in it well formed (no lone surrogates). */
export interface HttpRequest {
  readonly method: string;
  /** The path as the caller wrote it, without the stage. */
  readonly path: string;
  /** What the parts of the path say, percent escapes undone; a broken escape stays as it came. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Decoded query parameters with every repetition, in the order they came. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Header values by lower-case name; the last of repeated ones. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that came. */
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

/** What a segment of the path says: a REST API hands it on as its client wrote it, who may escape what need not be (RFC 3986, 2.3 and 3.3). */
const saidBy = (segment: string): string => percentDecoded(segment) ?? segment;

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
      Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, saidBy(wellFormed(value))]),
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

/** What was read, or the failure that says what is wrong with it. `unlessKept`: wrong, unless something is kept by it. */
export type Read<T> =
  | { readonly ok: true; readonly value: T; readonly unlessKept?: Failure }
  | { readonly ok: false; readonly failure: Failure };

/** Reads one thing of a request. */
export type Reader<T> = (request: HttpRequest) => Read<T>;

/** The body as text: `malformed_body` where its bytes are not UTF-8. */
const utf8Body = ({ body }: HttpRequest): Result<string> => {
  const text = utf8Text(body);
  return text === undefined ? fail({ kind: 'malformed_body', detail: 'the body is not valid UTF-8' }) : ok(text);
};

const mediaTypeOf = ({ headers }: HttpRequest): string => headers['content-type'] ?? '';

/** The JSON body in the schema's shape, or the failure that says what is wrong with it: size, media type, encoding, syntax, fields. */
export const jsonBody =
  <S extends z.ZodType>(schema: S) =>
  (request: HttpRequest): Result<z.output<S>> => {
    if (request.body.length > MAX_JSON_BYTES) return fail({ kind: 'too_large', limitBytes: MAX_JSON_BYTES });
    const mediaType = mediaTypeOf(request);
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

/** The bytes of a CSV body (RFC 4180), whatever they say, or the failure that says what is wrong with it: size, media type. */
export const csvBody = (request: HttpRequest): Result<Uint8Array> => {
  if (request.body.length > MAX_CSV_BYTES) return fail({ kind: 'too_large', limitBytes: MAX_CSV_BYTES });
  return /^text\/csv\s*(;|$)/i.test(mediaTypeOf(request))
    ? ok(request.body)
    : fail({ kind: 'unsupported_media_type', expected: 'text/csv' });
};

/** What percent-encoded text says (RFC 3986, 2.1); undefined where an escape is cut or the bytes are not UTF-8. */
export const percentDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** A name or a value in a form; undefined where it is broken, or U+FFFD says that it was broken on its way. */
const unescaped = (text: string): string | undefined => {
  const said = percentDecoded(text.replaceAll('+', ' '));
  return said?.includes('\ufffd') ? undefined : said;
};

/** The fields of a form by name, of repeated ones the last, or the failure that says what is wrong with it: size, media type, encoding. */
export const formBody = (request: HttpRequest): Result<Readonly<Record<string, string>>> => {
  if (request.body.length > MAX_FORM_BYTES) return fail({ kind: 'too_large', limitBytes: MAX_FORM_BYTES });
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(mediaTypeOf(request)))
    return fail({ kind: 'unsupported_media_type', expected: 'application/x-www-form-urlencoded' });
  const text = utf8Body(request);
  if (!text.ok) return text;
  const fields: [string, string][] = [];
  for (const field of text.value.split('&').filter((each) => each !== '')) {
    const [written, ...said] = field.split('=') as [string, ...string[]];
    const [name, value] = [unescaped(written), unescaped(said.join('='))];
    if (name === undefined || value === undefined)
      return fail({ kind: 'malformed_body', detail: 'the form is not percent-encoded UTF-8' });
    fields.push([name, value]);
  }
  return ok(Object.fromEntries(fields));
};

const malformed = ({ method }: HttpRequest, name: string, error: z.ZodError): Failure => {
  const [{ message }] = error.issues as [z.core.$ZodIssue];
  return method === 'GET'
    ? { kind: 'not_found', what: name }
    : { kind: 'invalid_input', fields: [{ path: name, message }] };
};

/** A code in the path, by today's rule: a malformed one is `not_found` when reading, `invalid_input` when writing. */
export const pathCode =
  <S extends z.ZodType<string>>(name: string, schema: S) =>
  (request: HttpRequest): Result<z.output<S>> => {
    const parsed = schema.safeParse(request.pathParameters[name] ?? '');
    return parsed.success ? ok(parsed.data) : fail(malformed(request, name, parsed.error));
  };

/** A code in the path by which something is kept, by the rule of its day: one that today's rule refuses is malformed only where nothing is. */
export const keptCode =
  <Id extends string>(name: string, schema: z.ZodType<Id, string>): Reader<Id> =>
  (request) => {
    const code = request.pathParameters[name] ?? '';
    const { error } = schema.safeParse(code);
    if (!error) return ok(code as Id);
    const failure = malformed(request, name, error);
    return code === '' ? fail(failure) : { ok: true, value: code as Id, unlessKept: failure };
  };

/** The query in the schema's shape; of repeated parameters the schema sees the last. */
export const queryOf =
  <S extends z.ZodType>(schema: S) =>
  ({ query }: HttpRequest): Result<z.output<S>> =>
    parseInput(schema, Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)])));

/** The `Idempotency-Key` that every creating `POST` needs. */
export const idempotencyKey = (request: HttpRequest): Result<string> => {
  const parsed = IdempotencyKey.safeParse(request.headers['idempotency-key']);
  return parsed.success ? ok(parsed.data) : fail({ kind: 'idempotency_key_required' });
};
