import { describe, expect, test } from 'vitest';
import { problemCalls } from '../../../functions/web/domain/problem-calls.ts';
import { problemPolicy, problemWords } from '../../../shared/kernel/problems.ts';
import { citizenDesk } from '../../support/citizen-desk.ts';
import { operations, resolve } from '../../support/openapi.ts';

const kinds = Object.keys(problemPolicy) as (keyof typeof problemPolicy)[];
const pageOf = async (kind: string) => citizenDesk().call('GET', `/problems/${kind}`);

describe('the page of an error', () => {
  test.each(kinds)('%s: what happened, what to do, first in Vietnamese, then in English', async (kind) => {
    const { status, body } = await pageOf(kind);
    expect(status).toBe(200);
    const plain = body
      .replace(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    const { title, happened, todo } = problemWords[kind];
    let at = 0;
    for (const text of [
      title,
      problemPolicy[kind].title,
      kind,
      String(problemPolicy[kind].status),
      ...happened,
      ...todo,
    ]) {
      const found = plain.indexOf(text, text === title ? plain.indexOf('Một cửa\n') : at);
      expect(found, text).toBeGreaterThanOrEqual(at);
      at = found;
    }
  });

  test('names the calls that the description lets answer so, and no other', async () => {
    const { body } = await pageOf('transition_not_allowed');
    expect([...body.matchAll(/<li><code class="code">([^<]+)</g)].map(([, call]) => call)).toEqual([
      'POST /v1/dossiers/{dossierCode}/events',
      'POST /v1/apologies/{dossierCode}/approve',
    ]);
    expect((await pageOf('idempotency_key_required')).body).toContain('POST /v1/dossiers/{dossierCode}/payments');
    expect((await pageOf('internal')).body).toContain('Mọi lời gọi API');
    expect((await pageOf('refused_document')).body).toContain('Không lời gọi API nào');
  });

  test('an answer that says more than a kind, or nothing at all, is of no kind', () => {
    const withParts = (...allOf: readonly object[]) => ({
      responses: { '409': { content: { 'application/problem+json': { schema: { allOf } } } } },
    });
    const of = problemCalls({
      paths: {
        '/a': { get: withParts({ $ref: '#/Problem' }, { properties: { retryAt: {} } }), put: {} },
        '/b': {
          post: withParts({ properties: { kind: { enum: ['conflict'] } } }),
          delete: { responses: { '204': {} } },
        },
      },
      components: { responses: {} },
    });
    expect(of('conflict')).toEqual({ calls: ['POST /b'], every: false });
    expect(of('not_found')).toEqual({ calls: [], every: false });
  });

  test('every kind that the description names has its page', () => {
    const named = operations.flatMap(({ pointer, definition }) =>
      Object.keys(definition.responses as object).flatMap((status) => {
        const { value } = resolve(`${pointer}/responses/${status}`);
        return [...JSON.stringify(value).matchAll(/"kind":\{"enum":\[([^\]]+)\]/g)].flatMap(([, list]) =>
          (list ?? '').split(',').map((kind) => JSON.parse(kind) as string),
        );
      }),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((kind) => !(kinds as string[]).includes(kind))).toEqual([]);
  });
});
