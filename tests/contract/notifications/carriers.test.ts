import { describe, expect, test } from 'vitest';
import { carrierManifestOf } from '../../../functions/notifications/channels/manifests.ts';
import { carriersAt } from '../../../functions/notifications/channels/registry.ts';
import type { Carrier, Composed } from '../../../functions/notifications/ports.ts';
import { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import { type CarrierWorld, carrierSuite } from '../../support/carrier-suite.ts';
import { codesCarrier, wordsCarrier } from '../../support/toy-carriers.ts';

const sms = (to = '0912345678'): Composed => ({
  channel: 'sms',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to,
  text: 'UBND P. Ngoc Ha: Ho so da tiep nhan.',
});
const email = (to = 'Anh@Example.vn'): Composed => ({
  channel: 'email',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to,
  subject: '[UBND phường Ngọc Hà] Hồ sơ đã được tiếp nhận',
  body: 'Kính gửi ông/bà Nguyễn Thị Ánh,\n\nHồ sơ đã được tiếp nhận.',
});
const zalo = (to = '0912345678'): Composed => ({
  channel: 'zalo',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to,
  znsTemplateId: '9001',
  parameters: { ma_ho_so: 'H26.10-261120-0007', ten: 'Nguyễn Thị Ánh' },
});
const messageOn = { sms, email, zalo } as const;
/** What a phone shows of a message by Zalo. */
const shownByZalo = { channel: 'zalo', text: 'Mẫu 9001\nma_ho_so: H26.10-261120-0007\nten: Nguyễn Thị Ánh' };

const all = ['permanent', 'retryable', 'configuration', 'answer_lost'] as const;

const recipients = {
  zalo: { permanent: '0900000010', retryable: '0900000003', answer_lost: '0900000008' },
  sms: { permanent: '0900000002', retryable: '0900000003', answer_lost: '0900000008' },
  email: {
    permanent: 'refused@sandbox.example',
    retryable: 'busy@sandbox.example',
    answer_lost: 'lost@sandbox.example',
  },
} as const;

/** A carrier whose other side the sandbox plays, which shows an incident at a recipient, or does not know the sender. */
const playedWorld = async (kind: CarrierKind): Promise<() => CarrierWorld> => {
  const { channel } = await carrierManifestOf(kind);
  return () => {
    const sides = bothSidesOf(kind);
    let forgotten: Promise<void> | undefined;
    let arrived: readonly string[] = [];
    const through = async <T>(call: (carrier: Carrier) => Promise<T>): Promise<T> => {
      const { carrier, house } = await sides;
      await forgotten;
      const answer = await call(carrier);
      arrived = house.arrived().map(({ to }) => String(to));
      return answer;
    };
    const { name, tries, waits, ...rule } = declaredBy(kind);
    return {
      carrier: {
        name,
        tries,
        waits,
        ...rule,
        send: (message) => through((carrier) => carrier.send(message)),
      } as Carrier,
      channel,
      meet(incident) {
        if (incident !== 'configuration') return recipients[channel][incident];
        forgotten = sides.then(({ house, sample }) => house.forget(sample, kind));
        return undefined;
      },
      arrived: () => arrived,
    };
  };
};

const declared = new Map(
  await Promise.all(CarrierKind.options.map(async (kind) => [kind, (await bothSidesOf(kind)).carrier] as const)),
);

const declaredBy = (kind: CarrierKind): Carrier => {
  const carrier = declared.get(kind);
  if (!carrier) throw new Error(`no ${kind}`);
  return carrier;
};

/** What can be shown of a kind: Viettel documents no code of a refusal. */
const shown = (kind: CarrierKind) => (kind === 'viettel' ? (['retryable', 'answer_lost'] as const) : all);

for (const kind of CarrierKind.options) carrierSuite(kind, await playedWorld(kind), shown(kind));
carrierSuite('toy_codes', codesCarrier, all);
carrierSuite('toy_words', wordsCarrier, all);

describe.each(CarrierKind.options)('%s', (kind) => {
  test('is found by its name, with what its manifest says', async () => {
    const manifest = await carrierManifestOf(kind);
    expect(manifest.kind).toBe(kind);
    for (const { live, played } of Object.values(manifest.addresses)) {
      expect(new URL(live).protocol).toBe('https:');
      expect(played).toMatch(/^\/[A-Za-z0-9._/-]+$/);
    }
  });

  test('refuses what is of another channel, since an operator set it up so', async () => {
    const { carrier } = await bothSidesOf(kind);
    const { channel } = await carrierManifestOf(kind);
    const other = channel === 'sms' ? email() : sms();
    expect(await carrier.send(other)).toMatchObject({ taken: false, fault: 'configuration' });
  });

  test('brings what was composed whole to its recipient, under our reference and by its own name', async () => {
    const { carrier, sample, house } = await bothSidesOf(kind);
    const message = messageOn[(await carrierManifestOf(kind)).channel]();
    const answer = await carrier.send(message);
    expect(answer).toMatchObject({ taken: true });
    const { leg: _, round: __, clientReference, ...whole } = message;
    const content = message.channel === 'zalo' ? shownByZalo : whole;
    const named = kind === 'speedsms' ? {} : { clientReference };
    const { json } = await house.call('GET', `/sandbox/messages?to=${encodeURIComponent(message.to)}`);
    expect(json).toMatchObject({ messages: [{ ...content, ...named, carrier: sample.carrier }] });
  });

  test.each([
    ['throttle', { taken: false, fault: 'retryable' }],
    ['down', { taken: false, fault: 'retryable' }],
    ['slow', { taken: true }],
    ['up', { taken: true }],
  ] as const)('while it is %s', async (outcome, answer) => {
    const { carrier, sample, house } = await bothSidesOf(kind);
    const chosen = await house.call('POST', `/sandbox/carriers/${sample.carrier}/outcome`, {
      body: JSON.stringify({ outcome }),
      headers: { 'content-type': 'application/json' },
    });
    expect(chosen).toMatchObject({ status: 200, json: { outcome } });
    const message = messageOn[(await carrierManifestOf(kind)).channel]();
    expect(await carrier.send(message)).toMatchObject(answer);
    expect(house.dawdled).toBe(outcome === 'slow' ? 1 : 0);
  });
});

test('under any other name no carrier is made', async () => {
  const setUp = { name: 'any', sender: 'any', credentials: {}, receiptUrl: undefined };
  expect(await carriersAt('live')('pigeon', setUp)).toBeUndefined();
});
