import { describe, expect, test } from 'vitest';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { Calculation } from '../../../functions/dossiers/domain/deadline-query.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import { ApiKeySetUp } from '../../../functions/installation/domain/requests.ts';
import { FeeInput } from '../../../functions/payments/usecases/open-payment.ts';
import { TransferInput } from '../../../functions/payments/usecases/record-transfer.ts';
import { RefundTransferInput } from '../../../functions/payments/usecases/refund-transfer.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { CODE, dossierHouse, sampleRegistration } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof dossierHouse>;

const viewOf = async (house: House) => {
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value;
};
const refused = (path: string, message: string) => ({
  ok: false,
  failure: { kind: 'invalid_input', fields: [{ path, message }] },
});
const ahead = 'expected at most 5 minutes ahead of the clock';
const before = 'expected a moment since 2023-01-01, where the calendar begins';

const told = { eventId: 'e', occurredAt: '2026-11-16T09:35:00+07:00', by: 'B' };
/** Each body that names a moment, with that moment. */
const inputs = [
  [Registration, sampleRegistration(), 'submittedAt'],
  [Registration, sampleRegistration(), 'receivedAt'],
  [BackOfficeEvent, { ...told, type: 'accepted' }, 'occurredAt'],
  [BackOfficeEvent, { ...told, type: 'accepted' }, 'receivedAt'],
  [BackOfficeEvent, { ...told, type: 'details_corrected' }, 'submittedAt'],
  [BackOfficeEvent, { ...told, type: 'details_corrected' }, 'receivedAt'],
  [Calculation, { timeLimit: { amount: 1, unit: 'days' } }, 'start'],
  [ApiKeySetUp, { permission: 'operator', agencyCodes: [], kind: 'live', label: 'a' }, 'expiresAt'],
  [FeeInput, {}, 'expiresAt'],
  [TransferInput, { bankReference: 'FT1', by: 'B' }, 'at'],
  [RefundTransferInput, { bankReference: 'FT1', by: 'B' }, 'at'],
] as const;

describe('a moment in any body', () => {
  test.each(inputs)(
    'that has no form in ISO 8601 at Viet Nam’s offset is a fault of its field: %#',
    (schema, body, path) => {
      for (const moment of ['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00+14:00']) {
        const parsed = parseInput(schema, { ...body, [path]: moment });
        const fields = parsed.ok || parsed.failure.kind !== 'invalid_input' ? [] : parsed.failure.fields;
        expect(
          fields.map((field) => field.path),
          moment,
        ).toContain(path);
      }
    },
  );
});

describe('a dossier', () => {
  test.each([
    ['receivedAt', '2099-11-16T09:30:00+07:00', ahead],
    ['receivedAt', '2026-11-16T10:05:01+07:00', ahead],
    ['receivedAt', '2022-12-31T23:59:59+07:00', before],
    ['submittedAt', '2099-11-16T09:30:00+07:00', ahead],
    ['submittedAt', '1970-01-01T07:00:00+07:00', before],
  ])('is not registered with %s %s, and nothing of it is kept', async (path, moment, message) => {
    const house = dossierHouse();
    expect(await house.register({ [path]: moment })).toEqual(refused(path, message));
    expect(house.table.all()).toEqual([]);
  });

  test('is registered with the first and the last moment that it may have', async () => {
    for (const receivedAt of ['2023-01-01T00:00:00+07:00', '2026-11-16T10:05:00+07:00'])
      expect(await dossierHouse().register({ receivedAt })).toMatchObject({ ok: true });
  });

  test('all moments that are out of reach are named at once', async () => {
    const [submittedAt, receivedAt] = ['2022-01-01T08:00:00+07:00', '2099-01-01T08:00:00+07:00'];
    expect(await dossierHouse().register({ submittedAt, receivedAt })).toMatchObject({
      failure: { fields: [{ path: 'submittedAt' }, { path: 'receivedAt' }] },
    });
  });

  test.each([
    ['an event', 'processing_started', '2022-12-30 09:00', {}, 'occurredAt'],
    [
      'a receipt that an acceptance says',
      'accepted',
      '2026-11-16 09:35',
      { receivedAt: '2022-12-30T09:00:00+07:00' },
      'receivedAt',
    ],
    [
      'a receipt that a correction says',
      'details_corrected',
      '2026-11-16 09:35',
      { receivedAt: '2022-12-30T09:00:00+07:00' },
      'receivedAt',
    ],
    [
      'a filing that a correction says',
      'details_corrected',
      '2026-11-16 09:35',
      { submittedAt: '2022-12-30T09:00:00+07:00' },
      'submittedAt',
    ],
  ])('%s from before the calendar is refused', async (_, type, wall, more, path) => {
    const house = dossierHouse();
    await house.register();
    expect(await house.tell(type, wall, more)).toEqual(refused(path, before));
  });

  test('no event says a moment that comes after it', () => {
    for (const [type, path] of [
      ['accepted', 'receivedAt'],
      ['details_corrected', 'receivedAt'],
      ['details_corrected', 'submittedAt'],
    ] as const)
      expect(parseInput(BackOfficeEvent, { ...told, type, [path]: '2026-11-16T09:35:01+07:00' })).toEqual(
        refused(path, 'expected no later moment than occurredAt'),
      );
  });
});

describe('a wrong receipt that was kept', () => {
  /** Registered by a release that took any moment, and accepted. */
  const keptWith = async (receivedAt: string) => {
    const house = dossierHouse();
    const registration = Registration.parse(sampleRegistration({ submittedAt: receivedAt, receivedAt }));
    const { procedureName = '', timeLimit = { amount: 3, unit: 'working_days' } } = registration;
    const fact = { kind: 'registered', dossierCode: CODE, ...registration, procedureName, timeLimit } as const;
    await house.ledger.register(fact, { recordedBy: 'an earlier release', requestId: 'r' });
    await house.tell('accepted', '2026-11-16 09:35', { eventId: 'accepted' });
    house.at('2026-11-17 10:00');
    return house;
  };
  const rightly = { receivedAt: '2026-11-16T09:30:00+07:00' };

  test.each(['2099-11-16T09:30:00+07:00', '2022-11-16T09:30:00+07:00'])(
    'of %s leaves the clock without a due date until it is corrected; then a date is promised and told',
    async (receivedAt) => {
      const house = await keptWith(receivedAt);
      expect(await viewOf(house)).toMatchObject({ promisedAt: null, clock: { state: 'running', dueAt: null } });
      const corrected = await house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, eventId: 'c' });
      const dueAt = '2026-11-19T17:00:00+07:00';
      expect(corrected).toMatchObject({ ok: true, value: { promisedAt: dueAt, clock: { state: 'running', dueAt } } });
      await house.fold();
      const [promised, ...more] = house.milestonesTold().filter(({ type }) => type === 'dossier.promised');
      expect(promised?.data).toMatchObject({ promisedAt: inVietNam('2026-11-19 17:00'), insteadOf: null });
      expect(more).toEqual([]);
      const accepted = house.milestonesTold().findLast(({ type }) => type === 'dossier.accepted');
      expect(accepted?.data).toMatchObject({ promisedAt: inVietNam('2026-11-19 17:00') });
      expect(await house.list({ states: ['running'] })).toMatchObject({ value: { items: [{ dueAt }] } });
      expect((await viewOf(house)).timeline.find(({ type }) => type === 'registered')?.at).toBe(rightly.receivedAt);
    },
  );

  test('of an acceptance that was told years too early and said no receipt is corrected as well', async () => {
    const house = dossierHouse();
    await house.register({ receivedAt: undefined });
    const occurredAt = inVietNam('2022-11-16 09:35');
    const early = { kind: 'moved', type: 'accepted', eventId: 'early', occurredAt, by: 'B' } as const;
    await house.ledger.record(CODE, early, { recordedBy: 'an earlier release', requestId: 'r' });
    expect(await viewOf(house)).toMatchObject({ status: { number: 2 }, promisedAt: null });
    expect(await house.tell('details_corrected', '2026-11-16 09:40', rightly)).toMatchObject({
      value: { promisedAt: '2026-11-19T17:00:00+07:00' },
    });
  });

  test('is corrected once: a repeat changes nothing, other words under its name are a conflict', async () => {
    const house = await keptWith('2099-11-16T09:30:00+07:00');
    const correct = (more = {}) =>
      house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, ...more, eventId: 'c' });
    expect(await correct()).toEqual(await correct());
    expect(await correct({ receivedAt: '2026-11-16T08:00:00+07:00' })).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('one that the calendar reaches moves its promise too, and moves it back when the correction is voided', async () => {
    const house = await keptWith('2026-11-12T09:30:00+07:00');
    const promises = async () =>
      (await viewOf(house)).timeline.flatMap(({ type, cause, note }) => (type === 'promised' ? [[cause, note]] : []));
    const wrong = ['accepted', '2026-11-17T17:00:00+07:00'];
    const right = ['correction', '2026-11-19T17:00:00+07:00'];
    expect(await promises()).toEqual([wrong]);
    await house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, eventId: 'c' });
    expect(await promises()).toEqual([wrong, right]);
    await house.tell('voided', '2026-11-17 09:30', { voidsEventId: 'c' });
    expect(await promises()).toEqual([wrong, right, ['correction', '2026-11-17T17:00:00+07:00']]);
  });

  test('the acceptance’s is mended by what is said after it, and outranks what was said before', async () => {
    const dueAfter = async (...events: readonly (readonly [type: string, wall: string, receivedAt: string])[]) => {
      const house = dossierHouse();
      house.at('2026-11-20 10:00');
      await house.register();
      for (const [type, wall, receivedAt] of events) await house.tell(type, wall, { receivedAt });
      return (await viewOf(house)).promisedAt;
    };
    const [tuesday, wednesday] = ['2026-11-17T09:00:00+07:00', '2026-11-18T09:00:00+07:00'];
    const accepted = ['accepted', '2026-11-18 10:00', tuesday] as const;
    const friday = '2026-11-20T17:00:00+07:00';
    expect(await dueAfter(accepted)).toBe(friday);
    expect(await dueAfter(['details_corrected', '2026-11-18 09:30', wednesday], accepted)).toBe(friday);
    expect(await dueAfter(accepted, ['details_corrected', '2026-11-18 10:00', wednesday])).toBe(
      '2026-11-23T17:00:00+07:00',
    );
  });

  test('is corrected no more once the dossier has ended, whichever is told first', async () => {
    const house = await keptWith('2026-11-12T09:30:00+07:00');
    await house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, eventId: 'late' });
    await house.tell('finished', '2026-11-17 08:00');
    expect(await viewOf(house)).toMatchObject({ promisedAt: '2026-11-17T17:00:00+07:00', clock: { state: 'stopped' } });
    const again = await house.tell('details_corrected', '2026-11-17 09:30', rightly);
    expect(again).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(
      await house.tell('details_corrected', '2026-11-17 09:30', { applicant: { phone: '0987654321' } }),
    ).toMatchObject({
      ok: true,
    });
    expect(await house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, eventId: 'late' })).toMatchObject({
      ok: true,
    });
  });

  test('its correction stays when the persons are erased', async () => {
    const house = await keptWith('2099-11-16T09:30:00+07:00');
    await house.tell('details_corrected', '2026-11-17 09:00', { ...rightly, note: 'Nguyễn Thị Ánh' });
    await house.erase();
    expect((await viewOf(house)).promisedAt).toBe('2026-11-19T17:00:00+07:00');
    expect(JSON.stringify(house.table.all())).not.toContain('Ánh');
  });
});
