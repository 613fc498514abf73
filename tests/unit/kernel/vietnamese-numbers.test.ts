import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberInVietnamese, vndInWords } from '../../../shared/kernel/vietnamese-numbers.ts';

/** A naive second reading: digit by digit over the padded text, then the sound changes as textual rules. */
const naive = (number: number): string => {
  const names = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
  const threes = (text: string): string[] => {
    const padded = text.padStart(Math.ceil(text.length / 3) * 3, '0');
    return padded.match(/.{3}/g) ?? [];
  };
  const read = (text: string, heard: boolean): string => {
    const groups = threes(text);
    const scale = ['', ' nghìn', ' triệu'];
    let said = heard;
    const spoken = groups.flatMap((group, n) => {
      if (group === '000') return [];
      const [a, b, c] = [...group].map((digit) => names[Number(digit)]);
      const full = `${a} trăm ${b} mươi ${c}`;
      const words = said ? full : full.replace(/^không trăm (không mươi )?/, '');
      said = true;
      return [`${words}${scale[groups.length - 1 - n]}`];
    });
    return spoken.join(' ');
  };
  const text = String(number);
  const [above, below] = [text.slice(0, -9), text.slice(-9)];
  return `${above ? `${read(above, false)} tỷ ` : ''}${read(below, above !== '')}`
    .replaceAll('không mươi không', '')
    .replaceAll('không mươi', 'linh')
    .replaceAll('một mươi', 'mười')
    .replaceAll('mươi không', 'mươi')
    .replaceAll('mười không', 'mười')
    .replaceAll('mươi một', 'mươi mốt')
    .replaceAll('mươi bốn', 'mươi tư')
    .replace(/(mươi|mười) năm/g, '$1 lăm')
    .replace(/\s+/g, ' ')
    .trim();
};

/** From schoolbooks, tax handbooks and invoices. */
test.each([
  [0, 'không'],
  [4, 'bốn'],
  [10, 'mười'],
  [11, 'mười một'],
  [14, 'mười bốn'],
  [15, 'mười lăm'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [25, 'hai mươi lăm'],
  [50, 'năm mươi'],
  [55, 'năm mươi lăm'],
  [101, 'một trăm linh một'],
  [105, 'một trăm linh năm'],
  [110, 'một trăm mười'],
  [1005, 'một nghìn không trăm linh năm'],
  [1025, 'một nghìn không trăm hai mươi lăm'],
  [1500, 'một nghìn năm trăm'],
  [5_025_110, 'năm triệu không trăm hai mươi lăm nghìn một trăm mười'],
  [505_155, 'năm trăm linh năm nghìn một trăm năm mươi lăm'],
  [1_005_000, 'một triệu không trăm linh năm nghìn'],
  [1_234_567_890, 'một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi'],
  [1_505_555_005, 'một tỷ năm trăm linh năm triệu năm trăm năm mươi lăm nghìn không trăm linh năm'],
  [1_000_000_000_000, 'một nghìn tỷ'],
  [1_000_000_000_000_000, 'một triệu tỷ'],
])('%i is %s', (number, words) => {
  expect(numberInVietnamese(number)).toBe(words);
});

test('an amount begins with a large letter and ends with its currency', () => {
  expect([0, 150_000, 52_500_000].map(vndInWords)).toEqual([
    'Không đồng',
    'Một trăm năm mươi nghìn đồng',
    'Năm mươi hai triệu năm trăm nghìn đồng',
  ]);
});

test('every number reads as a naive second reading has it', () => {
  for (let number = 1; number < 12_000; number++) expect(numberInVietnamese(number)).toBe(naive(number));
  fc.assert(
    fc.property(
      fc.maxSafeInteger().filter((number) => number > 0),
      (number) => {
        expect(numberInVietnamese(number)).toBe(naive(number));
      },
    ),
    { numRuns: 3000, seed: 10 },
  );
  expect(numberInVietnamese(Number.MAX_SAFE_INTEGER)).toBe(naive(Number.MAX_SAFE_INTEGER));
});

test('two numbers never read alike', () => {
  const integer = fc.nat({ max: 999_999_999 });
  fc.assert(
    fc.property(integer, integer, (a, b) => {
      expect(numberInVietnamese(a) === numberInVietnamese(b)).toBe(a === b);
    }),
    { numRuns: 2000, seed: 10 },
  );
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is no number of dong', (number) => {
  expect(() => vndInWords(number)).toThrow(RangeError);
});
