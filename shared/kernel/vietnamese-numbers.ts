const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const BILLION = 1_000_000_000;

/** The last digit of a number of two digits: after tens from twenty up, 1 is `mốt` and 4 is `tư`; after any tens, 5 is `lăm`. */
const unitWord = (tens: number, unit: number): string => {
  if (unit === 5 && tens > 0) return 'lăm';
  if (unit === 1 && tens > 1) return 'mốt';
  if (unit === 4 && tens > 1) return 'tư';
  return digits[unit] ?? '';
};

const tensWords = (tens: number): readonly string[] => {
  if (tens === 0) return [];
  return tens === 1 ? ['mười'] : [digits[tens] ?? '', 'mươi'];
};

/** One to 999. What follows a greater group says its hundreds although there are none: `một nghìn không trăm linh năm`. */
const groupWords = (group: number, follows: boolean): readonly string[] => {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor(group / 10) % 10;
  const unit = group % 10;
  const saysHundreds = follows || hundreds > 0;
  return [
    ...(saysHundreds ? [digits[hundreds] ?? '', 'trăm'] : []),
    ...(saysHundreds && tens === 0 && unit > 0 ? ['linh'] : []),
    ...tensWords(tens),
    ...(unit > 0 ? [unitWord(tens, unit)] : []),
  ];
};

const scales = [
  { of: 1_000_000, words: ['triệu'] },
  { of: 1000, words: ['nghìn'] },
  { of: 1, words: [] },
] as const;

/** Zero, which says nothing, to 999,999,999. */
const wordsBelowBillion = (number: number, follows: boolean): readonly string[] =>
  scales.flatMap(({ of, words }) => {
    const group = Math.floor(number / of) % 1000;
    return group === 0 ? [] : [...groupWords(group, follows || number >= of * 1000), ...words];
  });

/**
 * A whole number in Vietnamese words, as northern and official usage has it (`nghìn`, `linh`): 1005 is `một nghìn không trăm linh năm`.
 * Groups of three zeros are not said; above a billion, billions are counted: 10^12 is `một nghìn tỷ`. Exact from 0 to 2^53 - 1; throws
 * a `RangeError` for anything else.
 */
export const numberInVietnamese = (number: number): string => {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError('expected a whole number from 0 to 2^53 - 1');
  if (number === 0) return 'không';
  const billions = Math.floor(number / BILLION);
  return [
    ...(billions > 0 ? [...wordsBelowBillion(billions, false), 'tỷ'] : []),
    ...wordsBelowBillion(number % BILLION, billions > 0),
  ].join(' ');
};

/** An amount as a receipt says it in words: 150000 is `Một trăm năm mươi nghìn đồng`. Bounds and errors as `numberInVietnamese`. */
export const vndInWords = (amountVnd: number): string => {
  const words = numberInVietnamese(amountVnd);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} đồng`;
};
