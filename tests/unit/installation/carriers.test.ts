import { describe, expect, test } from 'vitest';
import { carrierStoreIn } from '../../../functions/installation/adapters/carrier-store.ts';
import {
  CarrierName,
  type CarrierSetUp,
  carrierSetUpOf,
} from '../../../functions/installation/domain/carrier-requests.ts';
import { carrierView } from '../../../functions/installation/usecases/carrier-view.ts';
import { endCarrier } from '../../../functions/installation/usecases/end-carrier.ts';
import { putCarrier } from '../../../functions/installation/usecases/put-carrier.ts';
import { carrierManifestOf } from '../../../functions/notifications/channels/manifests.ts';
import type { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { must } from '../../support/payments.ts';

const AT = Date.parse('2026-11-20T10:00:00+07:00');

const room = () => {
  const table = memoryTable();
  const kept = new Map<string, MerchantSecret>();
  const writes: string[] = [];
  const carriers = carrierStoreIn(table, 'motcua/test/carriers');
  const carrierSecrets = {
    read: async (name: string) => kept.get(name),
    async write(name: string, secret: MerchantSecret) {
      writes.push(name);
      kept.set(name, secret);
    },
  };
  const put = (name: string, setUp: CarrierSetUp, now = AT) =>
    putCarrier({ carriers, carrierSecrets, receiptUrlOf: async (carrier) => `https://a.example/${carrier}` })(
      name,
      { channel: 'sms', receipts: true },
      setUp,
      now,
    );
  return { table, kept, writes, carriers, put, end: endCarrier({ carriers }) };
};

const esms: CarrierSetUp = {
  kind: 'esms',
  sender: 'UBNDHANOI',
  weight: 100,
  pricePerSegmentVnd: 850,
  credentials: { apiKey: 'one', secretKey: 'two' },
};

describe('a carrier', () => {
  test('is answered with what was set up, and never with its credentials', async () => {
    const { put, kept, table } = room();
    const made = must(await put('sms-1', { ...esms, agencyCode: 'H26' }));
    expect(made.created).toBe(true);
    expect(carrierView(made.carrier)).toEqual({
      carrierName: 'sms-1',
      kind: 'esms',
      channel: 'sms',
      agencyCode: 'H26',
      sender: 'UBNDHANOI',
      weight: 100,
      pricePerSegmentVnd: 850,
      receiptUrl: 'https://a.example/sms-1',
      credentialsUpdatedAt: '2026-11-20T10:00:00+07:00',
    });
    expect(kept.get('sms-1')?.current).toEqual(esms.credentials);
    expect(JSON.stringify(table.all())).not.toMatch(/"one"|"two"/);
  });

  test('put again is replaced; equal credentials change nothing, others rotate and those before hold for a day', async () => {
    const { put, kept, writes, carriers } = room();
    must(await put('sms-1', esms));
    const again = must(
      await put('sms-1', { kind: 'esms', sender: 'OTHER', weight: 0, credentials: esms.credentials }, AT + 1),
    );
    expect([again.created, again.carrier.pricePerSegmentVnd, writes.length]).toEqual([false, undefined, 1]);
    expect(await carriers.find('sms-1')).toEqual({
      ...{ carrierName: 'sms-1', kind: 'esms', channel: 'sms', sender: 'OTHER', weight: 0 },
      receiptUrl: 'https://a.example/sms-1',
      credentialsUpdatedAt: AT,
    });
    const rotated = { apiKey: 'three', secretKey: 'four' };
    must(await put('sms-1', { ...esms, credentials: rotated }, AT + 2));
    expect(kept.get('sms-1')).toEqual({
      current: rotated,
      previous: [{ credentials: esms.credentials, validUntil: AT + 2 + DAY_MS }],
    });
    expect((await carriers.find('sms-1'))?.credentialsUpdatedAt).toBe(AT + 2);
  });

  test('keeps its kind', async () => {
    const { put, writes } = room();
    must(await put('sms-1', esms));
    expect(await put('sms-1', { ...esms, kind: 'ses', credentials: {} })).toMatchObject({
      ok: false,
      failure: { kind: 'invalid_input', fields: [{ path: 'kind' }] },
    });
    expect(writes).toHaveLength(1);
  });

  test('ended stays readable and listed, ended again is the same, and a put opens it again', async () => {
    const { put, end, carriers } = room();
    expect(await end('sms-1', AT)).toMatchObject({ failure: { kind: 'not_found' } });
    must(await put('sms-1', esms));
    must(await end('sms-1', AT + 5));
    expect(carrierView(must(await end('sms-1', AT + 9)))).toMatchObject({ endedAt: '2026-11-20T10:00:00+07:00' });
    expect((await carriers.list({ after: undefined, limit: 10 })).items).toMatchObject([{ endedAt: AT + 5 }]);
    must(await put('sms-1', esms));
    expect((await carriers.find('sms-1'))?.endedAt).toBeUndefined();
  });
});

describe('the shape of a set-up', () => {
  const faults = async (body: unknown) => {
    const parsed = parseInput(carrierSetUpOf(await carrierManifestOf('esms')), body);
    return parsed.ok
      ? []
      : parsed.failure.kind === 'invalid_input'
        ? parsed.failure.fields.map(({ path }) => path)
        : [];
  };

  test('names every field that is wrong', async () => {
    expect(await faults(esms)).toEqual([]);
    expect(await faults({ ...esms, weight: -1, sender: 'A name that is too long' })).toEqual(['sender', 'weight']);
    expect(await faults({ ...esms, weight: 1.5, credentials: { apiKey: '' } })).toEqual([
      'weight',
      'credentials.apiKey',
      'credentials.secretKey',
    ]);
    expect(await faults({ ...esms, pricePerSegmentVnd: -1, agencyCode: 'x' })).toEqual([
      'agencyCode',
      'pricePerSegmentVnd',
    ]);
  });

  test.each(['sms-1', 'sample_email', 'a'])('%s is a name', (name) => {
    expect(CarrierName.safeParse(name).success).toBe(true);
  });

  test.each(['', 'SMS', '1sms', 'a#b', 'x'.repeat(41)])('%j is none', (name) => {
    expect(CarrierName.safeParse(name).success).toBe(false);
  });
});
