import { describe, expect, test } from 'vitest';
import { agencyStoreIn } from '../../../functions/installation/adapters/agency-store.ts';
import { apiKeyStoreIn } from '../../../functions/installation/adapters/api-key-store.ts';
import { merchantStoreIn } from '../../../functions/installation/adapters/merchant-store.ts';
import { type MerchantSetUp, merchantSetUpOf } from '../../../functions/installation/domain/requests.ts';
import { apiKeyView } from '../../../functions/installation/usecases/api-key-view.ts';
import { createApiKey, revokeApiKey } from '../../../functions/installation/usecases/api-keys.ts';
import { endMerchant } from '../../../functions/installation/usecases/end-merchant.ts';
import { merchantView } from '../../../functions/installation/usecases/merchant-view.ts';
import { putAgency } from '../../../functions/installation/usecases/put-agency.ts';
import { putMerchant } from '../../../functions/installation/usecases/put-merchant.ts';
import { manifestOf } from '../../../functions/payments/providers/manifests.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { must } from '../../support/payments.ts';

const AT = Date.UTC(2026, 10, 20, 10);

const room = () => {
  const table = memoryTable();
  const merchants = merchantStoreIn(table, 'motcua/test/merchants');
  const secrets = { read: async () => undefined, write: async () => {} };
  return {
    table,
    agencies: agencyStoreIn(table),
    keys: apiKeyStoreIn(table),
    merchants,
    put: putMerchant({ merchants, secrets, publicOrigin: 'https://motcua.example.vn' }),
    end: endMerchant({ merchants }),
  };
};

const setUp: MerchantSetUp = { agencyCode: 'H26.10', credentials: { tmnCode: 'TMN00001', hashSecret: 'one' } };

type Store<T> = {
  readonly list: (page: { after: string | undefined; limit: number }) => Promise<{
    readonly items: readonly T[];
    readonly after: string | undefined;
  }>;
};

/** All of a list, read page by page. */
const pages = async <T>({ list }: Store<T>, limit: number): Promise<(readonly T[])[]> => {
  const read: (readonly T[])[] = [];
  let after: string | undefined;
  do {
    const page = await list({ after, limit });
    read.push(page.items);
    after = page.after;
  } while (after !== undefined);
  return read;
};

describe('a list of what was set up', () => {
  const codes = ['H26', 'H26.1', 'H26.10', 'H26.2'].map((code) => AgencyCode.parse(code));

  test('has all agencies by their codes, each once, over as many pages as it takes', async () => {
    const { agencies } = room();
    for (const code of [...codes].reverse()) must(await putAgency({ agencies })(code, { name: `Cơ quan ${code}` }));
    for (const limit of [1, 2, 3, 4, 50]) {
      const read = await pages(agencies, limit);
      expect(read.flat().map(({ agencyCode }) => agencyCode)).toEqual(codes);
      expect(Math.max(...read.map((page) => page.length))).toBe(Math.min(limit, codes.length));
    }
    expect(await agencies.find('H26.1')).toEqual({ agencyCode: 'H26.1', name: 'Cơ quan H26.1' });
    expect(await agencies.find('H26.3')).toBeUndefined();
  });

  test('goes on where a page of large rows ended before its limit', async () => {
    const { table, agencies } = room();
    for (const code of codes) must(await putAgency({ agencies })(code, { name: code }));
    const { queryIndex } = table;
    table.queryIndex = async (query) => queryIndex({ ...query, limit: Math.min(query.limit, 2) });
    expect((await pages(agencies, 3)).flat().map(({ agencyCode }) => agencyCode)).toEqual(codes);
  });

  test('has merchants by provider and name, ended ones too, and no secret of any', async () => {
    const { put, end, merchants } = room();
    must(await put('vnpay', 'B', setUp, AT));
    must(await put('vnpay', 'A', { ...setUp, fee: { perMille: 8.8, fixedVnd: 1000 } }, AT));
    must(await put('momo', 'C', setUp, AT));
    must(await end('momo', 'C', AT));
    const read = (await pages(merchants, 2)).flat().map(merchantView);
    expect(read.map(({ provider, merchant }) => `${provider}/${merchant}`)).toEqual(['momo/C', 'vnpay/A', 'vnpay/B']);
    expect(read[0]).toHaveProperty('endedAt', '2026-11-20T17:00:00+07:00');
    expect(read[1]).toEqual({
      provider: 'vnpay',
      merchant: 'A',
      agencyCode: 'H26.10',
      webhookUrl: 'https://motcua.example.vn/webhooks/payments/vnpay/A',
      credentialsUpdatedAt: '2026-11-20T17:00:00+07:00',
      fee: { perMille: 8.8, fixedVnd: 1000 },
    });
    expect(read[1]).toEqual(merchantView((await merchants.find('vnpay', 'A')) as never));
  });

  test('has API keys, revoked ones too, by what they may, and nothing by which one could be used', async () => {
    const { keys, table } = room();
    const create = createApiKey({ keys, takesTestKeys: true });
    const ids = ['a', 'b'].map((letter) => `key_${letter.repeat(26)}` as const);
    const asked = { permission: 'portal', agencyCodes: ['H26'], kind: 'test', label: 'cổng' } as const;
    for (const id of ids) must(await create(id, { ...asked, agencyCodes: ['H26'], expiresAt: AT + 1000 }, AT));
    must(await revokeApiKey({ keys })(ids[1] as `key_${string}`, AT));
    const read = (await pages(keys, 1)).flat().map(apiKeyView);
    const shown = { ...asked, apiKeyId: ids[0], expiresAt: '2026-11-20T17:00:01+07:00' };
    expect(read).toEqual([shown, { ...shown, apiKeyId: ids[1], revokedAt: '2026-11-20T17:00:00+07:00' }]);
    expect(await keys.find(ids[0] as `key_${string}`)).toMatchObject({ apiKeyId: ids[0] });
    for (const { secretHash } of table.all()) expect(JSON.stringify(read)).not.toContain(secretHash);
  });
});

describe('a merchant that is ended', () => {
  const listed = async ({ table }: ReturnType<typeof room>) =>
    (await table.queryIndex({ index: 'list', pk: 'MER#vnpay#H26.10', limit: 9 })).items.map(({ listSk }) => listSk);

  test('says since when, again the same, and is listed at its agency no more', async () => {
    const made = room();
    must(await made.put('vnpay', 'M1', setUp, AT));
    expect(await listed(made)).toEqual(['M1']);
    const ended = must(await made.end('vnpay', 'M1', AT + 1000));
    expect(ended).toMatchObject({ merchant: 'M1', endedAt: AT + 1000, agencyCode: 'H26.10' });
    expect(must(await made.end('vnpay', 'M1', AT + 2000))).toEqual(ended);
    expect(await made.merchants.find('vnpay', 'M1')).toEqual(ended);
    expect(await listed(made)).toEqual([]);
  });

  test('is open again by the next set-up, in its place among those of its agency', async () => {
    const made = room();
    must(await made.put('vnpay', 'M1', setUp, AT));
    must(await made.end('vnpay', 'M1', AT + 1000));
    const { created, merchant } = must(await made.put('vnpay', 'M1', setUp, AT + 2000));
    expect([created, merchant.endedAt, merchant.setUpAt]).toEqual([false, undefined, AT]);
    expect(await listed(made)).toEqual(['M1']);
  });

  test('that nobody set up is not found', async () => {
    expect(await room().end('vnpay', 'M1', AT)).toMatchObject({ failure: { kind: 'not_found', what: 'merchant' } });
  });
});

describe('the fee that a provider keeps', () => {
  const faults = async (fee: unknown) => {
    const parsed = parseInput(merchantSetUpOf(await manifestOf('vnpay')), { ...setUp, fee });
    return parsed.ok || parsed.failure.kind !== 'invalid_input' ? [] : parsed.failure.fields.map(({ path }) => path);
  };

  test.each([
    { perMille: 0, fixedVnd: 0 },
    { perMille: 11, fixedVnd: 1650 },
    { perMille: 8.825, fixedVnd: 0 },
    { perMille: 1000, fixedVnd: 0 },
  ])('is $perMille per mille and $fixedVnd dong', async (fee) => {
    expect(await faults(fee)).toEqual([]);
  });

  test('has both parts, in bounds, and no other', async () => {
    expect(await faults({ perMille: -1, fixedVnd: 0.5, vat: 1 })).toEqual(['fee.perMille', 'fee.fixedVnd', 'fee.vat']);
    expect(await faults({ perMille: 1000.5, fixedVnd: 0 })).toEqual(['fee.perMille']);
    expect(await faults({ perMille: 0.0001, fixedVnd: 0 })).toEqual(['fee.perMille']);
    expect(await faults({})).toEqual(['fee.perMille', 'fee.fixedVnd']);
  });

  test('goes where the next set-up does not say it', async () => {
    const { put, merchants } = room();
    must(await put('vnpay', 'M1', { ...setUp, fee: { perMille: 11, fixedVnd: 0 } }, AT));
    must(await put('vnpay', 'M1', setUp, AT));
    expect((await merchants.find('vnpay', 'M1'))?.fee).toBeUndefined();
  });
});
