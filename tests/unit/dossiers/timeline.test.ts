import { expect, test } from 'vitest';
import { factOf } from '../../../functions/dossiers/domain/back-office-event.ts';
import type { DomainEvent } from '../../../shared/kernel/events.ts';
import { CODE, dossierHouse, paymentEvent, resultIssued } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof dossierHouse>;

const linesOf = async (house: House) => {
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value.timeline;
};
const ofType = async (house: House, type: string) => (await linesOf(house)).filter((line) => line.type === type);

test('a correction and a void are lines of their own: the note where there is one, else of a void what it takes back', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('details_corrected', '2026-11-16 09:36', { eventId: 'c', note: 'sai số', notify: { sms: false } });
  await house.tell('voided', '2026-11-16 09:37', { eventId: 'v1', voidsEventId: 'x' });
  await house.tell('voided', '2026-11-16 09:38', { eventId: 'v2', voidsEventId: 'y', note: 'ghi nhầm' });
  const [, ...lines] = await linesOf(house);
  const line = { by: 'Lê Văn B' };
  expect(lines).toEqual([
    { ...line, at: '2026-11-16T09:36:00+07:00', type: 'details_corrected', note: 'sai số', eventId: 'c' },
    { ...line, at: '2026-11-16T09:37:00+07:00', type: 'voided', note: 'x', eventId: 'v1' },
    { ...line, at: '2026-11-16T09:38:00+07:00', type: 'voided', note: 'ghi nhầm', eventId: 'v2' },
  ]);
});

test('the system’s step is a line where it finished the dossier, and has no name that could be taken back', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  await house.hear(resultIssued('2026-11-16 09:50'));
  expect(await ofType(house, 'finished')).toEqual([
    { at: '2026-11-16T09:50:00+07:00', type: 'finished', by: 'system', note: null },
  ]);

  const finishedBefore = dossierHouse();
  await finishedBefore.register();
  await finishedBefore.tell('accepted', '2026-11-16 09:35');
  await finishedBefore.tell('finished', '2026-11-16 09:45', { eventId: 'f' });
  await finishedBefore.hear(resultIssued('2026-11-16 09:50'));
  expect(await ofType(finishedBefore, 'finished')).toMatchObject([{ by: 'Lê Văn B', eventId: 'f' }]);

  const neverAccepted = dossierHouse();
  await neverAccepted.register();
  await neverAccepted.hear(resultIssued('2026-11-16 09:50'));
  expect(await ofType(neverAccepted, 'finished')).toEqual([]);
  expect(await ofType(neverAccepted, 'result_issued')).toMatchObject([{ note: 'res_1' }]);
});

test('a fee that is paid is told once; one that is settled otherwise says how', async () => {
  const house = dossierHouse();
  await house.register();
  await house.hear(paymentEvent('payment.opened', '2026-11-16 09:40'));
  await house.hear(paymentEvent('payment.paid', '2026-11-16 09:45'));
  await house.hear(paymentEvent('payment.settled', '2026-11-16 09:45'));
  const [, ...lines] = await linesOf(house);
  expect(lines).toEqual([
    { at: '2026-11-16T09:40:00+07:00', type: 'payment_opened', by: 'system', note: 'pay_1' },
    { at: '2026-11-16T09:45:00+07:00', type: 'paid', by: 'system', note: 'pay_1' },
  ]);
});

test('a message that arrived says its channel and its template, as far as they were told', async () => {
  const house = dossierHouse();
  await house.register();
  const delivered = (n: number, more: object) =>
    house.hear({
      id: `message:msg_${n}:delivered`,
      type: 'message.delivered',
      at: inVietNam(`2026-11-16 09:4${n}`),
      data: { dossierCode: CODE, messageId: `msg_${n}`, ...more },
    } as DomainEvent);
  await delivered(1, { channel: 'sms', template: 'fee_requested' });
  await delivered(2, { channel: 'email' });
  expect((await ofType(house, 'message_sent')).map(({ note }) => note)).toEqual(['sms fee_requested', 'email']);
});

test('a promise that nothing has recorded yet is shown all the same', async () => {
  const house = dossierHouse();
  await house.register();
  const occurredAt = inVietNam('2026-11-16 09:35');
  const fact = factOf({ type: 'accepted', eventId: 'a', occurredAt, by: 'Lê Văn B' }, false);
  await house.ledger.record(CODE, fact, { recordedBy: 'test', requestId: 'r' });
  const token = new URL(house.links.urlOf(CODE)).pathname.slice('/t/'.length);
  const shown = await house.readByToken(token);
  expect(shown.ok && shown.value.view.timeline.filter(({ type }) => type === 'promised')).toMatchObject([
    { note: '2026-11-19T17:00:00+07:00', cause: 'accepted' },
  ]);
  expect(house.table.all().filter(({ sk }) => sk.startsWith('FACT#promise#'))).toEqual([]);
});
