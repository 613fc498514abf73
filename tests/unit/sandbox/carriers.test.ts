import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fateOf } from '../../../functions/sandbox/domain/network.ts';
import { bothSidesOf, carrierHouse, sampleOf } from '../../support/carrier-house.ts';

const messageTo = (to: string, clientReference = 'msg_1') =>
  ({ channel: 'sms', clientReference, round: 0, leg: 1, to, text: 'UBND P. Ngoc Ha: Ho so da tiep nhan.' }) as const;

test.each([
  ['0900000001', 'delivered'],
  ['0900000002', 'refused'],
  ['0900000003', 'third_try'],
  ['0900000008', 'answer_lost'],
  ['0900000009', 'down'],
  ['0912345678', 'delivered'],
  ['0912345602', 'delivered'],
  ['Refused@Sandbox.Example', 'refused'],
  ['', 'delivered'],
])('what goes to %s is %s', (to, fate) => {
  expect(fateOf(to)).toBe(fate);
});

describe('a carrier of the sandbox', () => {
  test('takes a message at the third try, and one whose answer is lost once', async () => {
    const { carrier, house } = await bothSidesOf('esms');
    const tries = async (to: string, count: number) => {
      const answers = [];
      for (let n = 0; n < count; n += 1) answers.push(await carrier.send(messageTo(to, to)));
      return answers.map((answer) => (answer.taken ? 'taken' : answer.fault));
    };
    expect(await tries('0900000003', 3)).toEqual(['retryable', 'retryable', 'taken']);
    expect(await tries('0900000008', 2)).toEqual(['unknown', 'taken']);
    expect(house.arrived().map(({ to }) => to)).toEqual(['0900000003', '0900000008']);
  });

  test.each(['ses', 'smtp'] as const)(
    'shows a mail by %s with its files, and what one that is text says',
    async (kind) => {
      const { carrier, house } = await bothSidesOf(kind);
      const bytes = new TextEncoder().encode('BEGIN:VCALENDAR\r\nSUMMARY:Hẹn trả kết quả\r\n');
      const mail = {
        channel: 'email',
        clientReference: 'msg_1',
        round: 0,
        leg: 1,
        to: 'a@b.vn',
        subject: 'Hồ sơ đã được tiếp nhận',
        body: 'Kính gửi ông/bà Ánh,',
        html: '<p>Kính gửi ông/bà Ánh,</p>',
        attachments: [
          { filename: 'hẹn.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH', bytes },
          { filename: 'a.pdf', contentType: 'application/pdf', bytes: Uint8Array.of(0, 255, 13, 10) },
        ],
      } as const;
      expect(await carrier.send(mail)).toMatchObject({ taken: true });
      const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
      expect(house.arrived()).toMatchObject([
        {
          subject: mail.subject,
          body: mail.body,
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: [
            { filename: 'hẹn.ics', contentType: 'text/calendar', bytes: bytes.length, sha256: sha256(bytes) },
            { filename: 'a.pdf', contentType: 'application/pdf', bytes: 4, sha256: sha256(mail.attachments[1].bytes) },
          ],
        },
      ]);
      const [arrived] = house.arrived() as readonly { readonly attachments?: readonly object[] }[];
      expect(arrived?.attachments?.[0]).toHaveProperty('text', 'BEGIN:VCALENDAR\r\nSUMMARY:Hẹn trả kết quả\r\n');
      expect(arrived?.attachments?.[1]).not.toHaveProperty('text');
    },
  );

  test('a mail that is sent twice arrives twice, since SES knows no repeats', async () => {
    const { carrier, house } = await bothSidesOf('ses');
    const mail = {
      channel: 'email',
      clientReference: 'msg_1',
      round: 0,
      leg: 1,
      to: 'a@b.vn',
      subject: 's',
      body: 'b',
    } as const;
    await carrier.send(mail);
    await carrier.send(mail);
    expect(house.arrived()).toHaveLength(2);
  });

  test('that was asked first is down for 0900000009 for good; another one takes the message', async () => {
    const { carrier, house } = await bothSidesOf('esms');
    const other = { carrier: 'sms-2', sender: 'OTHER', credentials: { apiKey: 'k2', secretKey: 's2' } };
    await house.setUp('esms', other);
    const send = async ({ credentials: { apiKey, secretKey } }: typeof other) => {
      const fields = { Phone: '0900000009', Content: 'x', Brandname: 'OTHER', SmsType: '2', RequestId: 'msg_1' };
      const body = JSON.stringify({ ApiKey: apiKey, SecretKey: secretKey, ...fields });
      return house.call('POST', '/sandbox/esms/MainService.svc/json/SendMultipleMessage_V4_post_json/', { body });
    };
    expect(await carrier.send(messageTo('0900000009'))).toMatchObject({ fault: 'retryable' });
    expect(await send(other)).toMatchObject({ json: { CodeResult: '100' } });
    expect(await carrier.send(messageTo('0900000009'))).toMatchObject({ fault: 'retryable' });
    expect(house.arrived()).toMatchObject([{ carrier: 'sms-2', to: '0900000009' }]);
  });

  test.each([
    ['{', 404, '/sandbox/esms/nothing'],
    ['{', 404, '/sandbox/pigeon/MainService.svc/json/SendMultipleMessage_V4_post_json/'],
  ])('%s is no call of its protocol: %i', async (body, status, path) => {
    expect(await carrierHouse().call('POST', path, { body })).toMatchObject({ status });
  });

  test('answers a text that is no message in its own words', async () => {
    const { house, sample } = await bothSidesOf('esms');
    const { apiKey, secretKey } = sample.credentials;
    const body = JSON.stringify({ ApiKey: apiKey, SecretKey: secretKey });
    const path = '/sandbox/esms/MainService.svc/json/SendMultipleMessage_V4_post_json';
    expect(await house.call('POST', path, { body })).toMatchObject({ json: { CodeResult: '118' } });
    expect(await house.call('POST', path, { body: '{' })).toMatchObject({ json: { CodeResult: '101' } });
  });
});

describe('POST /sandbox/carriers/{carrierName}/outcome', () => {
  const choose = async (carrier: string, json: unknown) => {
    const house = carrierHouse();
    await house.setUp('esms', await sampleOf('esms'));
    const headers = { 'content-type': 'application/json' };
    return house.call('POST', `/sandbox/carriers/${carrier}/outcome`, { body: JSON.stringify(json), headers });
  };

  test('of a carrier that is not set up is 404, of an unknown outcome 422', async () => {
    expect(await choose('sample-sms', { outcome: 'down' })).toMatchObject({ status: 200 });
    expect(await choose('sms-9', { outcome: 'down' })).toMatchObject({ status: 404 });
    expect(await choose('sample-sms', { outcome: 'sideways' })).toMatchObject({ status: 422 });
  });
});
