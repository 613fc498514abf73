import { describe, expect, test } from 'vitest';
import document from '../../functions/web/openapi/document.json' with { type: 'json' };
import { documentOf, sourceDocument } from '../../infra/openapi/read-document.ts';
import { faultsBySchema, faultsOf, operations, resolve } from '../support/openapi.ts';
import { routes } from '../support/routes.ts';

const named = routes.filter(({ method }) => method !== 'ANY');
const signature = (method: string, path: string): string => `${method} ${path}`;

/** Pages and files that the catch-all routes answer, which no contract lists one by one. */
const behindCatchAll = [
  'GET /payments/return/{provider}/{merchant}',
  'GET /problems/{kind}',
  'GET /pki/{file}',
  'GET /openapi.json',
  'GET /healthz',
  'GET /sandbox/messages',
  'POST /sandbox/webhooks/{name}',
  'GET /sandbox/webhooks/{name}',
  'POST /sandbox/webhooks/{name}/outcome',
  'POST /sandbox/{provider}/orders/{reference}/outcome',
  'POST /sandbox/sepay/transfers',
  'POST /sandbox/carriers/{carrierName}/outcome',
  'POST /sandbox/tsa/{name}',
  'POST /sandbox/tsa/{name}/outcome',
  'POST /sandbox/csc/{credentialId}/outcome',
  'POST /sandbox/{provider}/refunds/{reference}/outcome',
  'POST /sandbox/vnpay/merchant_webapi/api/transaction',
];

describe('the description of the API', () => {
  test('the bundled document is what docs/openapi.yaml says', () => {
    expect(document, 'run: npm exec -- node infra/openapi/write-document.ts').toEqual(sourceDocument());
  });

  test('it is YAML 1.2 without anchors and merge keys: every reader finds the same in it', () => {
    expect(() => documentOf('a: &all { b: 1 }\nc: *all')).toThrow('anchor');
    expect(() => documentOf('a: { <<: { b: 1 } }')).toThrow('merge key');
    expect(() => documentOf('a: 1\na: 2')).toThrow('unique');
    expect(documentOf('a: yes')).toEqual({ a: 'yes' });
  });

  test('describes every route of every contract, and nothing else', () => {
    const described = operations.map(({ method, path }) => signature(method, path)).sort();
    expect(described).toEqual([...named.map(({ method, path }) => signature(method, path)), ...behindCatchAll].sort());
  });

  test('asks for a key where the contract does, and names the permissions', () => {
    for (const { method, path, permission } of named) {
      const operation = operations.find((each) => each.method === method && each.path === path);
      expect(operation?.needsKey, signature(method, path)).toBe(permission !== 'public');
      if (permission === 'public') continue;
      const permissions = [...String(operation?.definition.description).matchAll(/`(back_office|portal|operator)`/g)];
      expect(permissions.map(([, name]) => name).sort(), signature(method, path)).toEqual([...permission].sort());
    }
  });

  test('every operation has its own id, a summary and the path parameters it writes', () => {
    expect(new Set(operations.map(({ definition }) => definition.operationId)).size).toBe(operations.length);
    for (const { path, pointer, definition, method } of operations) {
      expect(definition.summary, signature(method, path)).toMatch(/\S/);
      const item = resolve(pointer.slice(0, pointer.lastIndexOf('/'))).value as { parameters?: unknown[] };
      const own = (definition.parameters as unknown[] | undefined) ?? [];
      const all = [...(item.parameters ?? []), ...own].map((parameter) => {
        const reference = (parameter as { $ref?: string }).$ref;
        return (reference ? resolve(reference.slice(1)).value : parameter) as { name: string; in: string };
      });
      const inPath = all.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath.sort()).toEqual([...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name).sort());
    }
  });
});

/** Where a key stands without a value, as an unquoted comma in `{ description: a, b }` makes one; examples may hold null. */
const keysWithoutValue = (node: unknown, pointer = ''): readonly string[] => {
  if (node === null) return [pointer];
  if (typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    ['example', 'examples', 'enum', 'const', 'default'].includes(key)
      ? []
      : keysWithoutValue(value, `${pointer}/${key}`),
  );
};

test('no comma has cut a sentence into keys', () => {
  expect(keysWithoutValue(document)).toEqual([]);
});

interface Example {
  readonly where: string;
  readonly schema: string;
  readonly value: unknown;
}

/** Every example that stands beside a schema: of bodies, of answers, of parameters. */
const examplesBelow = (node: unknown, pointer: string): Example[] => {
  if (node === null || typeof node !== 'object') return [];
  const { schema, example, examples } = node as Readonly<Record<string, unknown>>;
  const own =
    schema !== undefined && example !== undefined
      ? [{ where: pointer, schema: `${pointer}/schema`, value: example }]
      : [];
  const named =
    schema !== undefined && examples
      ? Object.entries(examples).map(([name, { value }]) => ({
          where: `${pointer} ${name}`,
          schema: `${pointer}/schema`,
          value: value as unknown,
        }))
      : [];
  const inner = Object.entries(node).flatMap(([key, value]) =>
    key === 'example' || key === 'examples'
      ? []
      : examplesBelow(value, `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`),
  );
  return [...own, ...named, ...inner];
};

const examples = examplesBelow(document, '');

describe('the examples', () => {
  test('there are many, and each fits its schema', () => {
    expect(examples.length).toBeGreaterThan(40);
    for (const { where, schema, value } of examples) expect(faultsBySchema(schema, value), where).toEqual([]);
  });

  test('a body without what is required, or with what is unknown, does not fit', () => {
    const registration = '/components/schemas/Registration';
    expect(faultsBySchema(registration, {})).not.toEqual([]);
    const sample = examples.find(({ where }) => where.includes('dossierCode%7D/put'))?.value as object;
    expect(faultsBySchema(registration, sample)).toEqual([]);
    expect(faultsBySchema(registration, { ...sample, colour: 'red' })).not.toEqual([]);
    expect(faultsBySchema(registration, { ...sample, submittedAt: '2026-11-16T09:12:00' })).not.toEqual([]);
    for (const [schema, agency] of [
      ['AgencySetUp', { name: 'Sở Tư pháp' }],
      ['Agency', { agencyCode: 'H26.10', name: 'Sở Tư pháp' }],
    ] as const) {
      expect(faultsBySchema(`/components/schemas/${schema}`, agency)).toEqual([]);
      expect(faultsBySchema(`/components/schemas/${schema}`, { ...agency, name: undefined })).not.toEqual([]);
      expect(faultsBySchema(`/components/schemas/${schema}`, { ...agency, colour: 'red' })).not.toEqual([]);
    }
  });
});

describe('the helper that holds real answers against the description', () => {
  const problem = {
    type: 'https://motcua.example.vn/problems/not_found',
    title: 'Not found',
    status: 404,
    kind: 'not_found',
    detail: 'dossier',
    requestId: 'r',
  };
  const json = 'application/problem+json; charset=utf-8';

  test('finds the operation of a real path, the more literal one first', () => {
    expect(
      faultsOf('GET', '/v1/dossiers/H26.10-261120-0007', { status: 404, contentType: json, body: problem }),
    ).toEqual([]);
    const wrong = { ...problem, kind: 'invalid_input' };
    expect(faultsOf('POST', '/v1/deadlines/calculate', { status: 422, contentType: json, body: wrong })).toEqual([]);
  });

  test('tells an undescribed route, status, media type and body', () => {
    expect(faultsOf('GET', '/v1/nowhere', { status: 200, contentType: json, body: {} })).not.toEqual([]);
    expect(faultsOf('GET', '/healthz', { status: 418, contentType: json, body: problem })).not.toEqual([]);
    const forbidden = { ...problem, kind: 'forbidden' };
    expect(faultsOf('GET', '/v1/calendars/1900', { status: 404, contentType: json, body: problem })).toEqual([]);
    expect(faultsOf('GET', '/v1/calendars/1900', { status: 404, contentType: json, body: forbidden })).not.toEqual([]);
    expect(faultsOf('GET', '/healthz', { status: 200, contentType: 'text/plain', body: 'ok' })).not.toEqual([]);
    expect(faultsOf('GET', '/healthz', { status: 200, contentType: 'application/json', body: {} })).not.toEqual([]);
  });
});
