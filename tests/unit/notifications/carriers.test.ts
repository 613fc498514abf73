import { describe, expect, test } from 'vitest';
import { breakersIn } from '../../../functions/notifications/adapters/carrier-breakers.ts';
import { carriersIn } from '../../../functions/notifications/adapters/carriers.ts';
import type { SetUpCarrier } from '../../../functions/notifications/channels/registry.ts';
import type { Carrier } from '../../../functions/notifications/ports.ts';
import { CARRIERS, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import { memoryTable } from '../../support/memory-table.ts';

const message = { messageId: 'msg_1', channel: 'sms', agencyCode: 'H26.10' } as const;

const room = () => {
  const table = memoryTable();
  const secrets = new Map<string, string>();
  const made: SetUpCarrier[] = [];
  const reads: (number | undefined)[] = [];
  const clock = { now: 0 };
  const make = async (kind: string, setUp: SetUpCarrier): Promise<Carrier | undefined> => {
    if (kind !== 'toy') return undefined;
    made.push(setUp);
    const send = async () => ({ taken: true }) as const;
    return { name: setUp.name, tries: 1, waits: { leastSeconds: 1, mostSeconds: 1 }, afterKill: 'parks', send };
  };
  const read = async (secretId: string, freshWithinMs?: number) => {
    reads.push(freshWithinMs);
    return secrets.get(secretId);
  };
  const put = async (name: string, more: Readonly<Record<string, string | number>> = {}) => {
    secrets.set(name, JSON.stringify({ current: { key: `of ${name}` }, previous: [] }));
    await table.put({
      ...carrierKey(name),
      ...{ kind: 'toy', channel: 'sms', sender: 'BRAND', weight: 1, secretId: name, credentialsUpdatedAt: 1 },
      ...{ listPk: CARRIERS, listSk: name },
      ...more,
    });
  };
  const breakers = breakersIn(table, () => clock.now);
  return {
    table,
    secrets,
    made,
    reads,
    clock,
    put,
    carriers: carriersIn(table, { read }, make, () => clock.now, breakers),
    breakers,
  };
};

const names = (carriers: readonly Carrier[]) => carriers.map(({ name }) => name);

describe('the carriers that were set up', () => {
  test('are those of the channel that are neither ended nor without weight, each with its credentials', async () => {
    const { put, made, carriers } = room();
    await put('a');
    await put('ended', { endedAt: 1 });
    await put('silent', { weight: 0 });
    await put('mail', { channel: 'email' });
    await put('later', { kind: 'of_a_later_release' });
    expect(names(await carriers.of(message))).toEqual(['a']);
    expect(made).toEqual([{ name: 'a', sender: 'BRAND', credentials: { key: 'of a' }, receiptUrl: undefined }]);
  });

  test('by name are found ended and without weight too, whose legs may still be asked about', async () => {
    const { put, carriers } = room();
    await put('ended', { endedAt: 1 });
    await put('silent', { weight: 0 });
    expect((await carriers.named('ended'))?.name).toBe('ended');
    expect((await carriers.named('silent'))?.name).toBe('silent');
    expect(await carriers.named('never')).toBeUndefined();
  });

  test('a change holds after five seconds, and the secret is read afresh with it', async () => {
    const { put, clock, carriers, made, reads, secrets } = room();
    await put('a');
    await carriers.of(message);
    await carriers.of(message);
    await put('a', { sender: 'OTHER', credentialsUpdatedAt: 2 });
    secrets.set('a', JSON.stringify({ current: { key: 'changed' }, previous: [] }));
    clock.now = 4999;
    await carriers.of(message);
    expect(made).toHaveLength(1);
    clock.now = 5000;
    await carriers.of(message);
    expect(made.at(-1)).toMatchObject({ sender: 'OTHER', credentials: { key: 'changed' } });
    expect(reads).toEqual([undefined, 0]);
  });

  test('a carrier whose secret is gone is a fault of the infrastructure', async () => {
    const { put, carriers, secrets } = room();
    await put('a');
    secrets.clear();
    await expect(carriers.of(message)).rejects.toThrow('no secret for carrier a');
  });

  test('of more than a page of rows none is missing', async () => {
    const { put, carriers } = room();
    for (let n = 0; n < 205; n += 1) await put(`c${n}`);
    expect(await carriers.of(message)).toHaveLength(205);
  });
});
