import { describe, expect, test } from 'vitest';
import { OVERLAP_MS, rotated } from '../../../functions/installation/domain/merchant-secret.ts';
import {
  AgencySetUp,
  ApiKeySetUp,
  MerchantName,
  merchantSetUpOf,
} from '../../../functions/installation/domain/requests.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';

/** The faults of an input as operators are told them. */
const faultsOf = (schema: Parameters<typeof parseInput>[0], input: unknown): Readonly<Record<string, string>> => {
  const parsed = parseInput(schema, input);
  if (parsed.ok || parsed.failure.kind !== 'invalid_input') return {};
  return Object.fromEntries(parsed.failure.fields.map(({ path, message }) => [path, message]));
};

describe('an agency', () => {
  const full = {
    name: 'UBND phường Cửa Nam',
    nameEn: 'Cửa Nam Ward',
    shortName: 'Cửa Nam',
    phone: '024 3825 5555',
    email: 'cuanam@hanoi.gov.vn',
    staffEmails: ['motcua.cuanam@hanoi.gov.vn', 'tuphap.cuanam@hanoi.gov.vn'],
    address: '5 Lý Thường Kiệt',
    hours: 'Thứ Hai đến thứ Sáu\n8:00-17:00',
    website: 'https://cuanam.hanoi.gov.vn',
    parentCode: 'H26',
    counters: ['H26.40', 'H26.41'],
    codeSpaces: ['G09.20', '000.00.04.H26'],
    quietHours: { from: '20:30', to: '06:00' },
    smsSegmentLimit: 2,
    linkHosts: ['dichvucong.gov.vn'],
    forms: { unit: 'Một cửa Cửa Nam', unitEn: 'Cửa Nam Counter', titles: { '01': 'Biên nhận hồ sơ' } },
    refundLimitVnd: 0,
    receipt: { taxCode: '0100233488', formSign: '01BLP', receiptSign: 'HN-26E' },
  };

  test('is set up with all that may be said of it, or with its name alone', () => {
    expect(AgencySetUp.parse(full)).toEqual(full);
    expect(AgencySetUp.parse({ name: 'A' })).toEqual({ name: 'A' });
    expect(AgencySetUp.parse({ name: 'A', quietHours: null })).toEqual({ name: 'A', quietHours: null });
  });

  test('is told every wrong field at once', () => {
    const wrong = {
      name: '',
      phone: '11',
      hours: ' ',
      website: 'ftp://hanoi.gov.vn',
      staffEmails: ['a@hanoi.gov.vn', 'a@hanoi.gov.vn'],
      counters: ['H26.40', 'H26.40'],
      codeSpaces: ['g09'],
      quietHours: { from: '24:00', to: '6:00' },
      smsSegmentLimit: 0,
      linkHosts: ['https://hanoi.gov.vn'],
      forms: { unit: '', titles: { '1': 'Biên nhận' } },
      refundLimitVnd: -1,
      receipt: { taxCode: '0100233489', formSign: '', receiptSign: 'x'.repeat(21), number: 1 },
      officeHour: [],
    };
    expect(faultsOf(AgencySetUp, wrong)).toMatchObject({
      name: expect.any(String),
      phone: expect.any(String),
      hours: expect.any(String),
      website: expect.any(String),
      staffEmails: 'expected each once',
      counters: 'expected each once',
      'codeSpaces.0': 'expected an agency code, such as H26.10',
      'quietHours.from': 'expected an hour of the day, such as 21:00',
      'quietHours.to': 'expected an hour of the day, such as 21:00',
      smsSegmentLimit: expect.any(String),
      'linkHosts.0': 'expected the name of a host, such as dichvucong.gov.vn',
      'forms.unit': expect.any(String),
      'forms.titles.1': 'no such field',
      refundLimitVnd: expect.any(String),
      'receipt.taxCode': 'expected a tax code with its check digit',
      'receipt.formSign': expect.any(String),
      'receipt.receiptSign': expect.any(String),
      'receipt.number': 'no such field',
      officeHour: 'no such field',
    });
  });

  test.each(['http://hanoi.gov.vn', 'https://hanoi.gov.vn/mot-cua'])('has a site at %s', (website) => {
    expect(faultsOf(AgencySetUp, { name: 'A', website })).toEqual({});
  });

  test.each(['xhttp://hanoi.gov.vn', 'httpx://hanoi.gov.vn', 'hanoi.gov.vn'])('has no site at %s', (website) => {
    expect(Object.keys(faultsOf(AgencySetUp, { name: 'A', website }))).toEqual(['website']);
  });

  test.each(['00:00', '09:59', '19:00', '23:59'])('is quiet from %s', (from) => {
    expect(faultsOf(AgencySetUp, { name: 'A', quietHours: { from, to: '07:00' } })).toEqual({});
  });

  test.each(['24:00', '9:00', '21:60', '021:00', '21:000', '', '-1:00'])('is not quiet from "%s"', (from) => {
    expect(faultsOf(AgencySetUp, { name: 'A', quietHours: { from, to: '07:00' } })).toHaveProperty(['quietHours.from']);
  });

  test('has at most 500 counters and 50 code spaces', () => {
    const codes = (count: number) => Array.from({ length: count }, (_, n) => `H26.${n}`);
    expect(faultsOf(AgencySetUp, { name: 'A', counters: codes(500), codeSpaces: codes(50) })).toEqual({});
    const faults = faultsOf(AgencySetUp, { name: 'A', counters: codes(501), codeSpaces: codes(51) });
    expect(Object.keys(faults)).toEqual(['counters', 'codeSpaces']);
  });
});

describe('an API key', () => {
  const asked = { permission: 'back_office', agencyCodes: ['H26.10'], kind: 'live', label: 'một cửa' };

  test('has one of three permissions and is for use or for tests', () => {
    for (const permission of ['back_office', 'portal', 'operator'])
      for (const kind of ['live', 'test']) expect(faultsOf(ApiKeySetUp, { ...asked, permission, kind })).toEqual({});
    expect(Object.keys(faultsOf(ApiKeySetUp, { ...asked, permission: 'admin', kind: 'demo' }))).toEqual([
      'permission',
      'kind',
    ]);
  });

  test('of anyone but an operator names an agency; what is no list of them is told as that', () => {
    expect(faultsOf(ApiKeySetUp, { ...asked, agencyCodes: [] })).toEqual({
      agencyCodes: 'expected at least one agency',
    });
    for (const agencyCodes of [undefined, 'H26', null])
      expect(faultsOf(ApiKeySetUp, { ...asked, agencyCodes }).agencyCodes).toMatch(/expected array/);
    expect(faultsOf(ApiKeySetUp, null)).toHaveProperty('');
  });
});

describe('a merchant', () => {
  test.each(['M', '0', 'a.b_c-D', 'x'.repeat(64)])('may be called %s', (name) => {
    expect(MerchantName.safeParse(name).success).toBe(true);
  });

  test.each(['', '.', '-a', '_a', 'a b', 'a/b', 'ă', 'x'.repeat(65), 'a\n'])('may not be called "%s"', (name) => {
    expect(MerchantName.safeParse(name)).toMatchObject({
      error: { issues: [{ message: 'expected letters, digits, dots, dashes, at most 64' }] },
    });
  });

  /** Written down from the API's description of `credentials`. */
  const names = {
    vnpay: ['tmnCode', 'hashSecret'],
    momo: ['partnerCode', 'accessKey', 'secretKey'],
    zalopay: ['appId', 'key1', 'key2'],
    payos: ['clientId', 'apiKey', 'checksumKey'],
    onepay: ['merchantId', 'accessCode', 'hashKey'],
    stripe: ['apiKey', 'webhookSecret'],
    sepay: ['accountNumber', 'accountName', 'bankBin'],
    vietqr: ['accountNumber', 'accountName', 'bankBin'],
  } satisfies Record<KnownProvider, readonly string[]>;

  /** Values of the names that take a form of their own; of all others any text. */
  const forms: Readonly<Record<string, string>> = { appId: '2553', hashKey: '0A', bankBin: '970436' };

  /** Of these one must be there. */
  const oneOf: Partial<Record<KnownProvider, readonly (readonly string[])[]>> = {
    sepay: [['webhookSecret'], ['apiKey'], ['merchantId', 'secretKey']],
  };

  test.each(KnownProvider.options)(
    'of %s has its provider’s credentials, all of them and no others',
    async (provider) => {
      const needed = names[provider];
      const required = Object.fromEntries(needed.map((name) => [name, forms[name] ?? 'x']));
      const setUp = merchantSetUpOf(await manifestOf(provider));
      const alternatives = oneOf[provider];
      for (const more of alternatives?.map((together) => Object.fromEntries(together.map((name) => [name, 'x']))) ?? [
        {},
      ])
        expect(faultsOf(setUp, { agencyCode: 'H26', credentials: { ...required, ...more } })).toEqual({});
      if (alternatives)
        expect(Object.keys(faultsOf(setUp, { agencyCode: 'H26', credentials: required }))).toEqual([
          `credentials.${alternatives[0]?.[0]}`,
        ]);
      const faults = faultsOf(setUp, { agencyCode: 'H26', credentials: { pin: '1' } });
      expect(Object.keys(faults).sort()).toEqual([...needed, 'pin'].map((name) => `credentials.${name}`).sort());
    },
  );

  test('keeps replaced credentials for a day, once each, the newest five', () => {
    const named = (name: string) => ({ key: name });
    let secret = rotated(undefined, named('0'), 0);
    for (let n = 1; n <= 7; n += 1) secret = rotated(secret, named(`${n}`), n) ?? secret;
    expect(secret?.current).toEqual(named('7'));
    expect(secret?.previous.map(({ credentials }) => credentials.key)).toEqual(['6', '5', '4', '3', '2']);
    expect(rotated(secret, named('7'), 8)).toBeUndefined();
    const back = rotated(secret, named('5'), 8);
    expect(back?.previous.map(({ credentials }) => credentials.key)).toEqual(['7', '6', '4', '3', '2']);
    const later = rotated(secret, named('8'), 5 + OVERLAP_MS);
    expect(later?.previous.map(({ credentials }) => credentials.key)).toEqual(['7', '6', '5']);
  });

  test('has other credentials as soon as one name is more or less, or says something else', () => {
    const before = { current: { a: '1', b: '2' }, previous: [] };
    for (const other of [{ a: '1' }, { a: '1', b: '2', c: '3' }, { a: '1', b: '3' }])
      expect(rotated(before, other as Record<string, string>, 0)?.current).toEqual(other);
    expect(rotated(before, { b: '2', a: '1' }, 0)).toBeUndefined();
  });
});
