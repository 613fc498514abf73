import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mailAddress } from '../../../shared/kernel/email.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';
import { FullName, keptText, Line, Lines, textFault, visibleText } from '../../../shared/kernel/text.ts';

/** Any text, rich in what does not show. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...'aễĐ \u0301\u0323\n\r\t') },
    { weight: 3, arbitrary: fc.constantFrom(...'\u200b\u00ad\ufeff\u2060\u200c\u200d\ufe0f\u3164\u034f\u180e\u2028') },
    { weight: 1, arbitrary: fc.constantFrom('\u202e', '\u200f', '\u2066', '\ue000', '\u0378', '\ud800', '\u0007') },
    { weight: 1, arbitrary: fc.constantFrom('क', '\u094d', 'می', '👨', '❤', '葛', '1', '\u20e3') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  ),
});

test('kept text is NFC, the same from NFC and NFD, and stays as it is the second time', () => {
  fc.assert(
    fc.property(text, (given) => {
      const kept = keptText(given);
      expect(kept).toBe(kept.normalize('NFC'));
      expect(keptText(kept)).toBe(kept);
      expect(visibleText(visibleText(given))).toBe(visibleText(given));
    }),
  );
});

test('visible text has no fault, one line, and every letter that was there', () => {
  const letters = (of: string) => of.normalize('NFD').replace(/[^\p{L}]|\p{DI}/gu, '');
  fc.assert(
    fc.property(text, (given) => {
      const shown = visibleText(given);
      expect(textFault(shown)).toBeUndefined();
      expect(shown).not.toMatch(/[\r\n\t\u2028\u2029]/);
      expect(letters(shown)).toBe(letters(given));
    }),
  );
});

test('whatever comes is either refused at its field or kept without anything that hides', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(FullName(), Line(200), Lines(200)), (given, schema) => {
      const parsed = parseInput(schema, given);
      if (!parsed.ok) {
        expect(parsed.failure).toMatchObject({ kind: 'invalid_input' });
        return;
      }
      expect(parsed.value.trim()).toBe(parsed.value);
      expect(parsed.value.replace(/\u200c|\u200d|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '')).toMatch(
        /^[^\p{DI}\p{Cf}\p{Co}\p{Cn}\p{Cs}\r]*$/u,
      );
    }),
  );
});

test('a number is found however its digits are set apart', () => {
  const between = fc.array(fc.constantFrom('', ' ', '.', '-', '–', '\u00a0', '\u200b', '(', ')'), {
    minLength: 10,
    maxLength: 10,
  });
  const head = fc.constantFrom('0', '+84', '84', '0084', '+840', 'tel:+84', '(+84)', '+84 (0)', '＋８４');
  fc.assert(
    fc.property(fc.stringMatching(/^9\d{8}$/), between, head, (digits, gaps, prefix) => {
      const written = prefix + [...digits].map((digit, at) => `${gaps[at]}${digit}`).join('');
      expect(nationalPhone(written)).toBe(`0${digits}`);
    }),
  );
});

test('an address that is taken is ASCII, within its lengths, and stays as it is the second time', () => {
  const label = fc.string({ unit: fc.constantFrom(...'abếềđ1-.'), minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(label, label, (local, domain) => {
      const address = mailAddress(`${local}@${domain}.vn`);
      if (address === undefined) return;
      expect(address).toMatch(/^[\x21-\x7e]{1,64}@(?:[a-z0-9-]{1,63}\.)+vn$/);
      expect(mailAddress(address)).toBe(address);
    }),
  );
});
