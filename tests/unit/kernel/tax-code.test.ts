import { expect, test } from 'vitest';
import { TaxCode } from '../../../shared/kernel/tax-code.ts';

/** Published examples: the first of python-stdnum's `vn.mst`, the others of companies as they print them. */
test.each(['0100233488', '0100109106', '0300588569', '0101243150'])('%s is a tax code', (code) => {
  expect(TaxCode.parse(code)).toBe(code);
});

test('a dependent unit’s code is kept with its hyphen, however it is written', () => {
  for (const written of ['0314409058-002', '0314409058002', ' 0314409058-002 '])
    expect(TaxCode.parse(written)).toBe('0314409058-002');
});

test('every wrong digit among the ten is noticed', () => {
  const code = '0100233488';
  for (let at = 0; at < 10; at += 1)
    for (let digit = 0; digit < 10; digit += 1) {
      const altered = code.slice(0, at) + digit + code.slice(at + 1);
      expect([altered, TaxCode.safeParse(altered).success]).toEqual([altered, altered === code]);
    }
});

test.each([
  '',
  '010023348',
  '01002334881',
  '010023348800',
  '0100233488-01',
  '0100233488 001',
  '01OO233488',
  '００１０',
])('"%s" is none', (code) => {
  expect(TaxCode.safeParse(code).success).toBe(false);
});
