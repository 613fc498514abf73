import { expect, test } from 'vitest';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import type { DossierFact } from '../../../functions/dossiers/domain/facts.ts';
import { Registered } from '../../../shared/kernel/dossier-card.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { CODE, dossierHouse, sampleRegistration } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

test('a registration that was kept before wishes had a language is repeated in Vietnamese, and by no other language', async () => {
  const house = dossierHouse();
  const kept = Registered().parse({
    kind: 'registered',
    dossierCode: CODE,
    ...sampleRegistration(),
    submittedAt: inVietNam('2026-11-16 09:12'),
    receivedAt: inVietNam('2026-11-16 09:30'),
  });
  expect(kept.notify).toEqual({ sms: true, email: true });
  await house.ledger.register(kept, { recordedBy: 'test', requestId: 'r' });
  const notify = { sms: true, email: true };
  for (const same of [notify, { ...notify, zalo: false, language: 'vi' }])
    expect(await house.register({ notify: same })).toMatchObject({ ok: true, value: { created: false } });
  expect(await house.register({ notify: { ...notify, language: 'en' } })).toMatchObject({
    failure: { kind: 'conflict' },
  });
});

const hidden = 'Nguyễn\u202e\u200b <Văn>\n😀';

const registered = Registered().parse({
  kind: 'registered',
  dossierCode: CODE,
  ...sampleRegistration(),
  procedureName: `${hidden}${'x'.repeat(600)}`,
  applicant: { fullName: hidden, phone: 'not a number', email: `${'a'.repeat(65)}@localhost`, identityNumber: '1' },
  submittedAt: inVietNam('2026-11-16 09:12'),
  receivedAt: inVietNam('2026-11-16 09:30'),
});

test('what was kept under a laxer rule is still read: nothing of it parks its dossier', async () => {
  const house = dossierHouse();
  const facts: readonly DossierFact[] = [
    registered,
    {
      kind: 'details_corrected',
      eventId: 'c',
      occurredAt: inVietNam('2026-11-16 09:40'),
      by: hidden,
      note: hidden.repeat(100),
      applicant: { fullName: `${hidden}${'y'.repeat(300)}` },
    },
    {
      kind: 'moved',
      eventId: 'm',
      type: 'accepted',
      occurredAt: inVietNam('2026-11-16 09:41'),
      by: hidden,
      note: hidden,
    },
  ];
  const laxer = ledgerOver(
    dossierBook(() => officialCalendar),
    house.table,
    () => inVietNam('2026-11-16 09:45'),
    async (digest) => digest,
  );
  for (const fact of facts) await laxer.record(CODE, fact, { recordedBy: 'test', requestId: 'r' });

  expect(await house.read()).toMatchObject({ ok: true, value: { status: { number: 2 } } });
  const card = await dossierCardsIn(house.table).read(CODE);
  expect(card?.applicant).toMatchObject({ phone: 'not a number', fullName: `${hidden}${'y'.repeat(300)}` });
});
