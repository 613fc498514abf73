import { expect, test } from 'vitest';
import { isPersonal } from '../../../shared/kernel/book.ts';
import { withSpacesOf } from '../../../shared/kernel/code-spaces.ts';
import { StrangerLimits } from '../../../shared/kernel/stranger-limits.ts';

test('personal data lie under CARD# alone, and not in the fact that they are to be erased', () => {
  expect(['CARD#registered', 'CARD#step#e1', 'CARD#erased', 'FACT#CARD#', 'HEAD'].map(isPersonal)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('an agency’s own code takes no place among the code spaces, which all lie in one item', () => {
  const others = { 'G09.20': 'H26.11', '000.00.04.G18': 'H26.12' } as const;
  expect(withSpacesOf(others, 'H26.12', ['H26.12', 'G09'])).toEqual({ 'G09.20': 'H26.11', G09: 'H26.12' });
});

test('limits for strangers are whole, with nothing besides, and none of them is none', () => {
  const limits = [
    { atMost: 5, withinMs: 60_000 },
    { atMost: 20, withinMs: 86_400_000 },
  ];
  const all = {
    wrongDigits: { perSource: limits, inAll: limits },
    codes: { perPhone: limits, perSource: limits, perNeighbourhood: limits, inAll: limits },
    checks: { perSource: limits },
  };
  expect(StrangerLimits.parse(all)).toEqual(all);
  const codes = (perPhone: unknown) => ({ ...all, codes: { ...all.codes, perPhone } });
  const wrong = [
    {},
    { codes: all.codes },
    { ...all, codes: { inAll: limits } },
    { ...all, more: 1 },
    codes([]),
    codes([{ atMost: 0, withinMs: 1 }]),
    codes([{ atMost: 1, withinMs: 0 }]),
    codes([{ atMost: 1 }]),
    codes([{ atMost: 1, withinMs: 1, more: 1 }]),
  ];
  for (const one of wrong) expect(StrangerLimits.safeParse(one).success, JSON.stringify(one)).toBe(false);
});
