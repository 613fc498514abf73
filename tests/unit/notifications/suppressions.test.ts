import { describe, expect, test } from 'vitest';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { suppressionErasures, suppressionsIn } from '../../../functions/notifications/adapters/suppressions.ts';
import { forgetAddresses } from '../../../functions/notifications/usecases/forget-addresses.ts';
import { liftSuppression } from '../../../functions/notifications/usecases/lift-suppression.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { cardWith, heardEvents, notificationsHouse } from '../../support/notifications-house.ts';

const operator = { permission: 'operator', agencyCodes: [], keyId: 'key_1' } as const;

/** A house with two mails of a dossier, of which nobody has sent any. */
const room = async () => {
  const house = notificationsHouse(cardWith({ notify: { sms: true, email: true } }));
  await house.hear(heardEvents.accepted);
  await house.hear(heardEvents.issued);
  const messages = await Promise.all(house.ids().map((id) => house.message(id)));
  const idsOf = (wanted: string) =>
    messages.flatMap(({ messageId, intent: { channel } }) => (channel === wanted ? [messageId] : []));
  const [first = 'msg_', second = 'msg_'] = idsOf('email');
  const [sms = 'msg_'] = idsOf('sms');
  const suppressions = suppressionsIn(house.table, async () => house.pepper);
  const ports = {
    suppressions,
    ledger: messageLedger(house.table, () => house.at),
    cards: { read: async () => house.card },
    agencies: { named: async () => ({ name: 'UBND' }), staffAddresses: async () => house.staff },
  };
  return {
    house,
    first,
    second,
    sms,
    suppressions,
    bounce: (messageId = first, address = 'anh@example.vn') =>
      suppressions.suppress(messageId, address, 'bounced', house.at),
    lift: (messageId = second) =>
      liftSuppression(ports)(messageId, operator, { reason: 'the mailbox is open again', by: 'Chín' }, house.at),
    hashes: () => house.table.all().filter(({ listPk }) => listPk?.startsWith('SUPPRESSED#')),
  };
};

describe('an address that bounced for good', () => {
  test('is mailed no more: the message fails before its leg begins, and its SMS goes on', async () => {
    const { house, first, second, sms, bounce } = await room();
    await house.send(first);
    await bounce();
    expect(await house.send(second)).toMatchObject({ value: 'given_up' });
    expect(await house.message(second)).toMatchObject({
      status: 'failed',
      legs: [],
      failure: { reason: 'suppressed' },
    });
    expect(
      messageView({ message: await house.message(second), card: house.card, quietHours: null }, house.at),
    ).toMatchObject({ state: 'failed', reason: 'suppressed' });
    expect(await house.send(sms)).toMatchObject({ value: 'taken' });
    expect(house.email.taken).toHaveLength(1);
  });

  test('however it is written, and no other', async () => {
    const { suppressions, bounce } = await room();
    await bounce();
    expect(await suppressions.isSuppressed('Anh@Example.VN')).toBe(true);
    expect(await suppressions.isSuppressed('binh@example.vn')).toBe(false);
  });

  test('is known by a keyed hash alone', async () => {
    const { house, bounce, hashes } = await room();
    await bounce();
    expect(hashes()).toHaveLength(1);
    expect(JSON.stringify(house.table.all())).not.toContain('anh@');
  });

  test('costs a mail one read, and an SMS none', async () => {
    const { house, first, sms } = await room();
    const reads = async (messageId: typeof first) => {
      const calls: string[] = [];
      house.onCall = (name) => calls.push(name);
      await house.send(messageId);
      return calls.filter((name) => name === 'queryIndex').length;
    };
    expect([await reads(first), await reads(sms)]).toEqual([1, 0]);
  });
});

describe('an operator', () => {
  test('has it mailed again by any message to it, everywhere, once for all repetitions', async () => {
    const { house, first, second, bounce, lift, suppressions, hashes } = await room();
    await bounce();
    expect([(await lift()).ok, (await lift()).ok]).toEqual([true, true]);
    expect([await suppressions.isSuppressed('anh@example.vn'), hashes()]).toEqual([false, []]);
    expect(house.table.peek(`MSG#${first}`, 'SUPPRESSION')).toMatchObject({
      because: 'bounced',
      lifted: { by: 'Chín', reason: 'the mailbox is open again' },
    });
    expect(await bounce(), 'the same bounce heard again').toBe('repeated');
    expect(await house.send(second)).toMatchObject({ value: 'taken' });
    await bounce(second);
    expect(await suppressions.isSuppressed('anh@example.vn'), 'another bounce').toBe(true);
  });

  test('has the address mailed again that the message went to, though the card has another now', async () => {
    const { house, first, bounce, lift, suppressions } = await room();
    await bounce();
    house.card = cardWith({ contact: { fullName: 'A', email: 'moi@example.vn' } });
    await lift(first);
    expect(await suppressions.isSuppressed('anh@example.vn')).toBe(false);
  });

  test('lifts nothing of an SMS', async () => {
    const { sms, lift } = await room();
    expect(await lift(sms)).toMatchObject({ ok: false, failure: { kind: 'not_allowed_now' } });
  });
});

test('once a dossier’s personal data are erased its messages know no address any more, nor do they learn one', async () => {
  const { house, first, second, bounce, suppressions, hashes } = await room();
  for (const messageId of [first, second]) await house.send(messageId);
  await bounce();
  const forget = forgetAddresses({
    lists: { ofDossier: async () => [first, second] },
    erasures: suppressionErasures(house.table),
  });
  for (const _ of [1, 2]) await forget('H26.10-261120-0007', house.at);
  expect(await bounce(second), 'told after the erasure').toBe('repeated');
  expect([hashes(), await suppressions.isSuppressed('anh@example.vn')]).toEqual([[], false]);
});
