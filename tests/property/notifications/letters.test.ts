import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { mimeOf } from '../../../functions/notifications/channels/mime.ts';
import { formOf } from '../../../functions/notifications/domain/forms/of-notice.ts';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { markedText, plainText } from '../../../functions/notifications/domain/sms-text.ts';
import { mailOf, type Particulars, smsText, zaloParameters } from '../../../functions/notifications/domain/wording.ts';
import { notices, particulars } from '../../support/notices.ts';

/** The 134 accented letters of Vietnamese beside the plain letter of each, written out by hand. */
const accented: readonly (readonly [string, string])[] = [
  ['a', 'àáảãạăằắẳẵặâầấẩẫậ'],
  ['e', 'èéẻẽẹêềếểễệ'],
  ['i', 'ìíỉĩị'],
  ['o', 'òóỏõọôồốổỗộơờớởỡợ'],
  ['u', 'ùúủũụưừứửữự'],
  ['y', 'ỳýỷỹỵ'],
  ['d', 'đ'],
];
const lower = accented.map(([, letters]) => letters).join('');
const lowerPlain = accented.map(([plain, letters]) => plain.repeat([...letters].length)).join('');
/** Every letter in both cases, and the same without marks. */
const LETTERS = lower + lower.toUpperCase();
const PLAIN = lowerPlain + lowerPlain.toUpperCase();

/** In words that may be broken into lines. */
const inWords = (text: string, size = 7): string => text.match(new RegExp(`.{1,${size}}`, 'gu'))?.join(' ') ?? '';
const letters = inWords(LETTERS);
const forms = ['NFC', 'NFD'] as const;

test('there are 134 letters', () => {
  expect(new Set(LETTERS).size).toBe(134);
  expect([...LETTERS]).toHaveLength(PLAIN.length);
});

/** Everything that somebody writes into a message, made of all letters in a form. */
const written = (form: (typeof forms)[number]): Particulars => {
  const text = letters.normalize(form);
  const about = {
    ...particulars,
    agencyName: text,
    agencyPhone: text,
    procedureName: text,
    fullName: text,
    note: text,
    unit: text,
    unitAddress: text,
    unitHours: text,
  };
  return about;
};

const withForm = (notice: (typeof notices)[number], about: Particulars) => {
  const { fullName, unit = '', note, procedureName, agencyName, dossierCode } = about;
  const person = { fullName, address: fullName };
  const facts = { dossierCode, unit, note, procedureName, agencyName, contact: note, officer: note, applicant: person };
  return { ...about, form: formOf(notice, { ...facts, components: [{ name: unit, originals: 1, copies: 1 }] }, 'vi') };
};

const meets = (text: string) => ({ whole: text.includes(letters), stray: text.normalize('NFC') === text });

describe.each(forms)('every letter, written in %s', (form) => {
  const about = written(form);

  test.each(notices)('of %j stands whole in the mail’s subject, text and page', (notice) => {
    const { subject, body, html } = mailOf(notice, withForm(notice, about));
    for (const text of [subject, body, html]) expect(meets(text)).toEqual({ whole: true, stray: true });
  });

  test.each(notices)('of %j comes back whole from the mail’s bytes', async (notice) => {
    const mail = mailOf(notice, withForm(notice, about));
    const message = { channel: 'email', clientReference: 'm', round: 0, leg: 1, to: 'a@b.vn', ...mail } as const;
    const parsed = await simpleParser(await mimeOf(message, 'c@d.vn', 0));
    expect(parsed.subject).toBe(mail.subject);
    for (const text of [parsed.subject, parsed.text, String(parsed.html)])
      expect(meets(text ?? '')).toEqual({ whole: true, stray: true });
  });

  /** So few letters that the name fits beside the longest sentence. */
  const few = LETTERS.match(/.{1,6}/gu) ?? [];
  const fewPlain = PLAIN.match(/.{1,6}/g) ?? [];

  test.each(notices)('of %j stands in the SMS without its mark, in one message of GSM-7', (notice) => {
    for (const [n, name] of few.entries()) {
      const text = smsText(notice, { ...particulars, agencyName: name.normalize(form) });
      expect(text).toContain(fewPlain[n]);
      expect(text).not.toContain('?');
      expect(smsSize(text)).toMatchObject({ alphabet: 'GSM-7', segments: 1 });
    }
  });

  test.each(notices)('of %j stands with its mark, in one form, in what Zalo is given', (notice) => {
    const words = {
      znsTemplateId: '9001',
      parameters: { co_quan: 'agency', thu_tuc: 'procedure', ma_ho_so: 'dossier' },
    };
    for (const name of few) {
      const written = { ...particulars, agencyName: name.normalize(form), procedureName: name.normalize(form) };
      const { dossierCode } = particulars;
      expect(zaloParameters(notice, written, words)).toEqual({ co_quan: name, thu_tuc: name, ma_ho_so: dossierCode });
    }
  });

  test.each(notices)('of %j stands with its mark in an agency’s own SMS that has marks', (notice) => {
    const own = { text: `{{agency}}: ${'Ộ'.normalize(form)} {{procedure:400}}`, marks: true, segments: 10 };
    const text = smsText(notice, { ...about, agencyName: letters.normalize(form) }, own);
    expect(text).toBe(`${letters}: Ộ ${letters}`);
  });

  test('is plain or marked the same whatever form it came in', () => {
    expect(plainText(letters.normalize(form))).toBe(inWords(PLAIN));
    expect(markedText(letters.normalize(form))).toBe(letters);
  });
});
