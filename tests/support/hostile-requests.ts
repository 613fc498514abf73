import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import type { RouteContract } from '../../shared/kernel/contract.ts';

/** Texts on which programs break: cut characters, broken encodings, what means something to a path, a key, a page or an object. */
const nasty = [
  '',
  ' ',
  '\u0000',
  '\ud83d',
  '\ude00\ud83d',
  `${'a'.repeat(63)}😀`,
  '%',
  '%zz',
  '%00',
  '%ed%a0%80',
  '%c3%28',
  '%f0%9f%98',
  '..',
  '.',
  '/',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  'toString',
  '<script>alert(1)</script>',
  '"\'>&',
  "' OR 1=1 --",
  'DOS#H26.10-261116-0007',
  '\r\nSet-Cookie: a=b',
  '\u202e\u200b\ufeff\ufffd',
  'a'.repeat(3000),
  'Ệ'.repeat(1200),
  '9'.repeat(400),
  '-1',
  'null',
];

/** Words that lead somewhere in the product's public routes. */
const words = [
  't',
  'pay',
  'result',
  'verify',
  'payments',
  'return',
  'vnpay',
  'main',
  'pki',
  'roots.pem',
  'root.crl',
  'openapi.json',
  'healthz',
  'v1',
  'webhooks',
  'sandbox',
  'messages',
  'orders',
  'outcome',
  'paymentv2',
  'vpcpay.html',
  '2026',
];

/** Any text that a caller can send, often one that programs break on. */
const anyText = (given: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...nasty),
    fc.constantFrom(...words, ...given),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 70 }).map((units) => String.fromCharCode(...units)),
  );

const fieldNames = [
  'code',
  'dossierCode',
  'lastDigits',
  'paymentId',
  'press',
  'resultId',
  'action',
  'step',
  'sha256',
  'to',
  'outcome',
  'start',
  'timeLimit',
  'vnp_TxnRef',
  'vnp_SecureHash',
  'vnp_Amount',
  '__proto__',
];

const mediaTypes = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-8',
  'application/json',
  'multipart/form-data; boundary=',
  'application/timestamp-query',
  'application/ocsp-request',
  'text/html',
];

/** A request that somebody may send to a route, hostile in any of its parts. `given` are texts that lead further in than chance does. */
export const hostileRequests = (route: RouteContract, given: readonly string[] = []) => {
  const text = anyText(given);
  // Most requests carry most of the fields, so that what one route reads is hostile often enough.
  const known = fc.record(Object.fromEntries(fieldNames.map((name) => [name, text])), { requiredKeys: [] });
  const fields = fc
    .tuple(known, fc.array(fc.tuple(text, text), { maxLength: 2 }))
    .map(([named, others]) => [...Object.entries(named), ...others] as [string, string][]);
  const form = fields.map((pairs) => pairs.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'));
  const body = fc.oneof(
    form,
    fields.map((pairs) => JSON.stringify(Object.fromEntries(pairs))),
    fc.json(),
    text,
    fc.constant(`code=${'a'.repeat(300_000)}`),
    fc.uint8Array({ maxLength: 300 }),
  );
  const headers = fc.dictionary(
    fc.constantFrom(
      'Content-Type',
      'Origin',
      'Sec-Fetch-Site',
      'Cookie',
      'X-Forwarded-For',
      'Authorization',
      'Idempotency-Key',
      'User-Agent',
      'Accept',
    ),
    text,
  );
  const segment = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words, ...given) },
    { weight: 1, arbitrary: text },
  );
  return fc
    .record({
      method:
        route.method === 'ANY'
          ? fc.constantFrom('GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS')
          : fc.constant(route.method),
      segments: fc.array(segment, { minLength: 1, maxLength: 5 }),
      parameters: fc.array(fc.oneof(text, fc.constantFrom(...words, ...given)), { minLength: 4, maxLength: 4 }),
      query: fc.option(fields, { nil: null }),
      headers,
      mediaType: fc.oneof(fc.constantFrom(...mediaTypes), fc.constant(undefined)),
      body,
      userAgent: text,
      end: fc.constantFrom('', '', '', '/'),
    })
    .map(({ method, segments, parameters, query, headers: sent, mediaType, body: content, userAgent, end }) => {
      const pathParameters: Record<string, string> = {};
      let next = 0;
      const path = route.path.replace(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
        const value = greedy ? segments.join('/') : (parameters[next++] ?? '');
        pathParameters[name] = value;
        return value;
      });
      const bytes = content instanceof Uint8Array;
      return {
        httpMethod: method,
        path: `${path}${end}`,
        resource: route.path,
        pathParameters,
        headers: { ...sent, ...(mediaType === undefined ? {} : { 'content-type': mediaType }) },
        multiValueQueryStringParameters:
          query && Object.fromEntries(query.map(([name, value]) => [name, [value, value]])),
        body: bytes ? Buffer.from(content).toString('base64') : content,
        isBase64Encoded: bytes,
        requestContext: { requestId: 'request', identity: { sourceIp: '203.0.113.9', userAgent } },
      } as unknown as APIGatewayProxyEvent;
    });
};

/** Percent-encoded as far as it can be: a text that is encoded badly already stays as it is. */
function escaped(text: string): string {
  return text.startsWith('%') ? text : encodeURIComponent(text.toWellFormed());
}
