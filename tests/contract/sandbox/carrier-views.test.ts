import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, test } from 'vitest';
import { mimeOf } from '../../../functions/notifications/channels/mime.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';
import { pageHeaders } from '../../../functions/sandbox/adapters/pages/layout.ts';
import { CarrierKind, type SampleCarrier } from '../../../shared/kernel/message-carriers.ts';
import { bothSidesOf, carrierHouse, sampleOf } from '../../support/carrier-house.ts';
import { NOW, ORIGIN } from '../../support/sandbox-house.ts';

const TEXT = 'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 <script>alert(1)</script>';
const TOKEN = 'a-token-that-nobody-may-read';
const RECEIPTS = `${ORIGIN}/webhooks/messages/sample/${TOKEN}`;

const sms: Composed = { channel: 'sms', clientReference: 'msg_1', round: 0, leg: 1, to: '0912345678', text: TEXT };
const zalo: Composed = {
  channel: 'zalo',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to: '0912345678',
  znsTemplateId: '9001',
  parameters: { noi_dung: TEXT },
};
const mail: Composed = {
  channel: 'email',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to: 'anh@example.vn',
  subject: 'Hồ sơ "số 1" <b>',
  body: TEXT,
  html: '<!doctype html><html lang="vi"><body><h1>Hồ sơ "số 1"</h1><script>alert(1)</script></body></html>',
};

type Sides = Awaited<ReturnType<typeof bothSidesOf>>;

/** Sends what the carrier carries. */
const send = async ({ carrier }: Pick<Sides, 'carrier'>) => {
  for (const message of [sms, zalo]) {
    const answer = await carrier.send(message);
    if (answer.taken || answer.reason?.endsWith('_only') !== true) return { message, answer };
  }
  return { message: mail, answer: await carrier.send(mail) };
};

const viewOf = async ({ house, sample }: Pick<Sides, 'house' | 'sample'>): Promise<string> => {
  const { status, text = '', headers } = await house.call('GET', `/sandbox/carriers/${sample.carrier}`);
  expect([status, headers]).toEqual([200, pageHeaders]);
  return text;
};

/** What of credentials anybody may know. */
const open = ['host', 'port', 'user', 'security', 'url', 'cpCode', 'configurationSet', 'appId', 'oaId'];

const secretsIn = ({ credentials }: SampleCarrier): readonly string[] =>
  Object.entries(credentials).flatMap(([name, value]) =>
    open.includes(name) || value === undefined ? [] : [value, Buffer.from(value).toString('base64').slice(0, 12)],
  );

const plainOf = (page: string): string =>
  page
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** How each kind's words begin and what it answers, by its own protocol. */
const words: Partial<Record<CarrierKind, readonly [RegExp, RegExp]>> = {
  esms: [
    /POST \/MainService\.svc\/json\/SendMultipleMessage_V4_post_json\/?\n[\s\S]*"RequestId":"msg_1/,
    /"CodeResult":"100"/,
  ],
  speedsms: [/POST \/index\.php\/sms\/send\n[\s\S]*"content":"UBND/, /"status":"success"/],
  viettel: [/POST \/bulkapi\n[\s\S]*<RequestID>msg_1/, /<result>1<\/result>/],
  ses: [/POST \/v2\/email\/outbound-emails\n[\s\S]*"FromEmailAddress"/, /"MessageId":"ses-/],
  smtp: [
    /EHLO [\s\S]*MAIL FROM:[\s\S]*RCPT TO:[\s\S]*DATA\n[\s\S]*Subject: /,
    /235 2\.7\.0 [\s\S]*354 [\s\S]*250 2\.0\.0 OK/,
  ],
  aws_sms: [/POST \/json\/?\n[\s\S]*"MessageBody"/, /"MessageId":"aws_sms-/],
  zns: [/POST \/message\/template\n[\s\S]*"tracking_id":"msg_1/, /"msg_id":"zns-/],
};

describe.each(Object.keys(words) as CarrierKind[])('the page of a %s carrier', (kind) => {
  const [asked, answered] = words[kind] as readonly [RegExp, RegExp];

  test('shows what it got and what it answered in its own protocol, and no secret', async () => {
    const sides = await bothSidesOf(kind, RECEIPTS);
    expect((await send(sides)).answer).toMatchObject({ taken: true });
    const page = await viewOf(sides);
    expect(plainOf(page)).toMatch(asked);
    expect(plainOf(page)).toMatch(answered);
    expect(page).not.toMatch(/<script|Không nhận ra tài khoản/);
    for (const secret of [...secretsIn(sides.sample), TOKEN]) expect(plainOf(page)).not.toContain(secret);
    if (secretsIn(sides.sample).length > 0) expect(page).toContain('***');
  });

  test('shows calls of its kind that name no account, without their secrets', async () => {
    const sides = await bothSidesOf(kind, RECEIPTS);
    const other: SampleCarrier = { carrier: 'other-one', sender: 'OTHER', credentials: { any: 'other' } };
    await sides.house.setUp(kind, other);
    await sides.house.forget(sides.sample, kind);
    expect((await send(sides)).answer).toMatchObject({ taken: false });
    const page = await viewOf({ house: sides.house, sample: other });
    expect(page).toContain('Không nhận ra tài khoản');
    for (const secret of [...secretsIn(sides.sample), TOKEN]) expect(plainOf(page)).not.toContain(secret);
  });

  test('says how it is, and has nothing before anything came', async () => {
    const sides = await bothSidesOf(kind);
    expect(await viewOf(sides)).toContain('Chưa có gì');
    const body = JSON.stringify({ outcome: 'throttle' });
    const headers = { 'content-type': 'application/json' };
    await sides.house.call('POST', `/sandbox/carriers/${sides.sample.carrier}/outcome`, { body, headers });
    await send(sides);
    const page = await viewOf(sides);
    expect(page).toContain('<code>throttle</code>: Từ chối vì quá nhiều yêu cầu.');
    expect(page).not.toContain('Chưa có gì');
  });
});

test('every kind has words of its own here', () => {
  expect(CarrierKind.options.filter((kind) => !words[kind])).toEqual([]);
});

test('a receipt is shown once it was sent, its address without the token', async () => {
  const sides = await bothSidesOf('esms', RECEIPTS);
  await sides.carrier.send(sms);
  expect(await viewOf(sides)).not.toContain('Biên nhận');
  sides.house.now = NOW + 1000;
  const page = plainOf(await viewOf(sides));
  expect(page).toContain('Biên nhận đã gửi');
  expect(page).toMatch(/GET \S+\/webhooks\/messages\/sample\/\*\*\*\?SMSID=esms-\d+&SendFailed=0&SendStatus=5&/);
  expect(page).not.toContain(TOKEN);
});

test('the last fifty are shown, newest first; a carrier that is not set up has no page', async () => {
  const sides = await bothSidesOf('speedsms');
  for (let n = 0; n < 60; n += 1) {
    sides.house.now = NOW + n * 1000;
    await sides.carrier.send({ ...sms, text: `tin so ${n}.` });
  }
  const shown = [...(await viewOf(sides)).matchAll(/tin so (\d+)\./g)].map(([, n]) => Number(n));
  expect(shown).toEqual(Array.from({ length: 50 }, (_, n) => 59 - n));
  expect(await sides.house.call('GET', '/sandbox/carriers/nobody')).toMatchObject({ status: 404 });
});

test('a call that is longer than an item of a table may be is shown by its beginning', async () => {
  const sides = await bothSidesOf('esms');
  const path = '/sandbox/esms/MainService.svc/json/SendMultipleMessage_V4_post_json';
  await sides.house.call('POST', path, { body: `{"ApiKey":"wrong-secret","x":"${'a'.repeat(1_000_000)}"}` });
  const page = await viewOf(sides);
  expect(page).toContain('aaa…');
  expect(page).not.toContain('wrong-secret');
  expect(page.length).toBeLessThan(60_000);
});

describe('the mailbox', () => {
  test('shows a mail as a person sees it in a frame that runs nothing, its text beside and its headers on demand', async () => {
    const sides = await bothSidesOf('smtp');
    await sides.carrier.send(mail);
    const { text = '', headers } = await sides.house.call('GET', '/sandbox?to=anh@example.vn');
    const [, permissions, markup = '', title] =
      /<iframe sandbox="([^"]*)" srcdoc="([^"]*)" title="([^"]*)">/.exec(text) ?? [];
    expect([permissions, title]).toEqual(['', 'Thư như người nhận thấy: Hồ sơ &quot;số 1&quot; &lt;b&gt;']);
    expect(plainOf(markup.replaceAll('<', ''))).toContain('<script>alert(1)</script>');
    expect(text).not.toMatch(/<script|<b>/);
    const policy = headers?.['Content-Security-Policy'] ?? '';
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/script-src|frame-src|connect-src/);
    expect(text).toMatch(/<pre>UBND P\. Ngoc Ha/);
    expect(text).toMatch(/<details><summary>[^<]*headers[^<]*<\/summary>.*<code>Auto-Submitted<\/code>/);
    expect(text).toContain(`<a href="${ORIGIN}/sandbox/carriers/sample-email">sample-email</a>`);
  });

  const pdf = Buffer.from('%PDF-1.7 \u0000\u00ff giấy biên nhận', 'utf8');
  const big = Buffer.alloc(700_000, 'motcua');
  const attached = [
    { filename: 'Mẫu số 01 "*\'.pdf', contentType: 'application/pdf', content: pdf },
    { filename: 'page.html', contentType: 'text/html', content: big },
  ];

  /** A mail with files in one breath, as a client writes it. */
  const bySmtp = async () => {
    const house = carrierHouse();
    const sample = await sampleOf('smtp');
    await house.setUp('smtp', sample);
    const { user, password } = sample.credentials;
    const composed = await new MailComposer({
      from: sample.sender,
      to: 'anh@example.vn',
      subject: 's',
      text: 't',
      messageId: '<msg_1@sandbox.example>',
      attachments: attached,
      newline: 'windows',
    })
      .compile()
      .build();
    const said = `EHLO x\r\nAUTH PLAIN ${Buffer.from(`\0${user}\0${password}`).toString('base64')}\r\nMAIL FROM:<${sample.sender}>\r\nRCPT TO:<anh@example.vn>\r\nDATA\r\n${composed.toString('latin1').replace(/^\./gm, '..')}\r\n.\r\n`;
    const body = JSON.stringify({ state: '', said: Buffer.from(said, 'latin1').toString('base64') });
    expect(await house.call('POST', '/sandbox/smtp/dialogue', { body })).toMatchObject({ status: 200 });
    return house;
  };

  const bySes = async () => {
    const house = carrierHouse();
    const sample = await sampleOf('ses');
    await house.setUp('ses', sample);
    const attachments = attached.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      bytes: content,
    }));
    const to = 'anh@example.vn';
    const mail = { channel: 'email', clientReference: 'msg_1', round: 0, leg: 1, to, subject: 's', body: 't' } as const;
    const mime = await mimeOf({ ...mail, attachments }, 'a@example.vn', Date.now());
    const body = JSON.stringify({
      FromEmailAddress: sample.sender,
      Destination: { ToAddresses: ['anh@example.vn'] },
      Content: { Raw: { Data: mime.toString('base64') } },
    });
    expect(await house.call('POST', '/sandbox/ses/v2/email/outbound-emails', { body })).toMatchObject({ status: 200 });
    return house;
  };

  test.each([
    ['SMTP', bySmtp],
    ['SES', bySes],
  ])('lists the files of a mail that came by %s, which can be fetched and run nothing', async (_, arrive) => {
    const house = await arrive();
    const { json } = await house.call('GET', '/sandbox/messages?to=anh@example.vn');
    expect(json).toMatchObject({
      messages: [
        {
          attachments: attached.map(({ filename, contentType, content }) => ({
            filename,
            contentType,
            bytes: content.length,
            sha256: createHash('sha256').update(content).digest('hex'),
          })),
        },
      ],
    });
    expect(Object.keys((json as { messages: object[] }).messages[0] ?? {})).not.toContain('id');
    const { text = '' } = await house.call('GET', '/sandbox?to=anh@example.vn');
    const links = [...text.matchAll(/<a href="([^"]*)" download>([^<]*)<\/a>/g)];
    expect(links.map(([, , name]) => name)).toEqual(['Mẫu số 01 &quot;*&#39;.pdf', 'page.html']);
    for (const [n, { content, contentType }] of attached.entries()) {
      const file = await house.call('GET', links[n]?.[1] ?? '');
      expect([file.status, Buffer.from(file.bytes ?? []).equals(content)]).toEqual([200, true]);
      expect(file.headers).toMatchObject({
        'Content-Type': contentType,
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Content-Disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''[\w.%-]+$/),
      });
    }
    const missing = (links[0]?.[1] ?? '').replace(/\d+$/, '9');
    expect(await house.call('GET', missing)).toMatchObject({ status: 404 });
    expect(await house.call('GET', '/sandbox/messages/nobody/attachments/0')).toMatchObject({ status: 404 });
  });
});
