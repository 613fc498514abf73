import { describe, expect, test } from 'vitest';
import { officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { CODE, dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const about = { dossierCode: CODE, agencyCode: 'H26.10' } as const;
const at = (wall: string) => inVietNam(`2026-11-16 ${wall}`);
const promisedAt = inVietNam('2026-11-19 17:00');

test('each moment of a dossier is told once, by its permanent id, with what it is about and no more', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('returned', '2026-11-16 09:31', { eventId: 'too-early' });
  await house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
  await house.tell('processing_started', '2026-11-16 09:40', { eventId: 'p' });
  await house.tell('processing_started', '2026-11-16 09:45', { eventId: 'again' });
  await house.hear(resultIssued('2026-11-16 09:50'));
  await house.fold();
  const told = house
    .milestonesTold()
    .filter(({ type }) => type !== 'dossier.counted')
    .map(({ number: _, ...milestone }) => milestone);
  const step = (id: string, wall: string, status: number, more: Record<string, unknown>) => ({
    id: `dossier:${CODE}:${id}`,
    type: 'dossier.status_changed',
    at: at(wall),
    data: { ...about, status, ...more },
  });
  const learntAt = at('10:00');
  expect(told.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))).toEqual([
    { id: `dossier:${CODE}:registered`, type: 'dossier.registered', at: at('09:30'), data: { ...about, learntAt } },
    {
      id: `dossier:${CODE}:accepted`,
      type: 'dossier.accepted',
      at: at('09:35'),
      data: { ...about, promisedAt, eventId: 'a', learntAt },
    },
    {
      id: `dossier:${CODE}:promised:1`,
      type: 'dossier.promised',
      at: at('09:35'),
      data: { ...about, promisedAt, insteadOf: null, cause: 'accepted', calendarVersion: officialVersion.id, learntAt },
    },
    step('step:a', '09:35', 2, { step: 'accepted', eventId: 'a', learntAt, toldWith: 'dossier.accepted' }),
    step('step:p', '09:40', 4, { step: 'processing_started', eventId: 'p', learntAt }),
    step('system_step:result:res_1', '09:50', 9, { step: 'finished', toldWith: 'result.issued' }),
  ]);
});

test('a registration that says no receipt is told as of the filing', async () => {
  const house = dossierHouse();
  await house.register({ receivedAt: undefined });
  await house.fold();
  expect(house.milestonesTold()).toMatchObject([
    { type: 'dossier.registered', at: at('09:12') },
    { type: 'dossier.counted', at: at('09:12') },
  ]);
});

describe('what another event tells as well', () => {
  const accepted = async () => {
    const house = dossierHouse();
    house.at('2026-11-20 08:00');
    await house.register();
    await house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
    return house;
  };
  const toldWithOf = (house: ReturnType<typeof dossierHouse>, eventId: string) =>
    house
      .milestonesTold()
      .flatMap(({ id, data }) => (id.endsWith(`:step:${eventId}`) && 'toldWith' in data ? [data.toldWith] : []))
      .at(-1);

  test('a supplement that came moves the promise, or does not', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-16 10:00', { eventId: 's1' });
    await house.tell('supplement_received', '2026-11-18 10:00', { eventId: 'r1' });
    await house.fold();
    expect(toldWithOf(house, 's1')).toBeUndefined();
    expect(toldWithOf(house, 'r1')).toBe('dossier.promised');
    await house.tell('supplement_requested', '2026-11-19 20:00', { eventId: 's2' });
    await house.tell('supplement_received', '2026-11-19 20:10', { eventId: 'r2' });
    await house.fold();
    expect(toldWithOf(house, 'r1')).toBe('dossier.promised');
    expect(toldWithOf(house, 'r2')).toBeUndefined();
  });

  test('a payment that is asked for is told with its fee, whichever came first, and by itself where there is none', async () => {
    const house = await accepted();
    await house.tell('payment_requested', '2026-11-16 10:00', { eventId: 'p' });
    await house.fold();
    expect(toldWithOf(house, 'p')).toBeUndefined();
    await house.hear(paymentEvent('payment.opened', '2026-11-16 10:05'));
    await house.fold();
    expect(toldWithOf(house, 'p')).toBe('payment.opened');
    await house.hear(paymentEvent('payment.settled', '2026-11-16 11:00'));
    await house.fold();
    expect(toldWithOf(house, 'p')).toBe('payment.opened');
  });
});
