import { describe, expect, test } from 'vitest';
import {
  call,
  eventually,
  keys,
  messagesTo,
  newDossierCode,
  newPhone,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';

interface Told {
  readonly messageId: string;
  readonly template: string;
  readonly channel: string;
  readonly state: string;
  readonly reason?: string;
  readonly fallbackOf?: string;
}

/** The messages of an acceptance, of a dossier that was registered for somebody with these addresses and wishes. */
const accepted = async (applicant: Readonly<Record<string, string>>, notify: Readonly<Record<string, boolean>>) => {
  const dossierCode = newDossierCode(stack.agencies.main);
  const made = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: keys.backOffice,
    body: registration({ applicant: { fullName: 'Nguyễn Thị Ánh', ...applicant }, notify }),
  });
  expect(made.status, made.text).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const messages = async (): Promise<readonly Told[]> => {
    const { body } = await call('GET', `/v1/dossiers/${dossierCode}/messages`, { key: keys.backOffice });
    return (body.items as readonly Told[]).filter(({ template }) => template === 'accepted');
  };
  const states = async () => (await messages()).map(({ channel, state }) => `${channel} ${state}`);
  return { dossierCode, messages, states };
};

describe('Zalo on the deployed stack', () => {
  test.concurrent('a message by Zalo is delivered, its receipt heard, and no SMS goes', async () => {
    const phone = newPhone();
    const { dossierCode, states, messages } = await accepted({ phone }, { zalo: true, sms: true });
    await eventually(async () => expect(await states()).toEqual(['zalo delivered']), 90);
    const [{ messageId } = { messageId: '' }] = await messages();
    expect(await messagesTo(phone)).toMatchObject([
      {
        channel: 'zalo',
        carrier: 'sample-zalo',
        clientReference: messageId,
        text: expect.stringContaining(`ma_ho_so: ${dossierCode}`),
      },
    ]);
  });

  test.concurrent('number 10 has no Zalo account: the SMS comes, once, in its place', async () => {
    const { dossierCode, states, messages } = await accepted({ phone: '0900000010' }, { zalo: true, sms: true });
    await eventually(async () => expect(await states()).toEqual(['zalo failed', 'sms delivered']), 90);
    const [zalo, sms] = await messages();
    expect(zalo).toMatchObject({ reason: 'zns:-118', attempts: [{ carrier: 'sample-zalo', outcome: 'refused' }] });
    expect(sms?.fallbackOf).toBe(zalo?.messageId);
    const arrived = (await messagesTo('0900000010')).filter(({ text }) => text?.includes(dossierCode));
    expect(arrived.map(({ channel }) => channel)).toEqual(['sms']);
  });

  test.concurrent('what neither Zalo nor SMS brings comes by e-mail, and a landline gets that at once', async () => {
    const email = `${newPhone()}@example.vn`;
    const { states } = await accepted({ phone: '0900000002', email }, { zalo: true, sms: true });
    await eventually(async () => expect(await states()).toEqual(['zalo failed', 'sms failed', 'email accepted']), 90);
    const landline = await accepted({ phone: '02438522222', email }, { zalo: true, sms: true });
    await eventually(async () => expect(await landline.states()).toEqual(['email accepted']), 90);
  });
});
