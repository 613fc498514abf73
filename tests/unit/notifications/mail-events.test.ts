import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { referencesIn } from '../../../functions/notifications/adapters/references.ts';
import { suppressionsIn } from '../../../functions/notifications/adapters/suppressions.ts';
import { mailEventHeard } from '../../../functions/notifications/handlers/mail-event-heard.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { mailEvents } from '../../support/mail-events.ts';
import { cardWith, heardEvents, notificationsHouse } from '../../support/notifications-house.ts';

type Told = keyof ReturnType<typeof mailEvents>;

/** A mail that SES calls `ses-message-1`, and the queue in which it tells what became of it. */
const room = async () => {
  const house = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
  house.email.answers = [{ taken: true, carrierMessageId: 'ses-message-1' }];
  await house.hear(heardEvents.accepted);
  const [messageId = 'msg_'] = house.ids();
  const ports = {
    ledger: messageLedger(house.table, () => house.at),
    references: referencesIn(house.table, () => 0),
    suppressions: suppressionsIn(house.table, async () => house.pepper),
  };
  const others = mailEventHeard(ports, () => house.at);
  const queue = eventQueueHandler(async () => ok('heard'), { others });
  const told = mailEvents('anh@example.vn', { clientReference: [messageId], carrier: ['recording_mail'] });
  const bring = async (...bodies: readonly object[]) => {
    const Records = bodies.map((body, n) => ({ messageId: `m${n}`, body: JSON.stringify(body) }));
    return queue({ Records } as unknown as SQSEvent, {} as Context);
  };
  return {
    house,
    messageId,
    bring,
    hear: (...names: readonly Told[]) => bring(...names.map((name) => told[name])),
    status: async () => (await house.message(messageId)).status,
  };
};

describe('what a mail service tells of a mail', () => {
  test.each<[readonly Told[], string]>([
    [['delivery'], 'delivered'],
    [['delivery', 'hardBounce'], 'bounced'],
    [['hardBounce', 'delivery'], 'bounced'],
    [['softBounce'], 'accepted'],
    [['delay'], 'accepted'],
    [['delay', 'delivery'], 'delivered'],
    [['reject'], 'failed'],
    [['complaint'], 'delivered'],
    [['complaint', 'hardBounce', 'delivery', 'delivery'], 'bounced'],
  ])('%j leave it %s, whatever their order and however often', async (names, status) => {
    for (const order of [names, names.toReversed(), [...names, ...names]]) {
      const { house, messageId, hear, status: now } = await room();
      await house.send(messageId);
      for (const name of order) await hear(name);
      expect(await now()).toBe(status);
    }
  });

  test('before its call was answered waits for nothing: it names the message itself', async () => {
    const { house, messageId, hear, status } = await room();
    house.onCall = (name) => {
      if (name === 'carrier.send:done') throw new Error('killed');
    };
    await house.send(messageId).catch(() => undefined);
    house.onCall = undefined;
    await hear('delivery');
    expect(await status()).toBe('delivered');
  });

  test('before its leg was begun is kept until the carrier has answered', async () => {
    const { house, messageId, hear, status } = await room();
    await hear('hardBounce');
    expect(await status()).toBe('queued');
    // Its address is known to take nothing by then: an operator has it mailed again.
    await suppressionsIn(house.table, async () => house.pepper).lift(messageId, undefined, {
      reason: 'r',
      by: 'B',
      at: house.at,
    });
    await house.send(messageId);
    expect(await status()).toBe('bounced');
  });

  test('says why a mail came back, and never where it went', async () => {
    const { house, messageId, hear } = await room();
    await house.send(messageId);
    await hear('hardBounce');
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'ses:Permanent.General' });
    expect(JSON.stringify(house.table.all())).not.toMatch(/anh@example/i);
  });

  test('that is not ours is done with; what is no event of a mail comes again, alone of its batch', async () => {
    const { house, messageId, bring, status } = await room();
    await house.send(messageId);
    const strange = mailEvents('a@example.vn', {}).hardBounce;
    const answered = await bring(strange, { source: 'aws.ses', detail: {} });
    expect(answered.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(await status()).toBe('accepted');
  });
});
