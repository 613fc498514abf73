import { describe, expect, test } from 'vitest';
import { believed, type DomainEvent, parseBusEvent } from '../../../shared/kernel/events.ts';
import { numberOf } from '../../../shared/kernel/milestones.ts';
import { AgencyCode, agencyCovers, base32, DossierCode, ProcedureCode } from '../../../shared/kernel/ids.ts';
import { formatVnd } from '../../../shared/kernel/money.ts';
import { namesAmong } from '../../../shared/kernel/paging.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';
import {
  CalendarDate,
  compactDateTime,
  DateFromCaller,
  hourAndDate,
  OffsetDateTime,
  parseCompactDateTime,
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
    expect(vietNamDate(Date.UTC(2026, 10, 20, 17, 0, 0))).toBe('2026-11-21');
  });
  test.each([
    '2026-11-20T17:00:00',
    '2026-02-30T17:00:00+07:00',
    '2026-11-20',
    '2026-11-20 17:00:00+07:00',
    '2026-11-20T24:00:00+07:00',
    '2026-11-20T17:00:60+07:00',
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
    expect(CalendarDate.safeParse('2026-2-2').success).toBe(false);
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
  expect(namesAmong(['paid', 'expired']).parse('paid,expired,paid')).toEqual(['paid', 'expired']);
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
