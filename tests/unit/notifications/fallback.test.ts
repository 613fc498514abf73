import { describe, expect, test } from 'vitest';
import { suppressionsIn } from '../../../functions/notifications/adapters/suppressions.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { LEG_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { fallbackHouse } from '../../support/fallback-house.ts';
import { heardEvents, NOON } from '../../support/notifications-house.ts';

const { accepted, registered } = heardEvents;
const all = { sms: true, email: true, zalo: true };
const phone = { sms: true, email: false, zalo: true };
const smsOnly = { sms: true, email: false };

describe('where Zalo and SMS are wished', () => {
  test('Zalo goes first, and where it arrives no SMS does', async () => {
    const house = await fallbackHouse(phone);
    await house.hear(accepted);
    await house.settle();
    expect(await house.standing()).toEqual(['zalo accepted']);
    expect(house.zalo.taken).toMatchObject([
      { znsTemplateId: '9001', parameters: { ma_ho_so: accepted.data.dossierCode }, to: '0912345678' },
    ]);
  });

  test('the SMS follows once Zalo has failed for good, says in whose place, and is one however often that is heard', async () => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    await house.hear(accepted);
    await house.settle();
    const [zalo, sms] = [await house.on('zalo'), await house.on('sms')];
    for (let time = 0; time < 3; time += 1) await house.hearFailures(zalo.messageId);
    await Promise.all([1, 2, 3].map(() => house.hearFailures(zalo.messageId)));
    await house.settle();
    expect(await house.standing()).toEqual(['zalo failed', 'sms accepted']);
    const view = messageView({ message: sms, card: house.card, quietHours: null }, house.at);
    expect(view).toMatchObject({ channel: 'sms', fallbackOf: zalo.messageId });
    expect(house.sms.taken).toHaveLength(1);
  });

  test('the e-mail beside them goes as ever, and does not keep the SMS back', async () => {
    const house = await fallbackHouse(all, { zalo: 'refuses' });
    await house.hear(accepted);
    await house.settle();
    expect(await house.standing()).toEqual(['zalo failed', 'sms accepted', 'email accepted']);
  });

  test.each([
    ['no words for its template', async () => undefined],
    ['no carrier of Zalo', async (house: Awaited<ReturnType<typeof fallbackHouse>>) => house.have('zalo')],
  ])('with %s the SMS goes', async (what, lack) => {
    const house = await fallbackHouse(phone);
    await lack(house);
    await house.hear(what.startsWith('no words') ? heardEvents.refused : accepted);
    await house.settle();
    expect((await house.on('zalo')).failure?.reason).toBe('not_configured');
    expect(house.sms.taken).toHaveLength(1);
    expect(house.zalo.taken).toHaveLength(0);
  });

  test('while nobody knows what became of the Zalo message no SMS goes; a word of its carrier decides', async () => {
    const house = await fallbackHouse(phone);
    house.zalo.answers = [{ taken: false, fault: 'unknown', reason: 'no answer' }];
    await house.hear(accepted);
    await house.settle();
    house.at += LEG_LEASE_MS;
    await house.settle();
    expect(await house.standing()).toEqual(['zalo parked']);
    await house.receipt((await house.on('zalo')).messageId, 'failed');
    await house.settle();
    expect(house.sms.taken).toHaveLength(1);
  });

  test('what was expired while a carrier may have it is followed by nothing', async () => {
    const house = await fallbackHouse(phone);
    house.have('zalo', { ...house.zalo.carrier, afterKill: 'may_repeat' });
    house.zalo.answers = [{ taken: false, fault: 'unknown', reason: 'no answer' }];
    await house.hear(accepted);
    await house.settle();
    house.at += 3 * DAY_MS;
    await house.settle();
    expect(await house.standing()).toEqual(['zalo expired']);
  });

  test('a receipt that says after all that it arrived keeps the SMS back that has not left', async () => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    await house.hear(accepted);
    const { messageId } = await house.on('zalo');
    await house.send(messageId);
    await house.hearFailures(messageId);
    await house.receipt(messageId, 'delivered');
    await house.settle();
    expect(await house.standing()).toEqual(['zalo delivered', 'sms expired']);
    expect(house.sms.taken).toEqual([]);
  });

  test('a message that bounces after its end is not told in another way, one that bounces before is', async () => {
    for (const [days, followed] of [
      [2, 1],
      [4, 0],
    ] as const) {
      const house = await fallbackHouse(phone);
      await house.hear(accepted);
      await house.settle();
      house.at += days * DAY_MS;
      await house.receipt((await house.on('zalo')).messageId, 'bounced');
      await house.settle();
      expect(house.sms.taken).toHaveLength(followed);
    }
  });
});

describe('where everything wished has failed for good', () => {
  test('the next of Zalo, SMS and e-mail takes over, one after the other, and then nothing', async () => {
    const house = await fallbackHouse(smsOnly, { zalo: 'refuses', sms: 'refuses', email: 'refuses' });
    await house.hear(accepted);
    await house.settle();
    expect(await house.standing()).toEqual(['zalo failed', 'sms failed', 'email failed']);
    expect((await house.on('zalo')).intent.fallbackOf).toEqual([(await house.on('sms')).messageId]);
    expect((await house.on('email')).intent.fallbackOf?.[0]).toBe((await house.on('zalo')).messageId);
  });

  test('a message that goes by e-mail alone is followed by one to the phone', async () => {
    const house = await fallbackHouse({ sms: true, email: true, zalo: true }, { email: 'refuses' });
    await house.hear(registered);
    await house.settle();
    expect(await house.standing()).toEqual(['zalo accepted', 'email failed']);
  });

  test('nothing takes over while one of the wished may still arrive', async () => {
    const house = await fallbackHouse({ sms: true, email: true }, { sms: 'refuses' });
    house.email.answers = [{ taken: false, fault: 'retryable', reason: 'busy' }];
    await house.hear(accepted);
    const sms = await house.on('sms');
    await house.send(sms.messageId);
    await house.hearFailures(sms.messageId);
    expect(await house.standing()).toEqual(['sms failed', 'email queued']);
    for (let time = 0; time < 2; time += 1) await house.settle();
    expect(await house.standing()).toEqual(['sms failed', 'email accepted']);
  });

  test('what was switched off stays off, what has no address is passed over, and Zalo without words', async () => {
    const off = await fallbackHouse(smsOnly, { sms: 'refuses' }, { changes: { email: false, zalo: false } });
    await off.hear(accepted);
    await off.settle();
    expect(await off.standing()).toEqual(['sms failed']);
    const wordless = await fallbackHouse(smsOnly, { sms: 'refuses' });
    await wordless.hear(heardEvents.refused);
    await wordless.settle();
    expect(await wordless.standing()).toEqual(['sms failed', 'email accepted']);
    const contact = { fullName: 'Nguyễn Thị Ánh', phone: '0912345678' };
    const nowhere = await fallbackHouse(smsOnly, { zalo: 'refuses', sms: 'refuses' }, { contact });
    await nowhere.hear(accepted);
    await nowhere.settle();
    expect(await nowhere.standing()).toEqual(['zalo failed', 'sms failed']);
  });

  test('what the person switched off while it waited is followed by nothing', async () => {
    const house = await fallbackHouse(smsOnly);
    await house.hear(accepted);
    house.card = house.card && { ...house.card, notify: { sms: false, email: false }, changes: { sms: false } };
    await house.settle();
    expect(await house.standing()).toEqual(['sms failed']);
    expect((await house.on('sms')).failure?.reason).toBe('not_wished');
  });

  test('a mail to an address that is mailed no more is followed, since its person is to be told', async () => {
    const house = await fallbackHouse({ sms: true, email: true, zalo: true });
    await house.hear(registered);
    const { messageId } = await house.on('email');
    const suppressions = suppressionsIn(house.table, async () => house.pepper);
    await suppressions.suppress(messageId, 'anh@example.vn', 'bounced', house.at);
    await house.settle();
    expect(await house.standing()).toEqual(['zalo accepted', 'email failed']);
  });

  test('a mail to staff is followed by nothing, whatever the person wishes', async () => {
    const house = await fallbackHouse(all, { email: 'refuses' });
    await house.hear(heardEvents.overdue);
    await house.settle();
    expect(await house.standing()).toEqual(['email failed']);
  });

  test('a landline gets neither SMS nor Zalo: the e-mail on file takes their place', async () => {
    const contact = { fullName: 'Nguyễn Thị Ánh', phone: '02438522222', email: 'anh@example.vn' };
    const house = await fallbackHouse(phone, {}, { contact });
    await house.hear(accepted);
    await house.settle();
    expect(await house.standing()).toEqual(['email accepted']);
  });

  test('what no carrier had by its end is told by another channel within a day, a demand after its fee’s end is not', async () => {
    const busy = Array.from({ length: 400 }, () => ({ taken: false, fault: 'retryable', reason: 'down' }) as const);
    const told = async (event: 'accepted' | 'opened', days: number) => {
      const house = await fallbackHouse(smsOnly);
      house.sms.answers = [...busy];
      await house.hear(heardEvents[event]);
      await house.send((await house.on('sms')).messageId);
      house.at = NOON + days * DAY_MS;
      await house.send((await house.on('sms')).messageId);
      expect((await house.on('sms')).failure?.reason).toBe('expired');
      await house.settle();
      return [...house.zalo.taken, ...house.email.taken].length;
    };
    expect(await told('accepted', 3)).toBe(1);
    expect(await told('accepted', 4)).toBe(0);
    expect(await told('opened', 3)).toBe(0);
  });

  test('a code follows to the next way within its five minutes and no longer', async () => {
    const notice = { template: 'download_code', nonce: 'n' } as const;
    const { dossierCode } = accepted.data;
    const asked = { dossierCode, occasion: 'code:n', notice, expiresAt: NOON + 300_000, channels: ['sms'] } as const;
    const house = await fallbackHouse(smsOnly, { sms: 'refuses', zalo: 'refuses' });
    await house.intend(asked, { recordedBy: 'citizen', requestId: 'r' });
    await house.settle();
    expect(await house.standing()).toEqual(['zalo failed', 'sms failed', 'email accepted']);
    expect((await house.on('email')).intent.expiresAt).toBe(NOON + 300_000);
  });
});

describe('what follows a word that was told in another way', () => {
  const promising = (promisedAt: number) => ({ ...accepted, data: { ...accepted.data, promisedAt } });

  test('is taken back where it was told: by SMS, not by Zalo that never had it', async () => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    await house.hear(accepted);
    await house.settle();
    house.zalo.answers = [];
    await house.hear(accepted, true);
    await house.settle();
    expect(house.sms.taken).toHaveLength(2);
    expect(house.zalo.taken).toHaveLength(0);
  });

  test('a taking-back that fails on Zalo goes by SMS, though nothing was told there', async () => {
    const house = await fallbackHouse(phone);
    await house.hear(accepted);
    await house.settle();
    house.zalo.answers = [{ taken: false, fault: 'permanent', reason: 'no' }];
    await house.hear(accepted, true);
    await house.settle();
    expect([house.zalo.taken.length, house.sms.taken.length]).toEqual([1, 1]);
  });

  test('the same word again is not sent to whom the SMS told it', async () => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    await house.hear(promising(NOON), false, 1);
    await house.settle();
    // Overtaken before it left, so that the person still knows the first.
    await house.hear(promising(NOON + DAY_MS), false, 2);
    await house.hear(promising(NOON), false, 3);
    house.zalo.answers = [];
    await house.settle();
    expect([house.zalo.taken.length, house.sms.taken.length]).toEqual([0, 1]);
  });

  test('what a later word has overtaken is followed by nothing', async () => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    await house.hear(promising(NOON), false, 1);
    const first = await house.on('zalo');
    await house.send(first.messageId);
    await house.hear(promising(NOON + DAY_MS), false, 2);
    await house.hearFailures(first.messageId);
    await house.settle();
    expect(house.sms.taken).toHaveLength(1);
  });

  test('a demand for money that has come meanwhile does not follow', async () => {
    const house = await fallbackHouse(phone);
    await house.wordZalo('fee_due');
    house.zalo.answers = [{ taken: false, fault: 'permanent', reason: 'no' }];
    await house.hear(heardEvents.opened);
    const demand = await house.on('zalo');
    await house.send(demand.messageId);
    await house.hearFailures(demand.messageId);
    await house.hear(heardEvents.settled);
    await house.settle();
    expect(house.sms.taken).toEqual([]);
    expect((await house.on('sms')).failure?.reason).toBe('overtaken');
  });
});

test('killed at any call and repeated: one SMS in the place of one Zalo message', async () => {
  const calls: string[] = [];
  const run = async (killAt: number) => {
    const house = await fallbackHouse(phone, { zalo: 'refuses' });
    let count = 0;
    house.onCall = (name) => {
      if (killAt < 0) calls.push(name);
      count += 1;
      if (count === killAt) throw new Error('killed');
    };
    for (let time = 0; time < 4; time += 1) {
      await house.hear(accepted).catch(() => undefined);
      await house.settle().catch(() => undefined);
      house.at += LEG_LEASE_MS;
    }
    return house;
  };
  await run(-1);
  for (let killAt = 1; killAt <= Math.min(calls.length, 150); killAt += 1) {
    const house = await run(killAt);
    const isParked = (await house.standing()).includes('zalo parked');
    expect(house.sms.taken.length, `killed at ${killAt}`).toBe(isParked ? 0 : 1);
    expect(house.ids().length, `killed at ${killAt}`).toBeLessThanOrEqual(2);
  }
});
