import { describe, expect, test } from 'vitest';
import { inboxIn } from '../../../functions/sandbox/adapters/inbox.ts';
import { CarrierOutcome, fatefulRecipients } from '../../../functions/sandbox/domain/network.ts';
import { outcomes } from '../../../functions/sandbox/domain/outcomes.ts';
import { recipientOf } from '../../../functions/sandbox/domain/recipient.ts';
import { NOW, ORIGIN, sandboxHouse } from '../../support/sandbox-house.ts';

/** A sandbox whose phone and mailbox received messages. */
const withMessages = async () => {
  const house = await sandboxHouse();
  const inbox = inboxIn(house.messages);
  await inbox.keep('2', {
    channel: 'sms',
    carrier: 'sms-1',
    to: '0912345678',
    text: 'hai',
    acceptedAt: NOW + 5000,
    clientReference: 'msg_a',
  });
  await inbox.keep('1', {
    channel: 'sms',
    carrier: 'sms-1',
    to: '0912345678',
    text: 'mot',
    acceptedAt: NOW,
    clientReference: 'msg_b',
  });
  await inbox.keep('3', {
    channel: 'email',
    to: 'Anh+hoso@example.vn',
    subject: '<b>Hồ sơ</b>',
    body: 'Kính gửi "Ánh" & <script>',
    acceptedAt: NOW,
    clientReference: 'msg_c',
  });
  return house;
};

describe('GET /sandbox/messages', () => {
  test.each(['0912345678', '%2B84912345678', '+84912345678', '84912345678', '0912.345.678'])(
    'the phone %s, oldest first, as the wire says',
    async (to) => {
      const { status, json } = await (await withMessages()).call('GET', `/sandbox/messages?to=${to}`);
      expect([status, json]).toEqual([
        200,
        {
          messages: [
            {
              channel: 'sms',
              carrier: 'sms-1',
              to: '0912345678',
              text: 'mot',
              acceptedAt: '2026-11-18T12:00:00+07:00',
              clientReference: 'msg_b',
            },
            {
              channel: 'sms',
              carrier: 'sms-1',
              to: '0912345678',
              text: 'hai',
              acceptedAt: '2026-11-18T12:00:05+07:00',
              clientReference: 'msg_a',
            },
          ],
        },
      ]);
    },
  );

  test.each(['Anh%2Bhoso@example.vn', 'anh+hoso@EXAMPLE.vn'])('the address %s', async (to) => {
    const { json } = await (await withMessages()).call('GET', `/sandbox/messages?to=${to}`);
    expect(json).toMatchObject({ messages: [{ channel: 'email', subject: '<b>Hồ sơ</b>', clientReference: 'msg_c' }] });
  });

  test('a box is named in any form of a number, and of an address with an international domain', () => {
    expect(recipientOf('tel:+84 (0) 912-345-678')).toBe('0912345678');
    expect(recipientOf(' anh@example.vn ')).toBe('anh@example.vn');
    expect(recipientOf('Anh hoso@Tênmiền.VN')).toBe('anh+hoso@xn--tnmin-hsa0954c.vn');
  });

  test('nobody’s box is empty; none named is 422', async () => {
    const house = await withMessages();
    expect((await house.call('GET', '/sandbox/messages?to=0900000009')).json).toEqual({ messages: [] });
    expect((await house.call('GET', '/sandbox/messages')).status).toBe(422);
  });

  test('more than a page of messages comes whole and in order', async () => {
    const house = await sandboxHouse();
    const inbox = inboxIn(house.messages);
    for (let index = 0; index < 250; index += 1)
      await inbox.keep(String(index), {
        channel: 'sms',
        to: '0912345678',
        text: `${index}`,
        acceptedAt: NOW + index,
        clientReference: `m${index}`,
      });
    const { json } = await house.call('GET', '/sandbox/messages?to=0912345678');
    const texts = (json as { messages: { text: string }[] }).messages.map(({ text }) => text);
    expect(texts).toEqual(Array.from({ length: 250 }, (_, index) => String(index)));
  });
});

describe('GET /sandbox', () => {
  test('documents every magic value', async () => {
    const { text = '' } = await (await sandboxHouse()).call('GET', '/sandbox');
    expect(text).toMatch(/^<!doctype html><html lang="vi"/);
    const recipients = fatefulRecipients.map(({ to }) => to);
    for (const value of [...outcomes, ...CarrierOutcome.options, ...recipients]) expect(text).toContain(value);
  });

  test('shows a mailbox with everything escaped', async () => {
    const { text = '' } = await (await withMessages()).call('GET', '/sandbox?to=anh%2Bhoso@example.vn');
    expect(text).toContain('Kính gửi &quot;Ánh&quot; &amp; &lt;script&gt;');
    expect(text).not.toMatch(/<script|<b>/);
  });

  test('a link to our pages can be followed, any other address stays text, and nothing breaks out of either', async () => {
    const house = await sandboxHouse();
    await inboxIn(house.messages).keep('4', {
      channel: 'email',
      to: 'a@example.vn',
      subject: 's',
      body: `${ORIGIN}/t/abc\nhttps://evil.example/ ${ORIGIN}/"><script>alert(1)</script> ${ORIGIN}.evil.example/`,
      acceptedAt: NOW,
      clientReference: 'msg_d',
    });
    const { text = '' } = await house.call('GET', '/sandbox?to=a@example.vn');
    const links = [...text.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual([`${ORIGIN}/t/abc`, `${ORIGIN}/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;`]);
    expect(text).not.toContain('<script');
  });

  test('an empty box says what to do', async () => {
    const { text = '' } = await (await sandboxHouse()).call('GET', '/sandbox?to=0900000009');
    expect(text).toContain('Chưa có tin nhắn nào gửi tới 0900000009');
  });

  test('an unknown page is our own 404', async () => {
    expect(await (await sandboxHouse()).call('GET', '/sandbox/nothing')).toMatchObject({
      status: 404,
      problem: { kind: 'not_found' },
    });
  });
});
