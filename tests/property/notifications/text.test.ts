import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { plainText, withoutPlainForm } from '../../../functions/notifications/domain/sms-text.ts';
import { worstCase } from '../../../functions/notifications/domain/templates/linter.ts';
import { mailOf, smsText } from '../../../functions/notifications/domain/wording.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';

/** The 67 accented letters of Vietnamese beside the plain letter of each, written out by hand. */
const accented: Readonly<Record<string, string>> = {
  a: 'àáảãạăằắẳẵặâầấẩẫậ',
  e: 'èéẻẽẹêềếểễệ',
  i: 'ìíỉĩị',
  o: 'òóỏõọôồốổỗộơờớởỡợ',
  u: 'ùúủũụưừứửữự',
  y: 'ỳýỷỹỵ',
  d: 'đ',
};
const pairs = Object.entries(accented).flatMap(([plain, letters]) =>
  [...letters].map((letter) => [letter, plain] as const),
);

test('there are 67 of them', () => expect(new Set(pairs.map(([letter]) => letter)).size).toBe(67));

test.each(pairs)('%s becomes %s, in both cases, composed and decomposed', (letter, plain) => {
  for (const form of ['NFC', 'NFD'] as const) {
    expect(plainText(letter.normalize(form))).toBe(plain);
    expect(plainText(letter.toUpperCase().normalize(form))).toBe(plain.toUpperCase());
  }
});

const vietnamese = fc.string({
  unit: fc.constantFrom(
    ...pairs.flatMap(([letter]) => [letter, letter.toUpperCase()]),
    'b',
    'N',
    ' ',
    '“',
    '’',
    '–',
    '…',
    '₫',
    '\u00a0',
    '`',
  ),
});
const anything = fc.oneof(vietnamese, fc.string({ unit: 'binary' }));

test('any text becomes printable ASCII of GSM-7, the same from NFC and NFD, and stays as it is the second time', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const plain = plainText(text);
      expect(plain).toMatch(/^[\x20-\x7e]*$/);
      expect(plain).toBe(plainText(text.normalize('NFD')));
      expect(plainText(plain)).toBe(plain);
      expect(smsSize(plain).alphabet).toBe('GSM-7');
    }),
  );
});

test.each([
  ['UBND\u2010H26\u2011A \u2212 1', 'UBND-H26-A - 1'],
  ['Một\u00ad cửa\u200b\ufeff\u2060', 'Mot cua'],
  ['“a” ‘b’ «c» ‹d› „e” ‚f’ ‟g″ `h´ i′', "\"a\" 'b' \"c\" 'd' \"e\" 'f' \"g'' 'h' i'"],
  ['a–b—c―d‒e﹘f－g', 'a-b-c-d-e-f-g'],
  ['a\u00a0b\u2009c\u202fd\u3000e\u2028f', 'a b c d e f'],
  ['Ｈ２６ ① ½ № ﬁ m² 30 °C … ™ ＠', 'H26 1 1/2 No fi m2 30 oC ... TM @'],
  ['ÐÀ NẴNG, Ɖà Nẵng', 'DA NANG, Da Nang'],
  ['Straße, Łódź, Ærø', 'Strasse, Lodz, AEro'],
  ['\u202eabc\u202c', 'abc'],
  ['中 UBND ❤ A', 'UBND A'],
  ['Mua gì?', 'Mua gi?'],
  ['\u00a0 Một \t\r\n cửa\u3000 ', 'Mot cua'],
])('%j becomes %j', (text, plain) => expect(plainText(text)).toBe(plain));

/** Every character of the Unicode categories that people’s word processors put into Vietnamese text. */
const typographic = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
  /[\p{Pd}\p{Pi}\p{Pf}\p{Zs}\p{Zl}\p{Zp}\p{Cf}\p{DI}\p{Mn}]/u.test(character),
);

test('no dash, quotation mark, blank or invisible character becomes a question mark', () => {
  expect(typographic.filter((character) => plainText(`a${character}b`).includes('?'))).toEqual([]);
});

test('no text gets a question mark that it had not', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(plainText(text).split('?').length).toBeLessThanOrEqual(text.normalize('NFKC').split('?').length);
    }),
  );
});

test('what has no plain form is named with its place, and is what is left out', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const strange = withoutPlainForm(text);
      if (!strange) return;
      expect([...text][strange.place - 1]).toBe(strange.character);
      expect(plainText(strange.character)).toBe('');
    }),
  );
  expect(withoutPlainForm('😀 Một “cửa” 中')).toEqual({ character: '😀', place: 1 });
  expect(withoutPlainForm('Một “cửa” 中')).toEqual({ character: '中', place: 11 });
  expect(withoutPlainForm('Số\u00a01 – “một cửa”… ₫')).toBeUndefined();
});

test('Vietnamese loses its marks and nothing else: no letter becomes a question mark', () => {
  fc.assert(
    fc.property(vietnamese, (text) => {
      expect(plainText(text)).not.toContain('?');
    }),
  );
});

const fields = fc.record({
  language: fc.constantFrom('vi' as const, 'en' as const),
  agencyCode: fc.constant('H26.10' as const),
  agencyName: anything,
  procedureName: anything,
  dossierCode: fc.stringMatching(/^[A-Z]\d{2}\.\d{1,4}-\d{6}-\d{4,40}$/).map((code) => DossierCode.parse(code)),
  fullName: anything,
  citizenUrl: fc.constant('https://motcua.example.vn/t/x'),
  code: fc.constant('123456'),
});
const notice = fc.oneof(
  fc.record({ template: fc.constant('accepted' as const), promisedAt: fc.integer({ min: 0, max: 4e12 }) }),
  fc.record({
    template: fc.constant('fee_due' as const),
    amountVnd: fc.integer({ min: 1, max: 999_999_999_999 }),
    payableUntil: fc.integer({ min: 0, max: 4e12 }),
  }),
  fc.record({ template: fc.constant('paid' as const), amountVnd: fc.integer({ min: 1, max: 999_999_999_999 }) }),
  fc.constant({ template: 'result_ready' as const }),
  fc.constant({ template: 'download_code' as const, nonce: 'n' }),
);

test('any fields give one message with the whole code, and a mail in NFC of one subject line', () => {
  fc.assert(
    fc.property(notice, fields, (told, particulars) => {
      const text = smsText(told, particulars);
      expect(smsSize(text)).toMatchObject({ alphabet: 'GSM-7', segments: 1 });
      expect(text).toContain(particulars.dossierCode);
      const { subject, body } = mailOf(told, particulars);
      expect(subject + body).toBe((subject + body).normalize('NFC'));
      expect(subject).not.toMatch(/[\r\n]/);
    }),
  );
});

test('an agency’s own words never take more messages than they were let take, whatever stands in their fields', () => {
  const wide = fc.string({ unit: fc.constantFrom('½', '‰', '㎯', '[', '😀', 'Ậ', '℡', 'a', ' '), maxLength: 300 });
  fc.assert(
    fc.property(wide, wide, fc.boolean(), fields, (procedureName, agencyName, marks, particulars) => {
      const words = { text: '{{agency}}: HS {{dossier}} ({{procedure:40}}) tai {{where}}.', marks };
      const { segments } = worstCase(words);
      const told = { template: 'result_ready' } as const;
      const text = smsText(told, { ...particulars, procedureName, agencyName }, { ...words, segments });
      expect(smsSize(text).segments).toBeLessThanOrEqual(segments);
    }),
  );
});

/** A second counting of parts: every way to cut a text into parts, the fewest that hold it. */
const naiveParts = (widths: readonly number[], each: number): number => {
  const fewest = [0];
  for (let end = 1; end <= widths.length; end += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (let start = end - 1, width = 0; start >= 0; start -= 1) {
      width += widths[start] ?? 0;
      if (width > each) break;
      best = Math.min(best, (fewest[start] ?? 0) + 1);
    }
    fewest.push(best);
  }
  return fewest.at(-1) ?? 0;
};

test('parts are the fewest that split no pair', () => {
  const gsm = fc.array(fc.constantFrom('a', '€', '['), { minLength: 81, maxLength: 400 });
  const ucs = fc.array(fc.constantFrom('ậ', '😀'), { minLength: 36, maxLength: 200 });
  fc.assert(
    fc.property(fc.oneof(gsm, ucs), (characters) => {
      const { alphabet, units, segments } = smsSize(characters.join(''));
      const widths = characters.map((character) =>
        alphabet === 'GSM-7' ? (character === 'a' ? 1 : 2) : character.length,
      );
      const [alone, each] = alphabet === 'GSM-7' ? [160, 153] : [70, 67];
      expect(segments).toBe(units <= alone ? 1 : naiveParts(widths, each));
    }),
  );
});
