import { expect, test } from 'vitest';
import { exactJson } from '../../../shared/platform/exact-json.ts';

test.each<[string, unknown]>([
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  [
    '{"id":[18446744073709551615,1],"a":"9007199254740993"}',
    { id: ['18446744073709551615', 1], a: '9007199254740993' },
  ],
  ['[{"a":[{"b":-9007199254740992}]}]', [{ a: [{ b: '-9007199254740992' }] }]],
  ['{"a":1e20,"b":1e2}', { a: '1e20', b: 100 }],
  ['0.1', 0.1],
  ['null', null],
  ['', undefined],
  ['{"a":1', undefined],
])('%s keeps all of its digits', (text, value) => expect(exactJson(text)).toEqual(value));
