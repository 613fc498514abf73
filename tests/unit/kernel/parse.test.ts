import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseInput } from '../../../shared/kernel/parse.ts';

const faultsOf = (schema: z.ZodType, input: unknown) => {
  const parsed = parseInput(schema, input);
  return !parsed.ok && parsed.failure.kind === 'invalid_input' ? parsed.failure.fields : [];
};

describe('where one of several shapes is expected', () => {
  const near = z.strictObject({ code: z.string(), amount: z.int() });
  const far = z.strictObject({ link: z.string(), title: z.string() });

  test.each([
    ['first', [near, far]],
    ['last', [far, near]],
  ] as const)('the faults are those of the shape that comes nearest, be it the %s', (_, shapes) => {
    const fields = faultsOf(z.object({ fee: z.union(shapes) }), { fee: { code: 'a', amount: 'x' } });
    expect(fields.map(({ path }) => path)).toEqual(['fee.amount']);
  });

  test('and of shapes as near as each other those of the first', () => {
    expect(faultsOf(z.union([z.string('expected text'), z.int('expected a number')]), true)).toEqual([
      { path: '', message: 'expected text' },
    ]);
  });

  test('one that is named and not there is the fault of its name', () => {
    const schema = z.object({ fee: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]) });
    expect(faultsOf(schema, { fee: { kind: 'b' } })).toMatchObject([{ path: 'fee.kind' }]);
  });
});

test('of a field with several faults the first is told', () => {
  const fields = faultsOf(z.object({ name: z.string().max(2, 'at most two') }), { name: 'abc\u202e' });
  expect(fields).toEqual([{ path: 'name', message: 'at most two' }]);
});

describe('text deep in an input', () => {
  const nested = (depth: number, text: string, wrap: (inner: unknown) => unknown): unknown =>
    depth === 0 ? text : wrap(nested(depth - 1, text, wrap));
  const wraps: readonly (readonly [string, (inner: unknown) => unknown])[] = [
    ['objects', (a) => ({ a })],
    ['lists', (a) => [a]],
  ];

  test.each(wraps)('is kept and looked at 21 %s deep, and below as it came', (_, wrap) => {
    const parse = (depth: number, text: string) => parseInput(z.unknown(), nested(depth, text, wrap));
    expect(parse(21, 'a\u200b')).toEqual({ ok: true, value: nested(21, 'a', wrap) });
    expect(parse(22, 'a\u200b')).toEqual({ ok: true, value: nested(22, 'a\u200b', wrap) });
    expect(parse(21, '\u202e').ok).toBe(false);
    expect(parse(22, '\u202e').ok).toBe(true);
  });
});
