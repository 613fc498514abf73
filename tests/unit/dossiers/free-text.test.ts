import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { Erasure } from '../../../functions/dossiers/domain/erasure.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import { AgencySetUp } from '../../../functions/installation/domain/requests.ts';
import { OwnMail, OwnSms } from '../../../functions/notifications/domain/templates/own-words.ts';
import type { Particulars } from '../../../functions/notifications/domain/wording.ts';
import { mailOf, smsText } from '../../../functions/notifications/domain/wording.ts';
import { ResendInput } from '../../../functions/notifications/usecases/resend-message.ts';
import { CancelInput } from '../../../functions/payments/usecases/cancel-payment.ts';
import { FeeInput } from '../../../functions/payments/usecases/open-payment.ts';
import { ResultInput } from '../../../functions/results/usecases/open-result.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { sampleRegistration } from '../../support/dossier-house.ts';

type Path = readonly (string | number)[];

/** An input with a text at a path. */
const withTextAt = (input: unknown, [name, ...rest]: Path, text: string): unknown => {
  if (name === undefined) return text;
  const inner = (input ?? {}) as Record<string | number, unknown>;
  const changed = withTextAt(inner[name], rest, text);
  return Array.isArray(input) ? input.map((each, n) => (n === name ? changed : each)) : { ...inner, [name]: changed };
};

const textAt = (input: unknown, path: Path): unknown =>
  path.reduce((inner, name) => (inner as Record<string | number, unknown>)[name], input);

const registration = sampleRegistration({
  authorisedPerson: { fullName: 'Trần Văn Bảy' },
  components: [{ code: '1', name: 'Tờ khai', originals: 1, copies: 0, digitised: false }],
});
const event = { type: 'refused', eventId: 'e1', occurredAt: '2026-11-16T09:35:00+07:00', by: 'Trần Thị Chín' };
const correction = { ...event, type: 'details_corrected', applicant: {}, authorisedPerson: {} };
const fee = { items: [{ code: 'LP', kind: 'le_phi', name: 'Lệ phí', amountVnd: 8000 }] };

const [item] = fee.items;
const exempted = {
  items: [{ ...item, amountVnd: 0, fullAmountVnd: 8000, exemption: { kind: 'child', legalBasis: 'x' } }],
};
const result = { documentNumber: '123/QĐ-UBND', title: 'Quyết định', issuedOn: '2026-11-16' };

/** Every free text that ends in a message, on a page or in a paper beside it: of one line, of several, or a name. */
const places: readonly (readonly [string, z.ZodType, unknown, Path, 'line' | 'lines' | 'name'])[] = [
  ['registration', Registration, registration, ['applicant', 'fullName'], 'name'],
  ['registration', Registration, registration, ['applicant', 'address'], 'line'],
  ['registration', Registration, registration, ['authorisedPerson', 'fullName'], 'name'],
  ['registration', Registration, registration, ['authorisedPerson', 'address'], 'line'],
  ['registration', Registration, registration, ['procedureName'], 'line'],
  ['registration', Registration, registration, ['components', 0, 'name'], 'line'],
  ['registration', Registration, registration, ['components', 0, 'reusedFrom'], 'line'],
  ['event', BackOfficeEvent, event, ['by'], 'line'],
  ['event', BackOfficeEvent, event, ['note'], 'lines'],
  ['event', BackOfficeEvent, { ...event, type: 'accepted' }, ['recipient'], 'line'],
  ['event', BackOfficeEvent, { ...event, type: 'extended', addWorkingDays: 1 }, ['reason'], 'lines'],
  ['event', BackOfficeEvent, correction, ['applicant', 'fullName'], 'name'],
  ['event', BackOfficeEvent, correction, ['applicant', 'address'], 'line'],
  ['event', BackOfficeEvent, correction, ['authorisedPerson', 'fullName'], 'name'],
  ['erasure', Erasure, { reason: 'x', by: 'y' }, ['reason'], 'line'],
  ['agency', AgencySetUp, { name: 'x' }, ['name'], 'name'],
  ['agency', AgencySetUp, { name: 'x' }, ['nameEn'], 'name'],
  ['agency', AgencySetUp, { name: 'x' }, ['shortName'], 'name'],
  ['agency', AgencySetUp, { name: 'x' }, ['phone'], 'line'],
  ['agency', AgencySetUp, { name: 'x' }, ['address'], 'line'],
  ['agency', AgencySetUp, { name: 'x' }, ['hours'], 'lines'],
  ['fee', FeeInput, fee, ['items', 0, 'name'], 'line'],
  ['fee', FeeInput, exempted, ['items', 0, 'exemption', 'legalBasis'], 'line'],
  ['end of a fee', CancelInput, { reason: 'x', by: 'y' }, ['reason'], 'lines'],
  ['end of a fee', CancelInput, { reason: 'x', by: 'y' }, ['by'], 'line'],
  ['message sent again', ResendInput, { reason: 'x', by: 'y' }, ['reason'], 'line'],
  ['own SMS', OwnSms, { text: 'x' }, ['text'], 'line'],
  ['own mail', OwnMail, { subject: 'x', text: 'y' }, ['subject'], 'line'],
  ['own mail', OwnMail, { subject: 'x', text: 'y' }, ['text'], 'lines'],
  ['result', ResultInput, result, ['title'], 'line'],
  ['result', ResultInput, result, ['documentNumber'], 'line'],
];

const title = ([what, , , path]: (typeof places)[number]): string => `${what} ${path.join('.')}`;

describe.each(places.map((place) => [title(place), place] as const))('%s', (_, [, schema, input, path, kind]) => {
  const given = (text: string) => {
    const parsed = parseInput(schema, withTextAt(input, path, text));
    return parsed.ok ? { kept: textAt(parsed.value, path) } : parsed.failure;
  };

  const refusedAt = (text: string, message: RegExp) =>
    expect(given(text), JSON.stringify(text)).toMatchObject({
      kind: 'invalid_input',
      fields: [{ path: path.join('.'), message: expect.stringMatching(message) }],
    });

  test('is kept composed, with its typography, without what does not show', () => {
    const typed = '\ufeffĐặng\u00a0Thị “Ánh” – số 1\u200b…';
    for (const text of [typed, typed.normalize('NFD'), typed.normalize('NFC')])
      expect(given(text)).toEqual({ kept: 'Đặng\u00a0Thị “Ánh” – số 1…' });
  });

  test('is refused at its place with a mark that turns it, a control or a broken character', () => {
    for (const character of ['\u200f', '\u200e', '\u202e', '\u2067', '\u061c'])
      refusedAt(`Án${character}h`, /^expected no direction marks: U\+[0-9A-F]{4} at character 3$/);
    refusedAt('Án\u0007h', /^expected no control characters: U\+0007 at character 3$/);
    refusedAt('Án\ud83dh', /^expected whole Unicode characters: U\+D83D at character 3$/);
  });

  test(kind === 'lines' ? 'has line ends of one kind' : 'has no line end and no tab', () => {
    if (kind === 'lines') expect(given('a\r\nb\rc\u2028d')).toEqual({ kept: 'a\nb\nc\nd' });
    else
      for (const text of ['a\r\nb', 'a\rb', 'a\u2028b', 'a\tb'])
        refusedAt(text, /^expected one line without tabs: U\+00/);
  });

  const inNames = ['Ánh 😀', 'Ánh ❤\ufe0f', 'anh@example.vn', 'Ánh <b>', 'Ánh ＜b', 'https://a.vn', 'xem WWW.a.vn'];
  test(kind === 'name' ? 'has no emoji and no address' : 'may have emoji and signs', () => {
    for (const text of inNames)
      if (kind === 'name')
        refusedAt(text, /^expected no (?:emoji|@, < or >|web address): U\+[0-9A-F]{4,5} at character/);
      else expect(given(text)).toEqual({ kept: text.normalize('NFC') });
  });
});

const particulars: Particulars = {
  language: 'vi',
  agencyCode: 'H26.10',
  agencyName: 'Ủy ban\u00a0nhân dân phường “Đống\u2011Đa”',
  dossierCode: 'H26.10-261116-0007',
  procedureName: 'Cấp “bản sao” ½ – số\u00a01 😀',
  fullName: 'Đặng\u00a0Thị Ánh',
  citizenUrl: 'https://motcua.example.vn/t/x',
  note: 'Thiếu:\r\n– bản “sao” 😀\nđơn',
};

describe('what was taken is told', () => {
  const decomposed = Object.fromEntries(
    Object.entries(particulars).map(([name, value]) => [name, value?.toString().normalize('NFD')]),
  ) as unknown as Particulars;

  test.each([
    ['composed', particulars],
    ['decomposed', decomposed],
  ])('by SMS in plain letters alone, đ and Đ too, from %s text', (_, told) => {
    expect(smsText({ template: 'result_ready' }, told)).toMatch(/^UBND P\. "Dong-Da": [\x20-\x7e]+$/);
    const own = { text: '{{agency}}: {{procedure:40}} {{dossier}}', marks: false, segments: 1 };
    expect(smsText({ template: 'result_ready' }, told, own)).toBe(
      'UBND P. "Dong-Da": Cap "ban sao" 1/2 - so 1 H26.10-261116-0007',
    );
  });

  test('by SMS with all of its marks where the agency wishes them', () => {
    const own = { text: '{{agency}}: {{procedure:40}} {{dossier}}', marks: true, segments: 2 };
    expect(smsText({ template: 'result_ready' }, decomposed, own)).toBe(
      'UBND P. “Đống\u2011Đa”: Cấp “bản sao” ½ – số 1 😀 H26.10-261116-0007',
    );
  });

  test('by mail as it was typed, its lines kept', () => {
    const { body, html } = mailOf({ template: 'stopped', at: 0, eventId: 'e1' }, decomposed);
    expect(body).toContain('Kính gửi ông/bà Đặng\u00a0Thị Ánh,');
    expect(body).toContain('Thiếu:\n– bản “sao” 😀\nđơn');
    expect(html).toContain('Thiếu:<br>– bản “sao” 😀<br>đơn');
  });
});
