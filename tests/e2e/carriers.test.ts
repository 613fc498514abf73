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

/** The messages of a dossier that was registered for somebody with these addresses, and accepted. */
const told = async (
  applicant: Readonly<Record<string, string>>,
  notify: Readonly<Record<string, boolean>>,
  agencyCode = stack.agencies.main,
) => {
  const dossierCode = newDossierCode(agencyCode);
  const made = await call('PUT', `/v1/dossiers/${dossierCode}`, {
    key: keys.backOffice,
    body: registration({ agencyCode, applicant: { fullName: 'Nguyễn Thị Ánh', ...applicant }, notify }),
  });
  expect(made.status, made.text).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const messages = async () => {
    const listed = await call('GET', `/v1/dossiers/${dossierCode}/messages`, { key: keys.backOffice });
    expect(listed.status, listed.text).toBe(200);
    // What staff are told of a dossier that is overdue in earnest stands beside what its person is told.
    return (listed.body.items as Record<string, unknown>[]).filter(({ template }) => template !== 'overdue');
  };
  return { dossierCode, messages };
};

const carrierPath = (name: string) => `/v1/carriers/${name}`;

const sampleSms = async () => {
  const read = await call('GET', carrierPath('sample-sms'), { key: keys.operator });
  expect(read.status, read.text).toBe(200);
  return read.body as { receiptUrl: string; receipts: { received: number; matched: number; waiting: number } };
};

const esms = (credentials: Readonly<Record<string, string>>, weight = 1) => ({
  kind: 'esms',
  sender: 'MOTCUA2',
  weight,
  pricePerSegmentVnd: 850,
  credentials,
});

describe('carriers on the deployed stack', () => {
  test('the sample carriers are listed without their credentials', async () => {
    const { body } = await call('GET', '/v1/carriers', { key: keys.operator });
    expect(body.items.map(({ carrierName }: { carrierName: string }) => carrierName)).toEqual(
      expect.arrayContaining(['sample-email', 'sample-sms', 'sample-zalo']),
    );
    expect(JSON.stringify(body)).not.toMatch(/SANDBOX-/);
  });

  test('a message is delivered by SMS and by e-mail, each through its carrier’s protocol', async () => {
    const phone = newPhone();
    const { messages, dossierCode } = await told({ phone, email: `${phone}@example.vn` }, { sms: true, email: true });
    const states = async () =>
      (await messages()).map(({ template, channel, state }) => `${template} by ${channel} ${state}`).sort();
    await eventually(async () =>
      expect(await states()).toEqual([
        'accepted by email accepted',
        'accepted by sms delivered',
        'registered by email accepted',
      ]),
    );
    const [sms] = (await messages()).filter(({ channel }) => channel === 'sms');
    expect(sms).toMatchObject({
      dossierCode,
      template: 'accepted',
      to: `********${phone.slice(-2)}`,
      segments: 1,
      attempts: [{ carrier: 'sample-sms', outcome: 'accepted' }],
    });
    const one = await call('GET', `/v1/messages/${sms?.messageId}`, { key: keys.operator });
    expect(one.body).toEqual(sms);
    expect(await messagesTo(phone)).toMatchObject([{ carrier: 'sample-sms', clientReference: sms?.messageId }]);
    const [mail] = await messagesTo(`${phone}@example.vn`);
    expect(mail).toMatchObject({ carrier: 'sample-email', headers: { 'Auto-Submitted': 'auto-generated' } });
  });

  test.concurrent.each([
    ['0900000001', 'delivered'],
    ['0900000002', 'failed'],
    ['0900000003', 'delivered'],
    ['0900000004', 'delivered'],
    ['0900000005', 'delivered'],
    ['0900000006', 'delivered'],
    ['0900000007', 'network_accepted'],
    ['0900000008', 'delivered'],
  ])('a message to %s ends %s', async (phone, state) => {
    const { messages } = await told({ phone }, { sms: true, email: false });
    await eventually(async () => expect((await messages())[0]).toMatchObject({ state }));
    if (state === 'failed') expect((await messages())[0]).toMatchObject({ reason: 'esms:108' });
  });

  test.concurrent('a message whose only carrier is down waits with its attempts', async () => {
    const { messages } = await told({ phone: '0900000009' }, { sms: true, email: false });
    await eventually(
      async () => expect(await messages()).toMatchObject([{ state: 'queued', attempts: [{ outcome: 'busy' }, {}] }]),
      90,
    );
  });

  test.concurrent('a message whose carrier cannot be asked is sent once, and left to a person', async () => {
    const agencyCode = `${stack.agencies.main}.${newPhone().slice(-4)}`;
    const name = `speed-${newPhone()}`;
    const agency = { name: 'Phòng Tư pháp', quietHours: null };
    expect((await call('PUT', `/v1/agencies/${agencyCode}`, { key: keys.operator, body: agency })).status).toBe(201);
    const credentials = { accessToken: name };
    const carrier = { kind: 'speedsms', sender: 'MOTCUA', weight: 1, agencyCode, credentials };
    const made = await call('PUT', carrierPath(name), { key: keys.operator, body: carrier });
    expect(made.status, made.text).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const { messages } = await told({ phone: '0900000008' }, { sms: true, email: false }, agencyCode);
    await eventually(
      async () =>
        expect(await messages()).toMatchObject([
          { state: 'unknown', attempts: [{ carrier: name, outcome: 'unanswered' }] },
        ]),
      150,
    );
    const [{ messageId } = {}] = await messages();
    const arrived = (await messagesTo('0900000008')).filter(({ carrier: by }) => by === name);
    expect([arrived.length, typeof messageId]).toEqual([1, 'string']);
    expect((await call('DELETE', carrierPath(name), { key: keys.operator })).status).toBe(200);
  });

  test('a carrier’s own page shows what it heard and said, without its secrets', async () => {
    const phone = newPhone();
    await told({ phone }, { sms: true, email: false });
    await eventually(async () => {
      const { status, text } = await call('GET', '/sandbox/carriers/sample-sms');
      expect(status).toBe(200);
      expect(text).toContain(`&quot;Phone&quot;:&quot;${phone}&quot;`);
      expect(text).not.toContain('SANDBOX-ESMS');
    });
  });

  test('what failed is in the operator’s list', async () => {
    const { messages } = await told({ phone: '0900000002' }, { sms: true, email: false });
    await eventually(async () => expect((await messages())[0]).toMatchObject({ state: 'failed' }));
    const [{ messageId } = {}] = await messages();
    const found = await eventually(async () => {
      const path = `/v1/messages?state=failed&agency=${stack.agencies.main}&limit=200`;
      const { body } = await call('GET', path, { key: keys.operator });
      const items = body.items.filter((item: { messageId: string }) => item.messageId === messageId);
      expect(items).toHaveLength(1);
      return items;
    });
    expect(found).toMatchObject([{ state: 'failed', reason: 'esms:108' }]);
    const resend = (headers: Record<string, string>) =>
      call('POST', `/v1/messages/${messageId}/resend`, {
        key: keys.backOffice,
        body: { reason: 'the number was wrong', by: 'Trần Thị Chín' },
        headers,
      });
    expect((await resend({})).status).toBe(400);
    const again = await resend({ 'idempotency-key': `resend-${messageId}` });
    expect([again.status, again.body.messageId], again.text).toEqual([202, messageId]);
    await eventually(async () => {
      const [{ state, attempts } = {}] = await messages();
      expect([state, (attempts as unknown[]).length]).toEqual(['failed', 2]);
    });
  });

  test('a message that the sample carrier is down for is taken by another one', async () => {
    const name = `sms-${newPhone()}`;
    const credentials = { apiKey: name, secretKey: name };
    const made = await call('PUT', carrierPath(name), { key: keys.operator, body: esms(credentials) });
    expect(made.status, made.text).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const { messages } = await told({ phone: '0900000009' }, { sms: true, email: false });
    await eventually(async () => expect(await messages()).toMatchObject([{ state: 'delivered' }]));
    const [{ attempts } = {}] = await messages();
    expect(new Set((attempts as { carrier: string }[]).map(({ carrier }) => carrier))).toEqual(
      new Set(['sample-sms', name]),
    );
    const ended = await call('DELETE', carrierPath(name), { key: keys.operator });
    expect(ended.body).toMatchObject({ carrierName: name, endedAt: expect.any(String) });
  });

  test('a receipt of an unknown message waits, is heard once, and nobody else finds its address', async () => {
    const { receiptUrl, receipts: before } = await sampleSms();
    const query = `SMSID=unknown-${newPhone()}&SendStatus=5&SendSuccess=1&SendFailed=0`;
    for (let time = 0; time < 2; time += 1) {
      const heard = await call('GET', `${receiptUrl}?${query}`);
      expect([heard.status, heard.text]).toEqual([200, 'OK']);
    }
    await eventually(async () => {
      const { receipts } = await sampleSms();
      expect(receipts.waiting).toBe(before.waiting + 1);
      expect(receipts.received).toBeGreaterThan(before.received);
    });
    const elsewhere = receiptUrl.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
    expect((await call('GET', `${elsewhere}?${query}`)).status).toBe(404);
  });

  test('a carrier keeps its kind', async () => {
    const name = `kept-${newPhone()}`;
    const body = esms({ apiKey: name, secretKey: name }, 0);
    expect((await call('PUT', carrierPath(name), { key: keys.operator, body })).status).toBe(201);
    const again = await call('PUT', carrierPath(name), {
      key: keys.operator,
      body: { ...body, kind: 'ses', sender: 'a@b.vn', credentials: {} },
    });
    expect(again).toMatchObject({ status: 422, body: { fields: [{ path: 'kind' }] } });
    await call('DELETE', carrierPath(name), { key: keys.operator });
  });
});
