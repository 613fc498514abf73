import { describe, expect, test } from 'vitest';
import { smsText } from '../../../functions/notifications/domain/wording.ts';
import { particulars } from '../../support/notices.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';

const { opened, reminded, paid, settled, part, review, surplus } = heardEvents;

describe('a reminder of a fee', () => {
  test('goes by each wished channel, once for all its repetitions, and says until when', async () => {
    const house = notificationsHouse();
    await house.hear(opened);
    for (const number of [1, 1, 2]) await house.hear(reminded, false, number);
    for (const messageId of house.ids()) await house.send(messageId);
    expect(house.sms.taken.map((sent) => 'text' in sent && /Nhac ho so .* can nop .* truoc/.test(sent.text))).toEqual([
      false,
      true,
    ]);
    expect(house.email.taken).toHaveLength(2);
  });

  test.each([
    ['the whole', paid],
    ['a part', part],
    ['money to look at', review],
    ['money too late', surplus],
    ['its settling', settled],
  ])('is moot once %s was heard, before it leaves', async (_, event) => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    await house.hear(reminded);
    const [messageId = 'msg_'] = house.ids();
    await house.hear(event);
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect(await house.message(messageId)).toMatchObject({ status: 'failed', failure: { reason: 'overtaken' } });
  });

  test('is not sent after the end of the term', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    await house.hear(reminded);
    const [messageId = 'msg_'] = house.ids();
    house.at = NOON + 86_400_000;
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect(await house.message(messageId)).toMatchObject({ failure: { reason: 'expired' } });
  });

  test('reads as one SMS', () => {
    const notice = { template: 'fee_reminder', amountVnd: 150_000, payableUntil: NOON } as const;
    expect(smsText(notice, particulars)).toBe(
      'UBND P. Ngoc Ha: Nhac ho so H26.10-261120-0007 can nop phi, le phi 150.000 dong truoc 12:00 18/11/2026. Nop tai Bo phan Mot cua.',
    );
  });
});
