import { expect, test } from 'vitest';
import { officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { CODE, dossierHouse, resultIssued } from '../../support/dossier-house.ts';
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
  const told = house.milestonesTold().map(({ number: _, ...milestone }) => milestone);
  const step = (id: string, wall: string, status: number) => ({
    id: `dossier:${CODE}:${id}`,
    type: 'dossier.status_changed',
    at: at(wall),
    data: { ...about, status },
  });
  expect(told.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))).toEqual([
    { id: `dossier:${CODE}:registered`, type: 'dossier.registered', at: at('09:30'), data: about },
    { id: `dossier:${CODE}:accepted`, type: 'dossier.accepted', at: at('09:35'), data: { ...about, promisedAt } },
    {
      id: `dossier:${CODE}:promised:1`,
      type: 'dossier.promised',
      at: at('09:35'),
      data: { ...about, promisedAt, insteadOf: null, cause: 'accepted', calendarVersion: officialVersion.id },
    },
    step('step:a', '09:35', 2),
    step('step:p', '09:40', 4),
    step('system_step:result:res_1', '09:50', 9),
  ]);
});

test('a registration that says no receipt is told as of the filing', async () => {
  const house = dossierHouse();
  await house.register({ receivedAt: undefined });
  await house.fold();
  expect(house.milestonesTold()).toMatchObject([{ type: 'dossier.registered', at: at('09:12') }]);
});
