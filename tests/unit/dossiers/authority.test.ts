import { expect, test } from 'vitest';
import { moveTypes } from '../../../functions/dossiers/domain/status.ts';
import type { KeyCaller } from '../../../shared/kernel/callers.ts';
import type { DomainEvent } from '../../../shared/kernel/events.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { backOffice, dossierHouse, paymentEvent, resultIssued, saidOf } from '../../support/dossier-house.ts';

const CODE = 'H26.40-261116-0007';
const counter: KeyCaller = { ...backOffice, keyId: 'key_counter', agencyCodes: ['H26.40'] };
const forbidden = { ok: false, failure: { kind: 'forbidden' } };

const room = async () => {
  const house = dossierHouse();
  await house.setUp('H26.10', { counters: ['H26.40'] });
  await house.register({ receivingAgencyCode: 'H26.40' }, CODE, counter);
  return {
    ...house,
    /** Told by the counter. */
    told: (type: string, wall: string, more: Record<string, unknown> = {}) =>
      house.tell(type, wall, more, CODE, counter),
    /** Told by the deciding agency. */
    decided: (type: string, wall: string, more: Record<string, unknown> = {}) => house.tell(type, wall, more, CODE),
    shown: () => house.read(backOffice, CODE),
  };
};

/** Written down from the description of events in the API for itself: what a counter tells of a dossier that is just registered. */
const counterMayTell = new Set([
  'accepted',
  'refused',
  'supplement_requested',
  'supplement_received',
  'acknowledged',
  'handed_over',
  'withdrawal_requested',
  'withdrawal_taken_back',
  'returned',
]);

test.each(moveTypes)(
  '%s at the beginning: the counter where the list names it, the deciding agency always',
  async (type) => {
    const { told, decided } = await room();
    const ofCounter = await told(type, '2026-11-16 09:35', saidOf[type]);
    const isForbidden = !ofCounter.ok && ofCounter.failure.kind === 'forbidden';
    expect(isForbidden).toBe(!counterMayTell.has(type));
    const ofAgency = await decided(type, '2026-11-16 09:36', saidOf[type]);
    expect(!ofAgency.ok && ofAgency.failure.kind).not.toBe('forbidden');
  },
);

test('a counter asks for supplements before the acceptance, and takes them in after it', async () => {
  const { told, decided } = await room();
  await told('supplement_requested', '2026-11-16 09:35');
  await told('supplement_received', '2026-11-16 09:37');
  await told('accepted', '2026-11-16 09:40');
  expect(await told('supplement_requested', '2026-11-16 09:40')).toMatchObject(forbidden);
  expect((await told('supplement_requested', '2026-11-16 09:36')).ok).toBe(true);
  expect((await decided('supplement_requested', '2026-11-16 09:45')).ok).toBe(true);
  expect(await told('supplement_received', '2026-11-16 09:50')).toMatchObject({
    ok: true,
    value: { status: { number: 4 } },
  });
});

test('a counter stops a dossier by request only, and not once something was decided', async () => {
  const { told, decided, hear } = await room();
  const ofIt = <E extends DomainEvent>(event: E) => ({ ...event, data: { ...event.data, dossierCode: CODE } }) as E;
  const fee = ofIt(paymentEvent('payment.opened', '2026-11-16 09:37', { blocksProcessing: false }));
  await told('accepted', '2026-11-16 09:35');
  expect(await told('stopped', '2026-11-16 09:36')).toMatchObject(forbidden);
  await told('withdrawal_requested', '2026-11-16 09:37');
  expect(await told('stopped', '2026-11-16 09:36:59')).toMatchObject(forbidden);
  await hear(fee);
  await hear(ofIt(resultIssued('2026-11-16 09:38', false)));
  expect(await told('stopped', '2026-11-16 09:39')).toMatchObject(forbidden);
  expect((await decided('stopped', '2026-11-16 09:39')).ok).toBe(true);

  const other = await room();
  await other.told('accepted', '2026-11-16 09:35');
  await other.told('withdrawal_requested', '2026-11-16 09:37');
  await other.hear(fee);
  expect(await other.told('stopped', '2026-11-16 09:37')).toMatchObject({ ok: true, value: { status: { number: 8 } } });
});

test('a counter takes back what it told and nothing else, also where its word comes first', async () => {
  const { told, decided, shown, table } = await room();
  await told('accepted', '2026-11-16 09:35', { eventId: 'c' });
  await decided('processing_started', '2026-11-16 09:36', { eventId: 'd' });
  expect(await told('voided', '2026-11-16 09:37', { voidsEventId: 'd' })).toMatchObject(forbidden);
  expect((await told('voided', '2026-11-16 09:38', { voidsEventId: 'later' })).ok).toBe(true);
  await decided('details_corrected', '2026-11-16 09:39', { eventId: 'later', applicant: { phone: '0987654321' } });
  expect((await dossierCardsIn(table).read(CODE))?.applicant?.phone).toBe('0987654321');
  expect(await shown()).toMatchObject({ value: { status: { number: 4 } } });
  expect((await told('voided', '2026-11-16 09:40', { voidsEventId: 'c' })).ok).toBe(true);
  expect(await shown()).toMatchObject({ value: { status: { number: 1 } } });
  expect((await decided('voided', '2026-11-16 09:41', { voidsEventId: 'd' })).ok).toBe(true);
});

test('what a counter told may be told again by it and by the deciding agency, whatever came since', async () => {
  const { told, decided } = await room();
  const event = ['supplement_requested', '2026-11-16 09:45', { eventId: 's' }] as const;
  await told(...event);
  await decided('accepted', '2026-11-16 09:40');
  expect((await told(...event)).ok).toBe(true);
  expect((await decided(...event)).ok).toBe(true);
  expect(await told(event[0], event[1], { ...event[2], note: 'khác' })).toMatchObject({
    failure: { kind: 'conflict' },
  });
});

test('the counter that took a dossier in is shown beside the deciding agency, and the registration as its own', async () => {
  const { shown } = await room();
  const ofCounter = await shown();
  expect(ofCounter).toMatchObject({ value: { agencyCode: 'H26.10', receivingAgencyCode: 'H26.40' } });
  expect(ofCounter.ok && ofCounter.value.timeline).toMatchObject([{ type: 'registered', by: 'H26.40' }]);
  const own = dossierHouse();
  await own.register();
  const ofAgency = await own.read();
  expect(ofAgency.ok && ofAgency.value).not.toHaveProperty('receivingAgencyCode');
  expect(ofAgency.ok && ofAgency.value.timeline).toMatchObject([{ type: 'registered', by: 'H26.10' }]);
});

test('a counter that the deciding agency names no more reads, and tells nothing; the agency itself goes on', async () => {
  const { told, decided, setUp, read } = await room();
  await setUp('H26.10', { counters: [] });
  expect(await told('accepted', '2026-11-16 09:35')).toMatchObject(forbidden);
  expect((await read(counter, CODE)).ok).toBe(true);
  expect((await decided('accepted', '2026-11-16 09:36')).ok).toBe(true);
});
