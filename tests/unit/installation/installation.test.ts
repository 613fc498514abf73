import { describe, expect, test } from 'vitest';
import { setUpAgencies } from '../../../functions/dossiers/adapters/set-up-agencies.ts';
import { agencyStoreIn } from '../../../functions/installation/adapters/agency-store.ts';
import { apiKeyStoreIn } from '../../../functions/installation/adapters/api-key-store.ts';
import { merchantStoreIn } from '../../../functions/installation/adapters/merchant-store.ts';
import { ApiKeySetUp, type MerchantSetUp, merchantSetUpOf } from '../../../functions/installation/domain/requests.ts';
import type { MerchantSecrets } from '../../../functions/installation/ports.ts';
import { createApiKey, type MadeApiKey, revokeApiKey } from '../../../functions/installation/usecases/api-keys.ts';
import { merchantView } from '../../../functions/installation/usecases/merchant-view.ts';
import { putAgency } from '../../../functions/installation/usecases/put-agency.ts';
import { putMerchant } from '../../../functions/installation/usecases/put-merchant.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { AgencyCode, type ApiKeyId } from '../../../shared/kernel/ids.ts';
import type { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { apiKeysIn, takesTestKeys } from '../../../shared/platform/api-keys.ts';
import { memoryTable } from '../../support/memory-table.ts';

const withKey = (apiKey: string) => ({ headers: { authorization: `Bearer ${apiKey}` } });

const room = () => {
  const table = memoryTable();
  const kept = new Map<string, MerchantSecret>();
  const writes: string[] = [];
  const secrets: MerchantSecrets = {
    async read(provider, merchant) {
      return kept.get(`${provider}/${merchant}`);
    },
    async write(provider, merchant, secret) {
      writes.push(`${provider}/${merchant}`);
      kept.set(`${provider}/${merchant}`, secret);
    },
  };
  const merchants = merchantStoreIn(table, 'motcua/test/merchants');
  const put = putMerchant({ merchants, secrets, publicOrigin: 'https://motcua.example.vn' });
  return { table, kept, writes, put };
};
const vnpay = (hashSecret: string): MerchantSetUp => ({
  agencyCode: 'H26.10',
  credentials: { tmnCode: 'TMN00001', hashSecret },
});

describe('a merchant', () => {
  test('keeps the moment in which it was set up first, unseen by callers; one from before stays without', async () => {
    const { put, table } = room();
    const rowOf = (merchant: string) => table.get(`MER#vnpay#${merchant}`, 'MER');
    const first = await put('vnpay', 'M1', vnpay('one'), 1000);
    await put('vnpay', 'M1', { ...vnpay('two'), agencyCode: 'H26' }, 2000);
    expect(await rowOf('M1')).toMatchObject({ setUpAt: 1000, credentialsUpdatedAt: 2000, listPk: 'MER#vnpay#H26' });
    expect(first.ok && Object.keys(merchantView(first.value.merchant)).sort()).toEqual([
      'agencyCode',
      'credentialsUpdatedAt',
      'merchant',
      'provider',
      'webhookUrl',
    ]);
    await table.put({
      pk: 'MER#vnpay#M0',
      sk: 'MER',
      agencyCode: 'H26',
      credentialsUpdatedAt: 1,
      listPk: 'MER#vnpay#H26',
      listSk: 'M0',
    });
    await put('vnpay', 'M0', vnpay('three'), 3000);
    expect(await rowOf('M0')).not.toHaveProperty('setUpAt');
  });

  test('is answered with its webhook and never with its credentials', async () => {
    const { put, kept, table } = room();
    const made = await put('vnpay', 'M1', vnpay('one'), 1000);
    expect(made).toMatchObject({
      ok: true,
      value: {
        created: true,
        merchant: { webhookUrl: 'https://motcua.example.vn/webhooks/payments/vnpay/M1', credentialsUpdatedAt: 1000 },
      },
    });
    expect(JSON.stringify([made, table.all()])).not.toContain('one');
    expect(kept.get('vnpay/M1')).toEqual({ current: { tmnCode: 'TMN00001', hashSecret: 'one' }, previous: [] });
  });

  test('is shown with the moment of its credentials, and keeps no name for what was not given', async () => {
    const { put, kept } = room();
    const credentials = { tmnCode: 'one', hashSecret: undefined };
    const made = await put('vnpay', 'M1', { agencyCode: 'H26.10', credentials }, Date.UTC(2026, 10, 20, 10));
    expect(kept.get('vnpay/M1')?.current).toStrictEqual({ tmnCode: 'one' });
    if (!made.ok) throw new Error('refused');
    expect(merchantView(made.value.merchant)).toEqual({
      provider: 'vnpay',
      merchant: 'M1',
      agencyCode: 'H26.10',
      webhookUrl: 'https://motcua.example.vn/webhooks/payments/vnpay/M1',
      credentialsUpdatedAt: '2026-11-20T17:00:00+07:00',
    });
  });

  test('equal credentials change nothing; changed ones leave the old valid for a day', async () => {
    const { put, kept, writes } = room();
    await put('vnpay', 'M1', vnpay('one'), 1000);
    const again = await put('vnpay', 'M1', vnpay('one'), 2000);
    expect(again).toMatchObject({ value: { created: false, merchant: { credentialsUpdatedAt: 1000 } } });
    expect(writes).toHaveLength(1);
    await put('vnpay', 'M1', vnpay('two'), 3000);
    expect(kept.get('vnpay/M1')).toMatchObject({
      current: { hashSecret: 'two' },
      previous: [{ credentials: { hashSecret: 'one' }, validUntil: 3000 + DAY_MS }],
    });
    await put('vnpay', 'M1', vnpay('three'), 3000 + 2 * DAY_MS);
    expect(kept.get('vnpay/M1')?.previous.map((one) => one.credentials.hashSecret)).toEqual(['two']);
  });

  test('is refused with every wrong field, the credentials by the provider’s own shape', async () => {
    const setUp = merchantSetUpOf(await manifestOf('vnpay'));
    const wrong = parseInput(setUp, { agencyCode: 'hanoi', credentials: { tmnCode: '', pin: '1' } });
    const paths =
      wrong.ok || wrong.failure.kind !== 'invalid_input' ? [] : wrong.failure.fields.map(({ path }) => path);
    const expected = ['agencyCode', 'credentials.hashSecret', 'credentials.pin', 'credentials.tmnCode'];
    expect([...paths].sort()).toEqual(expected);
  });

  test('whose row could not be written is set up by the repeat', async () => {
    const { put, table, kept } = room();
    table.onCall = (name) => {
      if (name === 'transact') throw new Error('lost');
    };
    await expect(put('vnpay', 'M1', vnpay('one'), 1)).rejects.toThrow('lost');
    table.onCall = undefined;
    expect(await put('vnpay', 'M1', vnpay('one'), 2)).toMatchObject({ ok: true, value: { created: true } });
    expect(kept.get('vnpay/M1')?.previous).toEqual([]);
  });
});

test('an API key without an agency is refused together with its other faults', () => {
  const asked = { permission: 'portal', agencyCodes: [], kind: 'test', label: '' };
  expect(parseInput(ApiKeySetUp, asked)).toMatchObject({
    failure: { fields: [{ path: 'label' }, { path: 'agencyCodes' }] },
  });
  expect(parseInput(ApiKeySetUp, { ...asked, permission: 'operator', label: 'x' }).ok).toBe(true);
});

describe('an API key', () => {
  const setUp = {
    permission: 'back_office' as const,
    agencyCodes: ['H26' as const],
    kind: 'test' as const,
    label: 'office',
  };
  const keyId = `key_${'a'.repeat(26)}` as const;

  const room = (stage = 'test') => {
    const table = memoryTable();
    const clock = { now: 1000 };
    const keys = apiKeyStoreIn(table);
    const ports = { keys, takesTestKeys: takesTestKeys(stage) };
    return {
      table,
      clock,
      create: (more: object = {}) => createApiKey(ports)(keyId, { ...setUp, ...more }, clock.now),
      revoke: (id: ApiKeyId) => revokeApiKey({ keys })(id, clock.now),
      callerOf: (apiKey: string, at = stage) => apiKeysIn(table, at, () => clock.now).callerOf(withKey(apiKey)),
    };
  };
  const plain = (made: Result<MadeApiKey>): string => (made.ok ? (made.value.apiKey ?? '') : '');

  test('is shown once, opens the door, and is revoked', async () => {
    const { table, clock, create, revoke, callerOf } = room();
    const apiKey = plain(await create());
    expect(JSON.stringify(table.all())).not.toContain(apiKey.split('.')[1]);
    expect(await callerOf(apiKey)).toEqual({ keyId, permission: 'back_office', agencyCodes: ['H26'] });
    expect(await create()).toEqual({ ok: true, value: { apiKeyId: keyId } });
    expect(await create({ label: 'other' })).toMatchObject({ failure: { kind: 'conflict', key: 'Idempotency-Key' } });
    clock.now = 2000;
    expect(await revoke(keyId)).toEqual({ ok: true, value: { apiKeyId: keyId, revoked: true } });
    clock.now = 3000;
    expect((await revoke(keyId)).ok).toBe(true);
    expect(await callerOf(apiKey)).toBeUndefined();
    expect(table.all()[0]?.revokedAt).toBe(2000);
    expect(await revoke(`key_${'b'.repeat(26)}`)).toMatchObject({
      failure: { kind: 'not_found', what: 'API key' },
    });
  });

  test('for tests is not made in production, and one that came there opens nothing', async () => {
    const made = room('production');
    const message = 'expected live: production has no test keys';
    const refused = { failure: { kind: 'invalid_input', fields: [{ path: 'kind', message }] } };
    expect(await made.create()).toMatchObject(refused);
    expect(made.table.all()).toEqual([]);
    expect((await made.create({ kind: 'live' })).ok).toBe(true);
    const { create, callerOf } = room();
    const apiKey = plain(await create());
    expect(await callerOf(apiKey, 'test')).toBeDefined();
    expect(await callerOf(apiKey, 'production')).toBeUndefined();
  });

  test('ends when its creator said', async () => {
    const { clock, create, callerOf } = room();
    for (const expiresAt of [999, 1000])
      expect(await create({ expiresAt })).toMatchObject({
        failure: { kind: 'invalid_input', fields: [{ path: 'expiresAt', message: 'expected a moment to come' }] },
      });
    const apiKey = plain(await create({ expiresAt: 6000 }));
    expect(await create({ expiresAt: 7000 })).toMatchObject({ failure: { kind: 'conflict' } });
    clock.now = 5999;
    expect(await callerOf(apiKey)).toBeDefined();
    clock.now = 6000;
    expect(await callerOf(apiKey)).toBeUndefined();
    expect(await create({ expiresAt: 6000 })).toEqual({ ok: true, value: { apiKeyId: keyId } });
  });

  test('that ends while its row is kept in memory opens nothing from that moment on', async () => {
    const { clock, create, table } = room();
    const apiKey = plain(await create({ expiresAt: 2000 }));
    const reader = apiKeysIn(table, 'test', () => clock.now);
    expect(await reader.callerOf(withKey(apiKey))).toBeDefined();
    clock.now = 2000;
    expect(await reader.callerOf(withKey(apiKey))).toBeUndefined();
  });
});

describe('code spaces', () => {
  const room = () => {
    const table = memoryTable();
    const put = putAgency({ agencies: agencyStoreIn(table) });
    const owner = (prefix: AgencyCode) => setUpAgencies(table).ownerOfSpace(prefix);
    return {
      table,
      owner,
      put: (code: AgencyCode, codeSpaces: AgencyCode[] = []) => put(code, { name: code, codeSpaces }),
    };
  };
  const taken = (path: string, message: string) => ({
    failure: { kind: 'invalid_input', fields: [{ path, message }] },
  });
  const numbered = (prefix: string, owner: string) => `dossiers under ${prefix} are numbered by ${owner}`;

  test('belong to one agency until it is set up without them', async () => {
    const { put, owner } = room();
    expect(await put('H26.10', ['G09.20', '000.00.04.G18'])).toEqual({
      ok: true,
      value: {
        created: true,
        agency: { agencyCode: 'H26.10', name: 'H26.10', codeSpaces: ['G09.20', '000.00.04.G18'] },
      },
    });
    const spaces: AgencyCode[] = ['H26.10', 'G09.20', '000.00.04.G18', 'G09'];
    expect(await Promise.all(spaces.map(owner))).toEqual(['H26.10', 'H26.10', 'H26.10', 'G09']);
    expect(await put('H26.11', ['H26.11', '000.00.04.G18'])).toMatchObject(
      taken('codeSpaces.1', numbered('000.00.04.G18', 'H26.10')),
    );
    expect(await put('H26.10', ['G09.20'])).toMatchObject({ value: { created: false } });
    expect((await put('H26.11', ['000.00.04.G18'])).ok).toBe(true);
    expect(await owner('000.00.04.G18')).toBe('H26.11');
    expect((await put('H26.12', ['H26.12'])).ok).toBe(true);
    expect(await Promise.all(spaces.map(owner))).toEqual(['H26.10', 'H26.10', 'H26.11', 'G09']);
  });

  test('are never the code of an agency that is set up, nor is a code space set up as an agency', async () => {
    const { put } = room();
    await put('H26.10');
    expect(await put('H26.11', ['H26.10'])).toMatchObject(taken('codeSpaces.0', numbered('H26.10', 'H26.10')));
    await put('H26.11', ['G09.20']);
    expect(await put('G09.20')).toMatchObject(taken('agencyCode', numbered('G09.20', 'H26.11')));
  });

  test('asked for by ten agencies at the same moment go to one of them', async () => {
    const { put, owner } = room();
    const codes = Array.from({ length: 10 }, (_, n) => AgencyCode.parse(`H26.${n + 10}`));
    const wishes = await Promise.all(codes.map((code) => put(code, ['G09.20'])));
    expect(wishes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await owner('G09.20')).toBe(codes[wishes.findIndex(({ ok }) => ok)]);
  });
});

test('a set-up that others overtake again and again is given up', async () => {
  let tries = 0;
  const busy = {
    isSetUp: async () => false,
    spaces: async () => ({ spaces: {}, version: 1 }),
    async put() {
      tries += 1;
      return 'stale' as const;
    },
  };
  await expect(putAgency({ agencies: busy })('H26', { name: 'A' })).rejects.toThrow(
    'other agencies were set up 20 times in a row',
  );
  expect(tries).toBe(20);
});

test.each<[string, (n: number) => AgencyCode]>([
  ['sixty of them', (n) => AgencyCode.parse(`H26.${n + 10}`)],
  ['one of them, sixty times', () => 'H26.10'],
])('agencies set up at the same moment are all set up: %s', async (_, codeOf) => {
  const put = putAgency({ agencies: agencyStoreIn(memoryTable()) });
  const codes = Array.from({ length: 60 }, (_, n) => codeOf(n));
  const done = await Promise.all(codes.map((code) => put(code, { name: code })));
  expect(done.filter(({ ok }) => ok)).toHaveLength(60);
  expect(done.filter((each) => each.ok && each.value.created)).toHaveLength(new Set(codes).size);
});

test("an agency is found by its own code; one that is not set up has its ancestor's name", async () => {
  const table = memoryTable();
  const put = putAgency({ agencies: agencyStoreIn(table) });
  expect(await put('H26', { name: 'UBND thành phố Hà Nội' })).toMatchObject({ value: { created: true } });
  expect(await put('H26', { name: 'UBND TP Hà Nội', quietHours: null })).toMatchObject({ value: { created: false } });
  const directory = agencyDirectoryIn(table, () => 0);
  expect(await directory.named('H26.10')).toEqual({ code: 'H26.10', name: 'UBND TP Hà Nội', quietHours: null });
  expect((await directory.named('G09')).name).toBe('G09');
});
