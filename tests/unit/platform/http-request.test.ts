import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import {
  formBody,
  type HttpRequest,
  jsonBody,
  keptCode,
  pathCode,
  queryOf,
  requestOf,
} from '../../../shared/platform/http-request.ts';

const requestFrom = (event: object): HttpRequest => requestOf(event as APIGatewayProxyEvent, 'r-1', 5);

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  ...requestFrom({ httpMethod: 'GET', path: '/x' }),
  ...more,
});

describe('a request', () => {
  test('of which the gateway says nothing is empty', () => {
    expect(requestFrom({ httpMethod: 'GET' })).toEqual({
      method: 'GET',
      path: '',
      pathParameters: {},
      query: {},
      headers: {},
      body: Buffer.alloc(0),
      sourceIp: '',
      requestId: 'r-1',
      now: 5,
    });
  });

  test('has every text well formed, and names without a value empty', () => {
    const event = {
      httpMethod: 'PUT',
      path: '/a\ud800',
      pathParameters: { code: 'H26\ud800', none: undefined },
      multiValueQueryStringParameters: { state: ['paid', 'x\ud800'], 'n\ud800': ['1'], none: undefined },
      headers: { 'X-A': 'b\ud800', 'X-None': undefined },
      body: 'Ánh',
      requestContext: { identity: { sourceIp: '203.0.113.9' } },
    };
    expect(requestFrom(event)).toMatchObject({
      path: '/a\ufffd',
      pathParameters: { code: 'H26\ufffd', none: '' },
      query: { state: ['paid', 'x\ufffd'], 'n\ufffd': ['1'], none: [] },
      headers: { 'x-a': 'b\ufffd', 'x-none': '' },
      body: Buffer.from('Ánh'),
      sourceIp: '203.0.113.9',
    });
  });

  test('hands a schema of its query the last of what is repeated', () => {
    const Query = z.strictObject({ state: z.string(), limit: z.string().default('50') });
    const read = (query: HttpRequest['query']) => queryOf(Query)(request({ query }));
    expect(read({ state: ['paid', 'due', 'open'] })).toEqual({ ok: true, value: { state: 'open', limit: '50' } });
    expect(read({ more: ['1'] })).toMatchObject({ failure: { kind: 'invalid_input' } });
  });
});

describe('a JSON body', () => {
  const read = (body: string | Uint8Array, type?: string, schema: z.ZodType = z.object({ name: z.string() })) =>
    jsonBody(schema)(request({ body: Buffer.from(body), headers: type === undefined ? {} : { 'content-type': type } }));

  test.each([
    'application/json',
    'Application/JSON',
    'application/json ; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8',
    'application/merge-patch+json',
    'application/vnd.api_1+json',
  ])('is read as %s', (type) => {
    expect(read('{"name":"Ánh"}', type)).toEqual({ ok: true, value: { name: 'Ánh' } });
  });

  test.each([
    undefined,
    '',
    'text/json',
    'x-application/json',
    'application/jsonx',
    'application/json, text/plain',
    'application/[x]+json',
    'application/json; charset=utf-16',
    'application/json; charset="latin1"',
  ])('is not read as %s', (type) => {
    expect(read('{"name":"Ánh"}', type)).toEqual({
      ok: false,
      failure: { kind: 'unsupported_media_type', expected: 'application/json in UTF-8' },
    });
  });

  test.each<[string, string | Uint8Array, string]>([
    ['no JSON', '{', 'the body is not JSON'],
    ['none with a byte order mark within it', '{\ufeff"name":"Ánh"}', 'the body is not JSON'],
    ['no UTF-8', Buffer.from('{"name":"\xc1nh"}', 'latin1'), 'the body is not valid UTF-8'],
  ])('that is %s is malformed, and its sender is told so', (_, body, detail) => {
    expect(read(body, 'application/json')).toEqual({ ok: false, failure: { kind: 'malformed_body', detail } });
  });

  test('whose reading meets a bug of ours is not called malformed', () => {
    const broken = z.unknown().transform(() => {
      throw new RangeError('a bug');
    });
    expect(() => read('{}', 'application/json', broken)).toThrow('a bug');
  });
});

describe('a form', () => {
  const FORM = 'application/x-www-form-urlencoded';
  const read = (body: string, type?: string) =>
    formBody(request({ body: Buffer.from(body), headers: type === undefined ? {} : { 'content-type': type } }));

  test.each([FORM, FORM.toUpperCase(), `${FORM} ; charset=UTF-8`])('is read as %s', (type) => {
    expect(read('a=1', type)).toEqual({ ok: true, value: { a: '1' } });
  });

  test.each([undefined, 'multipart/form-data', `x-${FORM}`, `${FORM}x`])('is not read as %s', (type) => {
    expect(read('a=1', type)).toEqual({ ok: false, failure: { kind: 'unsupported_media_type', expected: FORM } });
  });

  test('has at most 16,384 bytes; one that is broken is said to be so', () => {
    expect(read(`a=${'x'.repeat(16_382)}`, FORM)).toMatchObject({ ok: true });
    expect(read(`a=${'x'.repeat(16_383)}`, FORM)).toMatchObject({ failure: { kind: 'too_large' } });
    expect(read('a=%', FORM)).toEqual({
      ok: false,
      failure: { kind: 'malformed_body', detail: 'the form is not percent-encoded UTF-8' },
    });
  });
});

describe('a code in the path', () => {
  const at = (method: string, code?: string) => request({ method, pathParameters: code === undefined ? {} : { code } });
  const malformed = {
    kind: 'invalid_input',
    fields: [{ path: 'code', message: 'expected an agency code, such as H26.10' }],
  };
  const nothing = { kind: 'not_found', what: 'code' };

  test('is found by today’s rule, and a malformed one is told to whoever writes', () => {
    const read = pathCode('code', AgencyCode);
    expect(read(at('PUT', 'H26'))).toEqual({ ok: true, value: 'H26' });
    expect(read(at('PUT', 'x'))).toEqual({ ok: false, failure: malformed });
    expect(read(at('GET', 'x'))).toEqual({ ok: false, failure: nothing });
    expect(pathCode('code', z.string())(at('GET'))).toEqual({ ok: true, value: '' });
  });

  test('is what its escapes say, and a broken escape is part of no code', () => {
    const from = (code: string) => requestFrom({ httpMethod: 'PUT', path: '/', pathParameters: { code } });
    const scope = z.string().regex(/^agency:[A-Z0-9.]+$/, 'expected a scope');
    expect(pathCode('code', scope)(from('agency%3AH26%2e10'))).toEqual({ ok: true, value: 'agency:H26.10' });
    expect(keptCode('code', AgencyCode)(from('%48%32%36'))).toEqual({ ok: true, value: 'H26' });
    for (const broken of ['H26%', 'H26%2', '%ff', 'H26%252e10'])
      expect(pathCode('code', AgencyCode)(from(broken))).toEqual({ ok: false, failure: malformed });
    expect(from('7QK2%20%E2%80%93%209M').pathParameters).toEqual({ code: '7QK2 – 9M' });
  });

  test('by which something may be kept is malformed only where nothing is', () => {
    const read = keptCode('code', AgencyCode);
    expect(read(at('PUT', 'H26'))).toEqual({ ok: true, value: 'H26' });
    expect(read(at('PUT', 'x'))).toEqual({ ok: true, value: 'x', unlessKept: malformed });
    expect(read(at('GET', 'x'))).toEqual({ ok: true, value: 'x', unlessKept: nothing });
    for (const empty of [undefined, '']) expect(read(at('PUT', empty))).toEqual({ ok: false, failure: malformed });
  });
});
