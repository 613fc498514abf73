import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { type SmsClient, smsCarrier } from '../../../functions/notifications/channels/aws_sms/client.ts';
import { type Mail, mimeOf } from '../../../functions/notifications/channels/mime.ts';
import { carriersAt } from '../../../functions/notifications/channels/registry.ts';
import { type SesClient, sesCarrier } from '../../../functions/notifications/channels/ses/client.ts';
import { faultOf as smtpFaultOf } from '../../../functions/notifications/channels/smtp/codes.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';

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
describe('eSMS', () => {
  const answering = (reply: { status?: number; json?: unknown } | undefined) =>
    carriersAt('live', async () =>
      reply ? { status: reply.status ?? 200, bytes: Buffer.from(JSON.stringify(reply.json ?? '')) } : undefined,
    )('esms', {
      name: 'sms-1',
      sender: 'UBNDHANOI',
      credentials: { apiKey: 'k', secretKey: 's' },
      receiptUrl: 'https://motcua.example.vn/webhooks/messages/sms-1/token',
    });

  test.each([
    ['99', 'permanent'],
    ['101', 'configuration'],
    ['102', 'configuration'],
    ['103', 'configuration'],
    ['104', 'configuration'],
    ['108', 'permanent'],
    ['118', 'configuration'],
    ['140', 'configuration'],
    ['146', 'configuration'],
    ['177', 'configuration'],
    ['998', 'unknown'],
  ])('code %s is %s', async (CodeResult, fault) => {
    const carrier = await answering({ json: { CodeResult, ErrorMessage: 'no' } });
    expect(await carrier?.send(sms())).toEqual({ taken: false, fault, reason: `esms:${CodeResult}` });
  });

  test.each([
    [{ CodeResult: '100', SMSID: 'a-1' }, 'a-1'],
    [{ CodeResult: 100, SMSID: 'a-1' }, 'a-1'],
    [{ CodeResult: '124' }, undefined],
  ])('%j: it has the message', async (json, carrierMessageId) => {
    const carrier = await answering({ json });
    expect(await carrier?.send(sms())).toEqual({ taken: true, carrierMessageId });
  });

  test.each([
    [undefined, 'unknown', 'esms:no_answer'],
    [{ status: 500 }, 'unknown', 'esms:unreadable'],
    [{ status: 503 }, 'retryable', 'esms:503'],
    [{ status: 429 }, 'retryable', 'esms:429'],
  ] as const)('the answer %j is %s', async (reply, fault, reason) => {
    expect(await (await answering(reply))?.send(sms())).toEqual({ taken: false, fault, reason });
  });

  test('is sent the keys in the body, our reference, and where to tell what becomes of the message', async () => {
    const sent: { url: string; body: unknown }[] = [];
    const carrier = await carriersAt('live', async (url, { body = '' }) => {
      sent.push({ url, body: JSON.parse(body) });
      return undefined;
    })('esms', {
      name: 'sms-1',
      sender: 'UBNDHANOI',
      credentials: { apiKey: 'k', secretKey: 's' },
      receiptUrl: 'https://a.example/r',
    });
    await carrier?.send(sms());
    await carrier?.send({ ...sms(), text: 'Hồ sơ' } as Composed);
    expect(sent).toMatchObject([
      {
        url: 'https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/',
        body: {
          ApiKey: 'k',
          SecretKey: 's',
          Phone: '0912345678',
          Content: 'UBND P. Ngoc Ha: Ho so da tiep nhan.',
          Brandname: 'UBNDHANOI',
          SmsType: '2',
          IsUnicode: '0',
          RequestId: 'msg_1',
          CallbackUrl: 'https://a.example/r',
        },
      },
      { body: { IsUnicode: '1' } },
    ]);
  });
});

describe('AWS End User Messaging', () => {
  const carrierOf = (send: SmsClient['send']) =>
    smsCarrier({ send }, { name: 'aws-sms', sender: 'MOTCUA', credentials: { configurationSet: 'set' } }, () => 1000);

  test.each([
    ['ThrottlingException', {}, 'retryable'],
    ['ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 'permanent'],
    ['ConflictException', { Reason: 'PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL' }, 'configuration'],
    [
      'ValidationException',
      { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name: 'DestinationPhoneNumber' }] },
      'permanent',
    ],
    ['ValidationException', { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name: 'MessageBody' }] }, 'configuration'],
    ['ServiceQuotaExceededException', { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }, 'configuration'],
    ['ResourceNotFoundException', {}, 'configuration'],
    ['AccessDeniedException', {}, 'configuration'],
    ['InternalServerException', {}, 'unknown'],
    ['TimeoutError', {}, 'unknown'],
  ] as const)('%s (%j) is %s', async (name, detail, fault) => {
    const carrier = carrierOf(async () => {
      throw Object.assign(new Error('no'), { name, ...detail });
    });
    expect(await carrier.send(sms())).toEqual({ taken: false, fault, reason: `aws_sms:${name}` });
  });

  test('is sent our reference, its configuration set, and how long the message is of use', async () => {
    const inputs: unknown[] = [];
    const carrier = carrierOf(async ({ input }) => {
      inputs.push(input);
      return { MessageId: 'm-1' };
    });
    expect(await carrier.send({ ...sms(), until: 301_000 } as Composed)).toEqual({
      taken: true,
      carrierMessageId: 'm-1',
    });
    await carrier.send({ ...sms(), until: 0, round: 2 } as Composed);
    await carrier.send(sms());
    expect(inputs).toMatchObject([
      {
        DestinationPhoneNumber: '+84912345678',
        OriginationIdentity: 'MOTCUA',
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: 'set',
        TimeToLive: 300,
        Context: { clientReference: 'msg_1' },
      },
      { TimeToLive: 5, Context: { clientReference: 'msg_1-2' } },
      { TimeToLive: 259_200 },
    ]);
  });
});

describe('SpeedSMS', () => {
  const answering = (status: number, json: unknown) =>
    carriersAt('live', async () => ({ status, bytes: Buffer.from(JSON.stringify(json)) }))('speedsms', {
      name: 'sms-1',
      sender: 'UBNDHANOI',
      credentials: { accessToken: 't' },
      receiptUrl: undefined,
    });

  test.each([
    ['007', 'configuration'],
    ['008', 'configuration'],
    ['009', 'configuration'],
    ['101', 'configuration'],
    ['105', 'permanent'],
    ['110', 'configuration'],
    ['113', 'configuration'],
    ['300', 'configuration'],
    ['500', 'retryable'],
    ['998', 'unknown'],
  ])('code %s is %s', async (code, fault) => {
    const carrier = await answering(200, { status: 'error', code, message: 'no' });
    expect(await carrier?.send(sms())).toEqual({ taken: false, fault, reason: `speedsms:${code}` });
  });

  test('a number that it names as wrong was sent nothing, though the call succeeded', async () => {
    const data = { tranId: 7, totalSMS: 0, totalPrice: 0, invalidPhone: ['84912345678'] };
    const carrier = await answering(200, { status: 'success', code: '00', data });
    expect(await carrier?.send(sms())).toMatchObject({ taken: false, fault: 'permanent' });
    const taken = await answering(200, { status: 'success', code: '00', data: { ...data, invalidPhone: [] } });
    expect(await taken?.send(sms())).toEqual({ taken: true, carrierMessageId: '7' });
  });

  test('what cannot be read may have been sent', async () => {
    expect(await (await answering(502, 'Bad Gateway'))?.send(sms())).toMatchObject({ fault: 'unknown' });
  });
});

describe('Viettel', () => {
  const answering = (status: number, text: string) =>
    carriersAt('live', async () => ({ status, bytes: Buffer.from(text) }))('viettel', {
      name: 'sms-1',
      sender: 'UBNDHANOI',
      credentials: { url: 'http://10.0.0.1:8998/bulkapi', user: 'u', password: 'p', cpCode: 'c' },
      receiptUrl: undefined,
    });

  test.each([
    [200, '<return><message>OK</message><result>1</result></return>', { taken: true }],
    [
      200,
      '<return><message>?</message><result>0</result></return>',
      { taken: false, fault: 'unknown', reason: 'viettel:0' },
    ],
    [200, '<html>', { taken: false, fault: 'unknown', reason: 'viettel:unreadable' }],
    [503, '', { taken: false, fault: 'retryable', reason: 'viettel:503' }],
  ])('%i %s', async (status, text, answer) => {
    expect(await (await answering(status, text))?.send(sms())).toEqual(answer);
  });

  test('a text with marks and characters of XML arrives as it is', async () => {
    const { carrier, house } = await bothSidesOf('viettel');
    const text = 'Hồ sơ <A> & "B" đã xong';
    await carrier.send({ ...sms(), text } as Composed);
    expect(house.arrived()).toMatchObject([{ text, to: '0912345678' }]);
  });
});

describe('SMTP', () => {
  test.each([
    [{ code: 'ECONNECTION' }, false, 'retryable'],
    [{ code: 'EDNS' }, false, 'retryable'],
    [{ code: 'ETLS' }, false, 'configuration'],
    [{ code: 'EAUTH' }, false, 'configuration'],
    [{ code: 'ETIMEDOUT' }, true, 'unknown'],
    [{ code: 'ECONNECTION' }, true, 'unknown'],
    [{ code: 'EAUTH', responseCode: 454, response: '454 4.7.0 Temporary' }, false, 'retryable'],
    [{ code: 'EAUTH', responseCode: 535, response: '535 5.7.8 No' }, false, 'configuration'],
    [{ code: 'EENVELOPE', responseCode: 450, response: '450 4.2.1 Busy' }, true, 'retryable'],
    [{ code: 'EENVELOPE', responseCode: 530, response: '530 5.7.0 Must issue STARTTLS' }, true, 'configuration'],
    [{ code: 'EENVELOPE', responseCode: 550, response: '550 5.1.1 No such user' }, true, 'permanent'],
    [{ code: 'EENVELOPE', responseCode: 550, response: '550 5.7.1 Relaying denied' }, true, 'configuration'],
    [{ code: 'EMESSAGE', responseCode: 552, response: '552 5.3.4 Too big' }, true, 'permanent'],
    [{ code: 'EMESSAGE', responseCode: 421, response: '421 4.3.2 Bye' }, true, 'retryable'],
  ] as const)('%j, the mail given to it: %s, is %s', (error, isDataSent, fault) => {
    expect(smtpFaultOf(error, isDataSent)).toBe(fault);
  });

  test('a mail bears what RFC 5322 and 3834 ask for, and every letter arrives in both cases', async () => {
    const letters = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ';
    const { carrier, house } = await bothSidesOf('smtp');
    const subject = `${letters} ${letters.toUpperCase()}`;
    const body = `.Một dòng bắt đầu bằng chấm\n${subject}\nhttps://motcua.example.vn/t/abc`;
    await carrier.send({ ...email('anh@example.vn'), subject, body } as Composed);
    const { json } = await house.call('GET', '/sandbox/messages?to=anh@example.vn');
    const [mail] = (json as { messages: { subject: string; body: string; headers: Record<string, string> }[] })
      .messages;
    expect([mail?.subject, mail?.body]).toEqual([subject, body]);
    expect(mail?.headers).toMatchObject({
      From: 'mot-cua@sandbox.example',
      To: 'anh@example.vn',
      'Message-ID': '<msg_1@sandbox.example>',
      'Auto-Submitted': 'auto-generated',
      'MIME-Version': '1.0',
      Date: expect.stringMatching(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/),
    });
  });

  test('its wire form is ASCII in folded lines of at most 76 characters', async () => {
    const mime = await mimeOf(email() as Mail, 'mot-cua@example.vn', 0);
    expect(mime.toString('latin1')).toMatch(/^[\r\n\x20-\x7e]+$/);
    for (const line of mime.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  test('a server that is nowhere, or refuses who signs in, takes nothing', async () => {
    const { carrier, house, sample } = await bothSidesOf('smtp');
    await house.forget(sample, 'smtp');
    expect(await carrier.send(email())).toEqual({ taken: false, fault: 'configuration', reason: 'smtp:535' });
    const nowhere = await carriersAt('http://nowhere.invalid', async () => undefined)('smtp', {
      name: 'mail-1',
      ...sample,
      receiptUrl: undefined,
    });
    expect(await nowhere?.send(email())).toMatchObject({ taken: false, fault: 'retryable' });
  });
});

describe('SES', () => {
  const setUp = { name: 'ses-1', sender: 'a@example.vn', credentials: {} };
  const failing = (name: string, message: string): SesClient => ({
    send: async () => Promise.reject(Object.assign(new Error(message), { name })),
  });

  test('sends a mail in its wire form from the sender with our reference as a tag, under a configuration set where one is named', async () => {
    const sent: unknown[] = [];
    const client: SesClient = {
      async send({ input }) {
        sent.push(input);
        return { MessageId: 'ses-1' };
      },
    };
    const carrier = sesCarrier(client, { ...setUp, credentials: { configurationSet: 'mot-cua' } });
    expect(await carrier.send(email())).toEqual({ taken: true, carrierMessageId: 'ses-1' });
    expect(sent).toMatchObject([
      {
        FromEmailAddress: 'a@example.vn',
        Destination: { ToAddresses: ['Anh@Example.vn'] },
        Content: { Raw: { Data: expect.any(Buffer) } },
        EmailTags: [
          { Name: 'clientReference', Value: 'msg_1' },
          { Name: 'carrier', Value: 'ses-1' },
        ],
        ConfigurationSetName: 'mot-cua',
      },
    ]);
  });

  test.each([
    ['BadRequestException', '', 'permanent'],
    ['MessageRejected', 'Message contains a virus', 'permanent'],
    ['MessageRejected', 'Email address is not verified.', 'configuration'],
    ['TooManyRequestsException', '', 'retryable'],
    ['ThrottlingException', '', 'retryable'],
    ['LimitExceededException', '', 'retryable'],
    ['ServiceUnavailable', '', 'retryable'],
    ['AccessDeniedException', '', 'configuration'],
    ['AccountSuspendedException', '', 'configuration'],
    ['SendingPausedException', '', 'configuration'],
    ['MailFromDomainNotVerifiedException', '', 'configuration'],
    ['NotFoundException', '', 'configuration'],
    ['UnrecognizedClientException', '', 'configuration'],
    ['CredentialsProviderError', '', 'configuration'],
    ['TimeoutError', '', 'unknown'],
    ['InternalServiceErrorException', '', 'unknown'],
  ])('%s (%s) is %s', async (name, message, fault) => {
    const carrier = sesCarrier(failing(name, message), setUp);
    expect(await carrier.send(email())).toMatchObject({ taken: false, fault, reason: `ses:${name}` });
  });

  test('a mail from a verified sender is taken by the emulator, where that plays SES v2', async ({ skip }) => {
    if (emulatorEndpoint === undefined) return skip('no emulator');
    const client = new SESv2Client({ ...emulatorConfig(), maxAttempts: 1 });
    const sender = `sender-${process.pid}@example.vn`;
    const played = await client.send(new CreateEmailIdentityCommand({ EmailIdentity: sender })).then(
      () => true,
      () => false,
    );
    if (!played) return skip('this emulator has no SES v2');
    expect(await sesCarrier(client, { ...setUp, sender }).send(email())).toMatchObject({ taken: true });
  });
});
