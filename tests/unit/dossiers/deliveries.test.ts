import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../../shared/kernel/events.ts';
import { CODE, dossierHouse, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const delivered = (wall: string, channel: 'counter' | 'post' | 'portal', name = 'd1'): DomainEvent => ({
  id: `result:res_1:delivered:${name}`,
  type: 'result.delivered',
  at: inVietNam(wall),
  data: { dossierCode: CODE, agencyCode: 'H26.10', resultId: 'res_1', channel },
});

const accepted = async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.tell('processing_started', '2026-11-16 09:40');
  const status = async () => {
    const read = await house.read();
    return read.ok ? read.value.status.number : 0;
  };
  return { house, status };
};

describe('a result that is handed over', () => {
  test.each([
    ['counter', 10],
    ['post', 10],
    ['portal', 9],
  ] as const)('by %s leaves a finished dossier at %i', async (channel, expected) => {
    const { house, status } = await accepted();
    await house.hear(resultIssued('2026-11-16 09:50'));
    await house.hear(delivered('2026-11-16 09:55', channel));
    expect(await status()).toBe(expected);
  });

  test('in the second in which it was issued, heard before it: returned all the same', async () => {
    const { house, status } = await accepted();
    await house.hear(delivered('2026-11-16 09:50', 'counter'));
    expect(await status()).toBe(4);
    await house.hear(resultIssued('2026-11-16 09:50'));
    expect(await status()).toBe(10);
  });

  test('leaves a dossier alone that its result does not finish, and is no step in its history', async () => {
    const { house, status } = await accepted();
    await house.hear(resultIssued('2026-11-16 09:50', false));
    await house.hear(delivered('2026-11-16 09:55', 'counter'));
    expect(await status()).toBe(4);
    const read = await house.read();
    const types = read.ok ? read.value.timeline.map(({ type }) => type) : [];
    expect(types).toContain('result_delivered');
    expect(types).not.toContain('returned');
  });

  test('twice returns it once, and that is told as the step that it is', async () => {
    const { house, status } = await accepted();
    await house.hear(resultIssued('2026-11-16 09:50'));
    await house.hear(delivered('2026-11-16 09:55', 'counter'));
    await house.hear(delivered('2026-11-16 09:57', 'post', 'd2'));
    await house.fold();
    expect(await status()).toBe(10);
    const returned = house.milestonesTold().filter(({ id }) => id.includes('delivered'));
    expect(returned).toMatchObject([
      {
        id: `dossier:${CODE}:system_step:result:res_1:delivered:d1`,
        type: 'dossier.status_changed',
        at: inVietNam('2026-11-16 09:55'),
        data: { status: 10, step: 'returned' },
      },
    ]);
    expect(returned[0]?.data).not.toHaveProperty('toldWith');
  });
});
