import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { FullName, keptText, Line, Lines, visibleText } from '../../../shared/kernel/text.ts';

const Input = z.strictObject({ name: FullName(), note: Lines(100).optional(), deep: z.unknown().optional() });

const faultsOf = (input: unknown) => {
  const parsed = parseInput(Input, input);
  return !parsed.ok && parsed.failure.kind === 'invalid_input' ? parsed.failure.fields : [];
};

/** The rules of text before any text was seen: the sets of Unicode are made at the first that needs them, for all after it. */
const beforeAnyText = () => {
  vi.resetModules();
  return import('../../../shared/kernel/text.ts');
};

const takenOut = [
  ['zero-width space', '\u200bÁnh'],
  ['soft hyphen', 'Án\u00adh'],
  ['byte order mark', '\ufeffÁnh'],
  ['word joiner', 'Ánh\u2060'],
  ['invisible times', 'Án\u2062h'],
  ['combining grapheme joiner', 'A\u034f\u0301nh'],
  ['Hangul filler', '\u3164Ánh'],
  ['Mongolian vowel separator', 'Ánh\u180e'],
  ['variation selector behind a letter', 'Án\ufe0fh'],
  ['zero-width joiner between Latin letters', 'Án\u200dh'],
  ['zero-width non-joiner between Latin letters', 'Án\u200ch'],
  ['decomposed marks, which are composed', 'A\u0301nh'],
] as const;

const staying = [
  ['a joiner behind a virama', 'क्\u200dष'],
  ['a non-joiner in Persian', 'می\u200cخواهم'],
  ['a joined emoji', '👨\u200d👩\u200d👧'],
  ['an emoji style', '❤\ufe0f\u200d🔥'],
  ['a key cap', '1\ufe0f\u20e3'],
  ['an ideograph’s form', '葛\u{e0100}'],
  ['a no-break space and typography', 'Số\u00a01 – “một cửa”…'],
] as const;

describe('what shows nothing and means nothing', () => {
  test('is taken out, but what shapes what stands beside it stays', async () => {
    const { keptText } = await beforeAnyText();
    for (const [what, text] of takenOut) expect(keptText(text), what).toBe('Ánh');
    for (const [what, text] of staying) expect(keptText(text), what).toBe(text);
    expect(keptText('می\u200c خواهم'), 'a non-joiner before a blank').toBe('می خواهم');
    expect(keptText('Ánh\u200d👩'), 'a joiner between a letter and an emoji').toBe('Ánh👩');
  });

  test('line ends of every kind become line feeds', () => {
    expect(keptText('a\r\nb\rc\u2028d\u2029e\nf')).toBe('a\nb\nc\nd\ne\nf');
  });
});

const refused = [
  ['\u202e', 'expected no direction marks: U+202E'],
  ['\u200e', 'expected no direction marks: U+200E'],
  ['\u061c', 'expected no direction marks: U+061C'],
  ['\u2066', 'expected no direction marks: U+2066'],
  ['\u206a', 'expected no formatting characters: U+206A'],
  ['\ufff9', 'expected no formatting characters: U+FFF9'],
  ['\u{e0041}', 'expected no formatting characters: U+E0041'],
  ['\ue000', 'expected no private or unassigned characters: U+E000'],
  ['\u{10ffff}', 'expected no private or unassigned characters: U+10FFFF'],
  ['\ufdd0', 'expected no private or unassigned characters: U+FDD0'],
  ['\u0378', 'expected no private or unassigned characters: U+0378'],
  ['\u0000', 'expected no control characters: U+0000'],
  ['\u0085', 'expected no control characters: U+0085'],
  ['\u000b', 'expected no control characters: U+000B'],
  ['\ud800', 'expected whole Unicode characters: U+D800'],
  ['\ufffd', 'expected whole Unicode characters: U+FFFD'],
] as const;

describe('what no field takes is refused with its place', () => {
  test('and named for what it is', async () => {
    const { textFault } = await beforeAnyText();
    expect(textFault('Số\u00a01 – “một cửa”…')).toBeUndefined();
    for (const [character, message] of refused) {
      const note = `😀ễ${character}Văn`;
      expect(textFault(note)).toBe(`${message} at character 3`);
      expect(parseInput(z.strictObject({ note: Lines(100) }), { note })).toEqual({
        ok: false,
        failure: { kind: 'invalid_input', fields: [{ path: 'note', message: `${message} at character 3` }] },
      });
    }
  });
});

const names = [
  'Nguyễn Thị Ánh',
  'Công ty TNHH “Sao Mai” & Cộng sự – chi nhánh 2',
  "O'Brien-Smith, Jr.",
  'Nguyễn\u00a0Văn A',
  '山田太郎',
  'ACME®',
];

const noNames = [
  ['a line feed', 'Ánh\nBcc'],
  ['a carriage return', 'Ánh\rBcc'],
  ['a line separator', 'Ánh\u2028Bcc'],
  ['a tab', 'Ánh\tBcc'],
  ['an at sign at first', '@nh'],
  ['an at sign', 'anh@example.vn'],
  ['a full-width at sign', 'anh＠example.vn'],
  ['markup', 'Ánh <b>'],
  ['an emoji', 'Ánh 😀'],
  ['a text emoji', 'Ánh ❤'],
  ['a flag', 'Ánh 🇻🇳'],
  ['a key cap', 'Ánh 1\ufe0f\u20e3'],
  ['no letter', '– …'],
  ['nothing that shows', '\u200b\u3164'],
  ['201 characters', 'a'.repeat(201)],
] as const;

describe('a name', () => {
  test('is any that a message can greet', async () => {
    const Name = (await beforeAnyText()).FullName();
    for (const name of names) {
      expect(Name.safeParse(name).success, name).toBe(true);
      expect(faultsOf({ name }), name).toEqual([]);
    }
    for (const [what, name] of noNames) {
      expect(Name.safeParse(keptText(name)).success, `with ${what}`).toBe(false);
      const fields = faultsOf({ name });
      expect(fields.length, `with ${what}`).toBeGreaterThan(0);
      expect(new Set(fields.map(({ path }) => path)), what).toEqual(new Set(['name']));
    }
  });

  test('is trimmed of every blank', () => {
    expect(parseInput(Input, { name: '\u00a0 Ánh\u3000\u200b ' })).toMatchObject({ ok: true, value: { name: 'Ánh' } });
  });
});

test('wherever a fault lies, each one with its own path', () => {
  const fields = faultsOf({ name: 'Nguyễn\u202eVăn', deep: { list: ['fine', 'a\ue000'] } });
  expect(fields.map(({ path }) => path)).toEqual(['name', 'deep.list.1']);
});

test.each([
  ['Ánh\nBcc', 'expected one line without tabs: U+000A at character 4'],
  ['😀 Ánh', 'expected no emoji: U+1F600 at character 1'],
  ['Ánh <b>', 'expected no @, < or >: U+003C at character 5'],
  ['– …', 'expected a name'],
])('of the name %j one is told what is wrong', (name, message) => {
  expect(faultsOf({ name })).toEqual([{ path: 'name', message }]);
});

test('a line takes emoji and signs, and no second line; lines take several', () => {
  expect(parseInput(Line(20), ' 😀 <a@b> ')).toEqual({ ok: true, value: '😀 <a@b>' });
  expect(parseInput(Line(20), 'a\nb')).toMatchObject({ ok: false });
  expect(parseInput(Line(20), '')).toMatchObject({ ok: false });
  expect(parseInput(Lines(20), 'a\r\n\tb\r\n')).toEqual({ ok: true, value: 'a\n\tb' });
  expect(parseInput(Lines(2), 'abc')).toMatchObject({ ok: false });
});

test('of what was kept before, only what shows is shown', () => {
  expect(visibleText('\u202eNguyễn\u200b\tVăn\n\ue000A\ud800')).toBe('Nguyễn Văn A');
});
