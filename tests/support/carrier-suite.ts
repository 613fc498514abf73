import { describe, expect, test } from 'vitest';
import type { Channel } from '../../functions/notifications/domain/notice.ts';
import type { Carrier, Composed } from '../../functions/notifications/ports.ts';
import { LEG_LEASE_MS } from '../../functions/notifications/usecases/send-message.ts';
import { cardWith, heardEvents, notificationsHouse, recordingCarrier } from './notifications-house.ts';

/** What may happen to a message at a carrier; `answer_lost`: it is taken, and we do not hear so. */
export type Incident = 'permanent' | 'retryable' | 'configuration' | 'answer_lost';

/** A carrier with the world behind it, as the suite sees it: without the carrier's own code. */
export interface CarrierWorld {
  readonly carrier: Carrier;
  readonly channel: Channel;
  /** Lets the first leg that is sent after this meet the incident; where it hangs on the recipient, answers who that is. */
  readonly meet: (incident: Incident) => string | undefined;
  /** The addresses of what arrived at people, one for each copy. */
  readonly arrived: () => readonly string[];
}

const addresses: Readonly<Record<Channel, string>> = {
  zalo: '0912345678',
  sms: '0912345678',
  email: 'anh@example.vn',
};

const composed = (channel: Channel, to: string): Composed => {
  const envelope = { clientReference: 'msg_1', round: 0, leg: 1, to };
  if (channel === 'zalo') return { channel, ...envelope, znsTemplateId: '9001', parameters: { ma: 'H26.10' } };
  return channel === 'sms'
    ? { channel, ...envelope, text: 'UBND P. Ngoc Ha: Ho so da tiep nhan.' }
    : { channel, ...envelope, subject: 'Hồ sơ đã được tiếp nhận', body: 'Kính gửi ông/bà Nguyễn Thị Ánh,\n' };
};

const faultOf = (incident: Incident) => (incident === 'answer_lost' ? 'unknown' : incident);

/** A message on its way in a house with the carrier, asked once, and one that stands by. */
const sending = async ({ carrier, channel }: CarrierWorld, to: string | undefined) => {
  const contact = { fullName: 'Nguyễn Thị Ánh', phone: addresses.sms, email: addresses.email };
  const wished = { notify: { sms: channel === 'sms', email: channel === 'email', zalo: channel === 'zalo' } };
  const own = channel === 'email' ? { email: to ?? contact.email } : { phone: to ?? contact.phone };
  const house = notificationsHouse(cardWith({ ...wished, contact: { ...contact, ...own } }));
  const standby = recordingCarrier('lookup', { name: 'standby' });
  house.have(channel, { ...carrier, tries: 1 }, standby.carrier);
  await house.wordZalo('accepted');
  await house.hear(heardEvents.accepted);
  const [messageId = 'msg_'] = house.ids();
  return { house, standby, messageId, send: () => house.send(messageId) };
};

/** What every carrier must do, whatever its protocol. `incidents` are those that its world can show. */
export const carrierSuite = (name: string, make: () => CarrierWorld, incidents: readonly Incident[]): void => {
  describe(`the carrier ${name}`, () => {
    test('declares its name, its tries and waits that a queue can keep', () => {
      const { carrier } = make();
      expect(carrier.name).toMatch(/^[a-z][a-z0-9_-]{0,39}$/);
      expect(carrier.tries).toBeGreaterThanOrEqual(1);
      expect(carrier.waits.leastSeconds).toBeGreaterThanOrEqual(1);
      expect(carrier.waits.mostSeconds).toBeGreaterThanOrEqual(carrier.waits.leastSeconds);
      expect(carrier.waits.mostSeconds).toBeLessThanOrEqual(900);
    });

    test('brings a message of its channel to its person', async () => {
      const { carrier, channel, arrived } = make();
      const answer = await carrier.send(composed(channel, addresses[channel]));
      expect(answer).toMatchObject({ taken: true });
      if (answer.taken) expect(answer.carrierMessageId ?? 'none').toMatch(/^[\x21-\x7e]{1,200}$/);
      expect(arrived()).toEqual([addresses[channel]]);
    });

    test.each(incidents)('says %s of what met it, and sent nothing where it says so', async (incident) => {
      const { carrier, channel, meet, arrived } = make();
      const to = meet(incident) ?? addresses[channel];
      const answer = await carrier.send(composed(channel, to));
      expect(answer).toMatchObject({
        taken: false,
        fault: faultOf(incident),
        reason: expect.stringMatching(/^.{1,100}$/),
      });
      expect(arrived()).toEqual(incident === 'answer_lost' ? [to] : []);
    });

    test('where it can be asked: knows what it took, and nothing else', async () => {
      const { carrier, channel, meet } = make();
      if (carrier.afterKill !== 'lookup') return;
      expect(await carrier.lookUp('msg_1')).toBeUndefined();
      await carrier.send(composed(channel, meet('answer_lost') ?? addresses[channel]));
      expect(await carrier.lookUp('msg_1')).toBeDefined();
      expect(await carrier.lookUp('msg_2')).toBeUndefined();
    });

    test('whose answer was lost: asked, repeated or left to a person, as it declares, and no other carrier is asked', async () => {
      const world = make();
      const { house, standby, send, messageId } = await sending(world, world.meet('answer_lost'));
      expect(await send()).toMatchObject({ failure: { kind: 'unknown_outcome' } });
      house.at += LEG_LEASE_MS;
      const then = await send();
      const { status, legs } = await house.message(messageId);
      const byRule = {
        lookup: ['accepted', 1, 1],
        knows_repeats: ['accepted', 2, 1],
        may_repeat: ['accepted', 2, 2],
        parks: ['sending', 1, 1],
      } as const;
      expect([status, legs.length, world.arrived().length]).toEqual(byRule[world.carrier.afterKill]);
      expect(then.ok).toBe(world.carrier.afterKill !== 'parks');
      expect(standby.taken).toEqual([]);
    });

    const certain = incidents.filter((incident) => incident === 'retryable' || incident === 'configuration');
    test.each(certain)('that certainly took nothing (%s) leaves the message to the next carrier', async (incident) => {
      const world = make();
      const { standby, send } = await sending(world, world.meet(incident));
      expect(await send()).toMatchObject({ value: 'handed_on' });
      expect(await send()).toMatchObject({ value: 'taken' });
      expect([world.arrived().length, standby.taken.length]).toEqual([0, 1]);
    });

    test.runIf(incidents.includes('permanent'))('that refuses for good ends the message', async () => {
      const world = make();
      const { house, standby, send, messageId } = await sending(world, world.meet('permanent'));
      expect(await send()).toMatchObject({ value: 'given_up' });
      expect(await house.message(messageId)).toMatchObject({ status: 'failed' });
      expect([...world.arrived(), ...standby.taken]).toEqual([]);
    });
  });
};
