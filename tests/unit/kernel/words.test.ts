import { describe, expect, test } from 'vitest';
import { believed, type DomainEvent, parseBusEvent } from '../../../shared/kernel/events.ts';
import {
  AgencyCode,
  agencyCovers,
  agencyOfDossierCode,
  base32,
  DossierCode,
  IdempotencyKey,
  madeId,
  ProcedureCode,
} from '../../../shared/kernel/ids.ts';
import { numberOf } from '../../../shared/kernel/milestones.ts';
import { formatVnd } from '../../../shared/kernel/money.ts';
import { cursorAfter, cursorTo, namesAmong, PageLimit } from '../../../shared/kernel/paging.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';
import {
  CalendarDate,
  compactDateTime,
  DateFromCaller,
  hourAndDate,
  momentInWords,
  OffsetDateTime,
  parseCompactDateTime,
  sortable,
  startOfVietNamDate,
  toOffsetDateTime,
  vietNamDate,
} from '../../../shared/kernel/time.ts';

describe('codes', () => {
  test.each(['H26.10-261120-0007', 'G09.20-20260609-0092637', '000.00.00.H41-261120-0001'])(
    '%s is a dossier code',
    (code) => {
      expect(DossierCode.safeParse(code).success).toBe(true);
    },
  );
  test.each(['H26.10', 'H26.10-261120-007', 'h26.10-261120-0007', 'H26.10-26112-0007', 'H26.10-261120-0007\n'])(
    '%j is none',
    (code) => {
      expect(DossierCode.safeParse(code).success).toBe(false);
    },
  );
  test('agency and procedure codes by the official formats', () => {
    for (const code of ['H26', 'H52.101.114', '000.00.00.H41']) expect(AgencyCode.safeParse(code).success).toBe(true);
    for (const code of ['26', 'H2', 'H26.', `H26${'.1'.repeat(20)}`])
      expect(AgencyCode.safeParse(code).success).toBe(false);
    for (const code of ['2.000635', '2.000815.000.00.00.H55']) expect(ProcedureCode.safeParse(code).success).toBe(true);
    for (const code of ['2.00635', '20.000635', '2.000635.']) expect(ProcedureCode.safeParse(code).success).toBe(false);
  });
  test('a scope covers its descendants, not its namesakes', () => {
    expect(agencyCovers('H26', 'H26')).toBe(true);
    expect(agencyCovers('H26', 'H26.10')).toBe(true);
    expect(agencyCovers('H26', 'H261')).toBe(false);
    expect(agencyCovers('H26.10', 'H26')).toBe(false);
  });
  test('codes stand alone and within their lengths', () => {
    for (const [schema, code] of [
      [AgencyCode, 'H26.10'],
      [AgencyCode, '000.00.00.H41.5'],
      [DossierCode, 'H26.10-261120-0007'],
      [ProcedureCode, '2.000635'],
      [ProcedureCode, '2.000815.000.00.00.H55.12'],
    ] as const) {
      expect(schema.safeParse(code).success, code).toBe(true);
      for (const other of [`x${code}`, `${code}x`, ` ${code}`, `${code}\n`, code.toLowerCase().replace(/^\d/, 'a')])
        expect(schema.safeParse(other).success, JSON.stringify(other)).toBe(false);
    }
    const long = (length: number, start: string) => start.padEnd(length, '1');
    expect(AgencyCode.safeParse(long(35, 'H26.')).success).toBe(true);
    expect(AgencyCode.safeParse(long(36, 'H26.')).success).toBe(false);
    expect(DossierCode.safeParse(long(64, 'H26-261120-')).success).toBe(true);
    expect(DossierCode.safeParse(long(65, 'H26-261120-')).success).toBe(false);
    expect(ProcedureCode.safeParse(long(64, '2.000815.000.00.00.H55.')).success).toBe(true);
    expect(ProcedureCode.safeParse(long(65, '2.000815.000.00.00.H55.')).success).toBe(false);
    expect(DossierCode.safeParse('H26.10-20261120-0007').success).toBe(true);
    expect(DossierCode.safeParse('H26.10-2026112-0007').success).toBe(false);
  });
  test.each([
    [AgencyCode, 'expected an agency code, such as H26.10'],
    [DossierCode, 'expected a dossier code, such as H26.10-261120-0007'],
    [ProcedureCode, 'expected a procedure code, such as 2.000635'],
    [PageLimit, 'expected a whole number'],
    [namesAmong(['paid', 'expired']), 'expected some of paid,expired'],
    [CalendarDate, 'expected a date, such as 2026-11-20'],
    [OffsetDateTime, 'expected ISO 8601 with an offset, such as 2026-11-20T17:00:00+07:00'],
  ])('whoever writes another is told what is expected: %#', (schema, message) => {
    expect(schema.safeParse('paid,x')).toMatchObject({ error: { issues: [{ message }] } });
  });
  test('a dossier’s agency is what stands before the first hyphen of its code', () => {
    expect(agencyOfDossierCode('000.00.00.H41-261120-0001')).toBe('000.00.00.H41');
    expect(agencyOfDossierCode('H26.10-261120-0007')).toBe('H26.10');
  });
  test('an Idempotency-Key is 1 to 128 printable characters of ASCII', () => {
    for (const key of [' ', '~', 'a'.repeat(128)]) expect(IdempotencyKey.safeParse(key).success, key).toBe(true);
    for (const key of ['', 'a'.repeat(129), 'a\u007f', 'a\u001f', 'a\n', 'ă'])
      expect(IdempotencyKey.safeParse(key).success, JSON.stringify(key)).toBe(false);
  });
  test('a made id is its prefix and 26 characters', () => {
    const id = `pay_${'0'.repeat(25)}z`;
    expect(madeId('pay').safeParse(id).success).toBe(true);
    for (const other of [`x${id}`, `${id}0`, id.slice(0, -1), id.replace('z', 'u'), id.replace('z', 'Z'), `${id}\n`])
      expect(madeId('pay').safeParse(other).success, JSON.stringify(other)).toBe(false);
    expect(madeId('att').safeParse(id)).toMatchObject({
      error: { issues: [{ message: 'expected an id of the form att_...' }] },
    });
  });
  test('base32 drops the bits that fill no letter', () => {
    expect([[], [0xff], [0xff, 0xff], [0x08], [0x01, 0x02, 0x03]].map((bytes) => base32(Buffer.from(bytes)))).toEqual([
      '',
      'z',
      'zzz',
      '1',
      '0410',
    ]);
  });
  test('base32 keeps every bit in order and no look-alike letters', () => {
    expect(base32(Buffer.from([0xff, 0x00, 0xff, 0x00, 0xff]))).toBe('zw0fy07z');
    expect(base32(Buffer.alloc(32, 0xab))).not.toMatch(/[ilou]/);
  });
});

describe('time', () => {
  const instant = Date.UTC(2026, 10, 20, 10, 0, 0);
  test('is read with any offset and shown in that of Viet Nam', () => {
    for (const text of [
      '2026-11-20T17:00:00+07:00',
      '2026-11-20T10:00:00Z',
      '2026-11-20T10:00:00.000Z',
      '2026-11-20T06:00-04:00',
    ]) {
      expect(OffsetDateTime.parse(text)).toBe(instant);
    }
    expect(toOffsetDateTime(instant)).toBe('2026-11-20T17:00:00+07:00');
    expect(hourAndDate(instant)).toBe('17:00 20/11/2026');
    expect(momentInWords(instant)).toBe('17 giờ 00 phút, ngày 20 tháng 11 năm 2026');
    expect(momentInWords(Date.UTC(2026, 1, 4, 20, 5))).toBe('03 giờ 05 phút, ngày 05 tháng 02 năm 2026');
    expect(momentInWords(Date.UTC(2026, 2, 9, 1, 0))).toBe('08 giờ 00 phút, ngày 09 tháng 3 năm 2026');
    expect(vietNamDate(Date.UTC(2026, 10, 20, 17, 0, 0))).toBe('2026-11-21');
    expect(startOfVietNamDate('2026-11-21')).toBe(Date.UTC(2026, 10, 20, 17, 0, 0));
    expect([sortable(42), sortable(7, 2), sortable(1234, 2)]).toEqual(['0000000000042', '07', '1234']);
  });
  test.each([
    '2026-11-20T17:00:00',
    '2026-02-30T17:00:00+07:00',
    '2026-11-20',
    '2026-11-20 17:00:00+07:00',
    '2026-11-20T24:00:00+07:00',
    '2026-11-20T17:00:60+07:00',
    ' 2026-11-20T17:00:00+07:00',
    '2026-11-20T17:00:00+07:00\u0000',
    '2026-11-20T17:00:00\u000014:00',
    '2026-11-20T17:00:00-00:00',
    '2026-11-20T17:00:00+14:01',
    '2026-00-20T17:00:00+07:00',
    '2026-11-00T17:00:00+07:00',
    '9999-12-31T23:59:59-14:00',
    '9999-12-31T23:59:59Z',
    '+010000-01-01T00:00:00Z',
    '2200-01-01T00:00:00+07:00',
    '1970-01-01T00:00:00+07:00',
    '0000-01-01T00:00:00Z',
  ])('%s is refused', (text) => expect(OffsetDateTime.safeParse(text).success).toBe(false));
  test('a date must exist', () => {
    expect(CalendarDate.safeParse('2026-02-28').success).toBe(true);
    expect(CalendarDate.safeParse('2026-02-29').success).toBe(false);
    for (const other of ['2026-2-2', '12026-11-20', '2026-11-201', '2026-11-20T10:00:00Z'])
      expect(CalendarDate.safeParse(other).success, other).toBe(false);
  });
  test('of the reach of what callers name they are told where it ends', () => {
    const told = (schema: typeof OffsetDateTime | typeof DateFromCaller, text: string) =>
      schema.safeParse(text).error?.issues.map(({ message }) => message);
    expect(told(OffsetDateTime, '1969-12-31T23:59:59Z')).toEqual(['expected a moment since 1970']);
    expect(told(OffsetDateTime, '2200-01-01T00:00:00+07:00')).toEqual(['expected a moment before 2200']);
    expect(told(DateFromCaller, '2200-01-01')).toEqual(['expected a date from 1900 to 2199']);
  });
  test('the last moment and the first that callers may name are shown as they are', () => {
    for (const text of ['2199-12-31T23:59:59+07:00', '1970-01-01T07:00:00+07:00'])
      expect(toOffsetDateTime(OffsetDateTime.parse(text))).toBe(text);
  });
  test('a date from a caller lies between 1900 and 2199', () => {
    for (const date of ['1900-01-01', '2199-12-31']) expect(DateFromCaller.safeParse(date).success).toBe(true);
    for (const date of ['1899-12-31', '2200-01-01', '9999-12-31', '0000-01-01', '2026-02-29', '2026-11-00'])
      expect(DateFromCaller.safeParse(date).success).toBe(false);
  });
  test("the providers' form goes both ways", () => {
    expect(compactDateTime(instant)).toBe('20261120170000');
    expect(parseCompactDateTime('20261120170000')).toBe(instant);
    expect(parseCompactDateTime('20261320170000')).toBeUndefined();
    expect(parseCompactDateTime('2026112017000')).toBeUndefined();
  });
});

test('a name asked for again is asked for once: a long query reads no list twice', () => {
  const Names = namesAmong(['paid', 'expired']);
  expect(Names.parse('paid,expired,paid')).toEqual(['paid', 'expired']);
  for (const text of ['', 'paid,', 'paid,due', 'due']) expect(Names.safeParse(text).success, text).toBe(false);
});

test('dong as readers of either language write them', () => {
  expect(formatVnd(150_000)).toBe('150.000 đ');
  expect(formatVnd(1_234_567, 'en')).toBe('1,234,567 VND');
  expect(formatVnd(0)).toBe('0 đ');
});

test.each([
  ['0912345678', '0912345678'],
  ['+84912345678', '0912345678'],
  ['84 912 345 678', '0912345678'],
  ['01691234567', undefined],
  ['0212345678', undefined],
  ['091234567', undefined],
])('the phone %s is kept as %s', (text, expected) => expect(nationalPhone(text)).toBe(expected));

describe('an event from the bus', () => {
  const accepted = {
    id: 'm',
    type: 'dossier.accepted',
    at: 1,
    data: { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10', promisedAt: null },
  };
  test('is read by its type, and so is its withdrawal', () => {
    expect(parseBusEvent(accepted)).toEqual({ event: accepted, number: 0, withdrawn: false });
    expect(parseBusEvent({ ...accepted, number: 7, type: 'dossier.accepted_withdrawn' })).toEqual({
      event: accepted,
      number: 7,
      withdrawn: true,
    });
  });
  test('of all words of an event the one with the highest number is believed, in whatever order and however often they come', () => {
    const word = (number: number, withdrawn: boolean) => ({ event: accepted as DomainEvent, number, withdrawn });
    const words = [word(1, false), word(2, true), word(5, false), word(7, true), word(9, false)];
    for (let last = 1; last <= words.length; last += 1) {
      const heard = words.slice(0, last);
      const expected = heard.at(-1)?.withdrawn ? [] : heard.slice(-1);
      for (const order of [heard, heard.toReversed(), [...heard.slice(1), ...heard]])
        expect(believed(order)).toEqual(expected);
    }
  });
  test('of words without a number the last that was heard is believed', () => {
    const word = (withdrawn: boolean) => ({ event: accepted as DomainEvent, number: 0, withdrawn });
    expect(believed([word(false)])).toEqual([word(false)]);
    expect(believed([word(true), word(false)])).toEqual([word(false)]);
    expect(believed([word(false), word(true)])).toEqual([]);
  });
  test('of an aggregate that tells everything again after a restore nothing from before is believed', () => {
    const about = { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10', paymentId: 'pay_1', amountVnd: 1 };
    const word = (id: string, number: number, paymentId = 'pay_1') => {
      const event = {
        id,
        type: 'payment.paid',
        at: 1,
        data: { ...about, paymentId, blocksProcessing: true, receivedVnd: 1 },
      };
      return { event: event as DomainEvent, number, withdrawn: false };
    };
    const [lost, other, again] = [word('a', 8), word('b', 3, 'pay_2'), word('c', numberOf(1, 6))];
    expect(believed([lost, other, again])).toEqual([other, again]);
    expect(believed([lost, other])).toEqual([lost, other]);
  });
  test('of an unknown type or shape is none', () => {
    expect(parseBusEvent({ ...accepted, type: 'dossier.unheard_of' })).toBeUndefined();
    expect(parseBusEvent({ ...accepted, data: {} })).toBeUndefined();
    expect(parseBusEvent('text')).toBeUndefined();
  });
});

test('mobile prefixes are those in use since the renumbering of 2018; the eleven-digit numbers before it are dead', () => {
  const twoDigits = Array.from({ length: 100 }, (_, prefix) => String(prefix).padStart(2, '0'));
  const inUse = twoDigits.filter((prefix) => nationalPhone(`0${prefix}1234567`) !== undefined);
  expect(inUse.join(' ')).toBe(
    '32 33 34 35 36 37 38 39 52 55 56 58 59 70 76 77 78 79 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99',
  );
  for (const old of ['120', '129', '162', '169', '186', '188', '199'])
    expect(nationalPhone(`0${old}1234567`)).toBeUndefined();
});

describe('pages of lists', () => {
  test('have 50 items unless told, 1 to 200, in decimal digits', () => {
    expect([undefined, '1', '007', '200'].map((text) => PageLimit.parse(text))).toEqual([50, 1, 7, 200]);
    for (const text of ['', '0', '201', '-1', '1.5', '1e2', ' 5', '5x', '0000000001'])
      expect(PageLimit.safeParse(text).success, JSON.stringify(text)).toBe(false);
  });

  test('go on after a key, by a cursor that holds it and nothing else', () => {
    const Cursor = cursorTo(/^\d{4}#[^#]+$/);
    const key = '2026#Ánh?~';
    expect(Cursor.parse(cursorAfter(key))).toBe(key);
    expect(cursorAfter(key)).toMatch(/^[\w-]+$/);
    for (const other of ['', '%%%', cursorAfter('x'), cursorAfter(`${key}#x`), key])
      expect(Cursor.safeParse(other)).toMatchObject({
        error: { issues: [{ message: 'expected a cursor of an earlier answer' }] },
      });
    const longest = cursorAfter(`2026#${'a'.repeat(370)}`);
    expect(longest).toHaveLength(500);
    expect(Cursor.safeParse(longest).success).toBe(true);
    expect(Cursor.safeParse(cursorAfter(`2026#${'a'.repeat(371)}`)).success).toBe(false);
  });
});
