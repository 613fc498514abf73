import type { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { type ParsedMail, simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { promiseCalendarsAt } from '../../../functions/notifications/adapters/promise-calendars.ts';
import { type Mail, mimeOf } from '../../../functions/notifications/channels/mime.ts';
import { sesCarrier } from '../../../functions/notifications/channels/ses/client.ts';
import { formOf } from '../../../functions/notifications/domain/forms/of-notice.ts';
import type { Notice } from '../../../functions/notifications/domain/notice.ts';
import { promiseEventOf } from '../../../functions/notifications/domain/promise-event.ts';
import { type Language, languages } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf } from '../../../functions/notifications/domain/wording.ts';
import { longest, notices, particulars } from '../../support/notices.ts';

const SENDER = 'motcua@ngocha.example.vn';
const SENT = Date.parse('2026-11-18T12:00:00+07:00');
const calendars = promiseCalendarsAt('https://motcua.example.vn');

/** A mail as it is composed, with everything that may go with it. */
const composed = async (notice: Notice, language: Language, about = particulars): Promise<Mail> => {
  const facts = {
    ...about,
    unit: 'Bộ phận Một cửa',
    applicant: { fullName: about.fullName, address: 'Số 1, phố Đội Cấn' },
    components: [{ name: 'Giấy khai sinh', originals: 1, copies: 2 }],
    note: about.note ?? 'Thiếu:\n- bản chính',
  };
  const event = promiseEventOf(notice, { ...facts, language });
  return {
    channel: 'email',
    clientReference: 'msg_0123456789',
    round: 0,
    leg: 1,
    to: 'anh@example.vn',
    ...mailOf(notice, { ...about, language, form: formOf(notice, facts, language) }),
    ...(event ? { attachments: [await calendars.fileOf(event, SENT)] } : {}),
  };
};

const octets = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const contentTypeOf = (parsed: ParsedMail['attachments'][number]) => {
  const { value, params } = parsed.headers.get('content-type') as unknown as {
    readonly value: string;
    readonly params: Readonly<Record<string, string>>;
  };
  return { value, charset: params.charset, method: params.method };
};

/** What a mail program shows of bytes is what was meant. */
const expectMeant = (parsed: ParsedMail, mail: Mail) => {
  expect(parsed.subject).toBe(mail.subject);
  expect(parsed.text?.trimEnd()).toBe(mail.body.trimEnd());
  expect(String(parsed.html).trimEnd()).toBe(mail.html?.trimEnd());
  expect(parsed.from?.value).toMatchObject([{ address: SENDER }]);
  expect(parsed.to).toMatchObject({ value: [{ address: mail.to }] });
  expect(parsed.messageId).toBe('<msg_0123456789@ngocha.example.vn>');
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  expect(parsed.headers.get('mime-version')).toBe('1.0');
  expect(parsed.attachments).toHaveLength(mail.attachments?.length ?? 0);
  for (const [n, { filename, bytes }] of (mail.attachments ?? []).entries()) {
    const file = parsed.attachments[n];
    expect(file?.filename).toBe(filename);
    expect(file && Buffer.compare(file.content, bytes)).toBe(0);
  }
};

describe.each(languages)('mails in %s', (language) => {
  test.each(notices)('%j come back as they were meant', async (notice) => {
    const mail = await composed(notice, language);
    const parsed = await simpleParser(await mimeOf(mail, SENDER, SENT));
    expectMeant(parsed, mail);
    expect(parsed.date?.getTime()).toBe(SENT);
    for (const file of parsed.attachments)
      expect(contentTypeOf(file)).toEqual({
        value: 'text/calendar',
        charset: 'utf-8',
        method: notice.template === 'acceptance_withdrawn' ? 'CANCEL' : 'PUBLISH',
      });
  });
});

describe('on the wire', () => {
  const wired = async (notice: Notice, about = longest) =>
    octets(await mimeOf(await composed(notice, 'vi', about), SENDER, SENT));

  test.each(notices)(
    '%j at its greatest lengths is ASCII in lines of at most 998 octets that end in CRLF',
    async (notice) => {
      const text = await wired(notice);
      expect(text).toMatch(/^[\x20-\x7e\r\n\t]*$/);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    },
  );

  test('headers are folded to 78 octets where they can be, and long Vietnamese subjects and names come back whole', async () => {
    const notice = { template: 'accepted', promisedAt: SENT } as const;
    const mail = await composed(notice, 'vi', longest);
    expect(Buffer.byteLength(mail.subject)).toBeGreaterThan(250);
    const bytes = await mimeOf(mail, SENDER, SENT);
    const head = octets(bytes).split('\r\n\r\n')[0] ?? '';
    expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
    expectMeant(await simpleParser(bytes), mail);
  });

  test('decomposed letters and several lines in a name make neither a header nor another letter', async () => {
    const about = {
      ...particulars,
      fullName: 'Nguyễn Thị Ánh\r\nBcc: b@example.vn'.normalize('NFD'),
      agencyName: 'UBND phường\r\nBcc: c@example.vn',
    };
    const mail = await composed({ template: 'result_ready' }, 'vi', about);
    const parsed = await simpleParser(await mimeOf(mail, SENDER, SENT));
    expectMeant(parsed, mail);
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.text).toBe(parsed.text?.normalize('NFC'));
  });

  test('a file of any bytes and a Vietnamese name comes back to the byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 31 + (n >> 8)) % 256);
    const file = { filename: 'Giấy tiếp nhận hồ sơ.pdf', contentType: 'application/pdf', bytes };
    const mail = { ...(await composed({ template: 'result_ready' }, 'vi')), attachments: [file] };
    expectMeant(await simpleParser(await mimeOf(mail, SENDER, SENT)), mail);
  });
});

describe('through SES', () => {
  test('the same mail goes as through any server, with what SES needs beside it', async () => {
    const mail = await composed({ template: 'accepted', promisedAt: SENT }, 'vi');
    const sent: SendEmailCommand[] = [];
    const client = {
      async send(command: SendEmailCommand) {
        sent.push(command);
        return { MessageId: 'ses-1' };
      },
    };
    const carrier = sesCarrier(client, { name: 'ses', sender: SENDER, credentials: {} });
    expect(await carrier.send(mail)).toEqual({ taken: true, carrierMessageId: 'ses-1' });
    const [command] = sent;
    expect(command?.input).toMatchObject({
      FromEmailAddress: SENDER,
      Destination: { ToAddresses: ['anh@example.vn'] },
      EmailTags: [
        { Name: 'clientReference', Value: 'msg_0123456789' },
        { Name: 'carrier', Value: 'ses' },
      ],
    });
    const parsed = await simpleParser(Buffer.from(command?.input.Content?.Raw?.Data ?? []));
    expectMeant(parsed, mail);
    expect(Math.abs((parsed.date?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});
