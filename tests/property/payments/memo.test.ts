import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMemo, memoOf, memosIn, nearMemos } from '../../../functions/payments/domain/memo.ts';
import { cases } from '../../support/cases.ts';

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const token = fc.stringMatching(/^[0-9a-z]{26}$/);
const memo = token.map(memoOf);
/** What stands around a memo: no letter of its prefix, so that nothing there is a memo by chance. */
const noise = fc.stringMatching(/^[0-9A-BD-LN-VX-Zăđêô .:/-]{0,30}$/);
const place = fc.nat({ max: 15 });
const letter = fc.constantFrom(...ALPHABET);

/** A second implementation: the weights of the places as a table, the last place's first. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30];
const fits = (text: string): boolean =>
  /^MCW[2-9A-HJKMNP-Z]{13}$/.test(text) &&
  [...text].reverse().reduce((sum, each, at) => sum + ALPHABET.indexOf(each) * (weights[at] ?? Number.NaN), 0) % 31 ===
    0;

const letters = (content: string): string =>
  [...content.normalize('NFKD').toUpperCase()].filter((each) => /[A-Z0-9]/.test(each)).join('');

/** Every text that is one edit away from a part of a content, found by trying all of them. */
const naiveNear = (content: string): Set<string> => {
  const text = letters(content);
  const near = new Set<string>();
  const try_ = (candidate: string) => {
    if (candidate.length === 16 && fits(candidate)) near.add(candidate);
  };
  for (let from = 0; from < text.length; from += 1)
    for (const length of [15, 16, 17]) {
      const part = text.slice(from, from + length);
      if (part.length < length) continue;
      for (let at = 0; at <= part.length; at += 1) {
        try_(part.slice(0, at) + part.slice(at + 1));
        for (const each of ALPHABET) {
          try_(part.slice(0, at) + each + part.slice(at + 1));
          try_(part.slice(0, at) + each + part.slice(at));
        }
      }
    }
  for (let from = 0; from < text.length; from += 1) near.delete(text.slice(from, from + 16));
  return near;
};

describe('a memo', () => {
  test('has 16 characters without look-alikes and fits by a second implementation', () => {
    fc.assert(
      fc.property(memo, (text) => {
        expect(fits(text)).toBe(true);
        expect(isMemo(text)).toBe(true);
      }),
      cases(500),
    );
  });

  test('is one for each token: 20,000 have 20,000', () => {
    const memos = Array.from({ length: 20_000 }, (_, n) => memoOf((n * 7919).toString(36).padStart(26, '0')));
    expect(new Set(memos).size).toBe(20_000);
  });

  test('with any one character changed is none, nor with any two of it exchanged', () => {
    fc.assert(
      fc.property(memo, (text) => {
        for (let at = 0; at < text.length; at += 1) {
          for (const other of ALPHABET.replace(text[at] ?? '', ''))
            expect(isMemo(text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
          for (let to = at + 1; to < text.length; to += 1) {
            const exchanged = [...text];
            [exchanged[at], exchanged[to]] = [exchanged[to] ?? '', exchanged[at] ?? ''];
            const is = exchanged.join('');
            if (is !== text) expect(isMemo(is)).toBe(false);
          }
        }
      }),
      cases(100),
    );
  });
});

describe('the memos in a content', () => {
  test('are found whatever the case, splits, signs and words around them', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', ' / ', '\n');
    fc.assert(
      fc.property(memo, noise, noise, separator, place, fc.boolean(), (text, before, after, split, at, isSmall) => {
        const written = text.slice(0, at) + split + text.slice(at);
        const content = `${before} ${isSmall ? written.toLowerCase() : written} ${after}`;
        expect(memosIn(content)).toEqual([text]);
      }),
      cases(1000),
    );
  });

  test('are all that there are, each once, in their order', () => {
    fc.assert(
      fc.property(memo, memo, noise, (one, other, between) => {
        fc.pre(one !== other);
        expect(memosIn(`${one} ${between} ${other} ${one}`).filter((each) => [one, other].includes(each))).toEqual([
          one,
          other,
        ]);
      }),
      cases(500),
    );
  });

  test('are those of the second implementation in any text at all, and none is found twice', () => {
    const pieces = fc.array(fc.oneof(memo, fc.string(), fc.constantFrom('MCW', 'MCWMCW', 'Ｍ', '0O1IL')), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(pieces, (given) => {
        const content = given.join('');
        const text = letters(content);
        const all = Array.from({ length: text.length }, (_, from) => text.slice(from, from + 16)).filter(fits);
        expect(memosIn(content)).toEqual([...new Set(all)]);
      }),
      cases(1000),
    );
  });

  test('are none in what is no memo', () => {
    for (const content of ['', 'NGUYEN VAN A chuyen tien', 'MCW', `MCW${'0'.repeat(13)}`, 'x'.repeat(10_000)])
      expect([content, memosIn(content), nearMemos(content)]).toEqual([content, [], []]);
  });
});

/** What a person does wrong once. */
const slip = fc.oneof(
  fc.record({ how: fc.constant('wrong' as const), at: place, letter }),
  fc.record({ how: fc.constant('missing' as const), at: place }),
  fc.record({ how: fc.constant('added' as const), at: place, letter: fc.constantFrom(...ALPHABET, '0', 'O', 'I') }),
);

const slipped = (text: string, what: typeof slip extends fc.Arbitrary<infer T> ? T : never): string => {
  const [before, after] = [text.slice(0, what.at), text.slice(what.at)];
  if (what.how === 'missing') return before + after.slice(1);
  return before + what.letter + (what.how === 'wrong' ? after.slice(1) : after);
};

describe('the memos that a content nearly has', () => {
  test('have the one that was meant, are within 64, and each fits', () => {
    fc.assert(
      fc.property(memo, slip, noise, noise, (text, what, before, after) => {
        const content = `${before} ${slipped(text, what)} ${after}`;
        fc.pre(!memosIn(content).includes(text));
        const near = nearMemos(content);
        expect(near).toContain(text);
        expect(near.length).toBeLessThanOrEqual(64);
        expect(near.every(fits)).toBe(true);
      }),
      cases(500),
    );
  });

  test('are those that trying every edit of every part finds', () => {
    fc.assert(
      fc.property(memo, slip, noise, (text, what, before) => {
        const content = `${before} ${slipped(text, what)} ct`;
        const near = nearMemos(content);
        fc.pre(near.length < 64);
        expect(new Set(near)).toEqual(naiveNear(content));
      }),
      cases(100),
    );
  });

  test('are bounded in what somebody writes to make them many', () => {
    const broken = Array.from({ length: 30 }, (_, n) => `${memoOf(String(n).repeat(13)).slice(0, 15)}0`);
    expect(nearMemos(broken.join('')).length).toBe(64);
  });
});
