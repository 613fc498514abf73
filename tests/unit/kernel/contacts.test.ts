import { describe, expect, test } from 'vitest';
import { EmailAddress, mailAddress } from '../../../shared/kernel/email.ts';
import { isMobile, nationalPhone, PhoneNumber } from '../../../shared/kernel/phone.ts';

describe('a phone', () => {
  test.each([
    '0912345678',
    '+84912345678',
    '84 912 345 678',
    '+840912345678',
    '+84 (0) 912 345 678',
    '(+84) 912 345 678',
    '0084912345678',
    '00 84 912 345 678',
    'tel:+84912345678',
    'TEL: 0912-345-678',
    ' tel:0912345678',
    '0912–345–678',
    '0912‑345−678',
    '0912.345.678',
    '０９１２３４５６７８',
    '＋８４ ９１２ ３４５ ６７８',
    '0912345678\u200b',
    '\u202d0912345678\u202c',
    '\u00a00912\u2009345\u3000678 ',
  ])('written as %j is the same number', (text) => {
    expect(nationalPhone(text)).toBe('0912345678');
    expect(PhoneNumber.parse(text)).toBe('0912345678');
    expect(isMobile(PhoneNumber.parse(text))).toBe(true);
  });

  test.each([
    ['02438255555', '02438255555'],
    ['+84 24 3825 5555', '02438255555'],
    ['(0203) 382.5555', '02033825555'],
    ['0084 (0)28 3829 7052', '02838297052'],
  ])('of a landline, %s, is %s, and no mobile', (text, number) => {
    expect(PhoneNumber.parse(text)).toBe(number);
    expect(isMobile(number)).toBe(false);
  });

  test.each([
    '',
    '091234567',
    '09123456789',
    '912345678',
    '01691234567',
    '0212345678',
    '19001234',
    '113',
    '+1 202 555 0123',
    '+85 912345678',
    '++84912345678',
    '0912 345 678 máy lẻ 2',
    '024 3825 5555 máy lẻ 2',
    'máy 024 3825 5555',
    '0912 tel:345678',
    '0912345678, 0987654321',
    '٠٩١٢٣٤٥٦٧٨',
  ])('%j is none', (text) => {
    expect(nationalPhone(text)).toBeUndefined();
    expect(PhoneNumber.safeParse(text)).toMatchObject({
      error: { issues: [{ message: 'expected a Vietnamese phone number, such as 0912345678' }] },
    });
  });
});

describe('an e-mail address', () => {
  test.each([
    ['anh@example.vn', 'anh@example.vn'],
    [' Anh.Nguyen+motcua@Mail.Example.VN ', 'Anh.Nguyen+motcua@Mail.Example.VN'],
    ['anh@tênmiền.vn', 'anh@xn--tnmin-hsa0954c.vn'],
    ['anh@tênmiền.vn'.normalize('NFD'), 'anh@xn--tnmin-hsa0954c.vn'],
    ['anh@tênmiền。vn', 'anh@xn--tnmin-hsa0954c.vn'],
    ['anh@example.xn--mgbaam7a8h', 'anh@example.xn--mgbaam7a8h'],
    ['anh@उदाहरण.परीक्षा', 'anh@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g'],
    [`${'a'.repeat(64)}@example.vn`, `${'a'.repeat(64)}@example.vn`],
    [`anh@${'a'.repeat(63)}.vn`, `anh@${'a'.repeat(63)}.vn`],
    ['anh@a.vn', 'anh@a.vn'],
    [`${'a'.repeat(63)}@${`${'b'.repeat(46)}.`.repeat(4)}vn`, `${'a'.repeat(63)}@${`${'b'.repeat(46)}.`.repeat(4)}vn`],
    ["o'brien&sons/2=x@example.vn", "o'brien&sons/2=x@example.vn"],
  ])('%j is kept as %s', (text, address) => expect(EmailAddress.parse(text)).toBe(address));

  test.each([
    ['no sign', 'example.vn'],
    ['two signs', 'a@b@example.vn'],
    ['a blank', 'a b@example.vn'],
    ['a display name', 'Ánh <anh@example.vn>'],
    ['a header', 'anh@example.vn\r\nBcc: x@example.vn'],
    ['two addresses', 'a@example.vn,b@example.vn'],
    ['an accented local part', 'ánh@example.vn'],
    ['65 characters before the sign', `${'a'.repeat(65)}@example.vn`],
    ['a label of 64', `anh@${'a'.repeat(64)}.vn`],
    ['a label of 64 once it is an A-label', `anh@${'ế'.repeat(60)}.vn`],
    ['255 characters', `${'a'.repeat(64)}@${`${'b'.repeat(46)}.`.repeat(4)}vn`],
    ['no top-level domain', 'anh@localhost'],
    ['an IP address', 'anh@127.0.0.1'],
    ['an IP address in hexadecimal', 'anh@0x7f.1'],
    ['an IP literal', 'anh@[127.0.0.1]'],
    ['a port', 'anh@example.vn:25'],
    ['a path', 'anh@example.vn/x'],
    ['a path behind an international domain', 'anh@tênmiền.vn/x'],
    ['a percent sign', 'anh@ex%61mple.vn'],
    ['a percent sign at the beginning of an international domain', 'anh@%74ênmiền.vn'],
    ['a top-level A-label that ends with a hyphen', 'anh@example.xn--p1-'],
    ['a label that begins with a hyphen', 'anh@-a.vn'],
    ['a label that ends with one', 'anh@a-.vn'],
    ['an empty label', 'anh@a..vn'],
    ['a dot at the end', 'anh@example.vn.'],
    ['dots in a row', 'a..b@example.vn'],
    ['a dot at first', '.a@example.vn'],
    ['an underscore in the domain', 'a@a_b.vn'],
  ])('with %s is refused', (_, text) => {
    expect(mailAddress(text)).toBeUndefined();
    expect(EmailAddress.safeParse(text)).toMatchObject({
      error: { issues: [{ message: 'expected an e-mail address, such as anh@example.vn' }] },
    });
  });
});
