import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import { sandboxInbox } from '../../../functions/notifications/adapters/sandbox-inbox.ts';
import { sandboxCarrier } from '../../../functions/notifications/channels/sandbox/carrier.ts';
import { type SesClient, sesCarrier } from '../../../functions/notifications/channels/ses/carrier.ts';
import type { Channel } from '../../../functions/notifications/domain/notice.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';
import { type CarrierWorld, carrierSuite, type Incident } from '../../support/carrier-suite.ts';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { codesCarrier, wordsCarrier } from '../../support/toy-carriers.ts';

const sms = (to = '0912345678', leg = 1): Composed => ({
  channel: 'sms',
  clientReference: 'msg_1',
  leg,
  to,
  text: 'UBND P. Ngoc Ha: Ho so da tiep nhan.',
});
const email = (to = 'Anh@Example.vn', leg = 1): Composed => ({
  channel: 'email',
  clientReference: 'msg_1',
  leg,
  to,
  subject: '[UBND phường Ngọc Hà] Hồ sơ đã được tiếp nhận',
  body: 'Kính gửi ông/bà Nguyễn Thị Ánh,\n\nHồ sơ đã được tiếp nhận.\n',
});

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const failing = (name: string, message = name) => ({ send: async () => Promise.reject(named(name, message)) });

/** The sandbox shows an incident at a recipient of its own. */
const sandboxWorld = (channel: Channel, recipients: Partial<Record<Incident, string>>) => (): CarrierWorld => {
  const table = memoryTable();
  return {
    carrier: sandboxCarrier(channel, sandboxInbox(table), () => 1),
    channel,
    meet: (incident) => recipients[incident],
    arrived: () => table.all().map(({ to }) => String(to)),
  };
};

/** SES as its reference describes it: an error by name, or a mail that is on its way. */
const sesWorld = (): CarrierWorld => {
  const arrived: string[] = [];
  const errors = {
    permanent: 'MessageRejected',
    retryable: 'TooManyRequestsException',
    configuration: 'SendingPausedException',
    answer_lost: 'TimeoutError',
  };
  let error: string | undefined;
  const client: SesClient = {
    async send({ input }) {
      const met = error;
      error = undefined;
      if (met === undefined || met === errors.answer_lost) arrived.push(...(input.Destination?.ToAddresses ?? []));
      if (met !== undefined) throw named(met);
      return { MessageId: 'ses-1' };
    },
  };
  return {
    carrier: sesCarrier(client, 'no-reply@example.vn'),
    channel: 'email',
    meet: (incident) => {
      error = errors[incident];
      return undefined;
    },
    arrived: () => arrived,
  };
};

const phones = { permanent: '0900000001', retryable: '0900000002', answer_lost: '0900000003' };
const mailboxes = {
  permanent: 'refused@sandbox.example',
  retryable: 'busy@sandbox.example',
  answer_lost: 'lost@sandbox.example',
};
const all = ['permanent', 'retryable', 'configuration', 'answer_lost'] as const;

carrierSuite('sandbox_carrier', sandboxWorld('sms', phones), ['permanent', 'retryable', 'answer_lost']);
carrierSuite('sandbox_mailbox', sandboxWorld('email', mailboxes), ['permanent', 'retryable', 'answer_lost']);
carrierSuite('ses', sesWorld, all);
carrierSuite('toy_codes', codesCarrier, all);
carrierSuite('toy_words', wordsCarrier, all);

describe('the sandbox', () => {
  test('keeps a message once under its reference, listed by recipient in lower case', async () => {
    const table = memoryTable();
    const carrier = sandboxCarrier('email', sandboxInbox(table), () => 5);
    await carrier.send(email());
    await carrier.send(email(undefined, 2));
    expect(table.all()).toMatchObject([
      { pk: 'MSG#email#msg_1', sk: 'MSG', listPk: 'TO#anh@example.vn', listSk: '0000000000005#msg_1', acceptedAt: 5 },
    ]);
  });

  test.each([
    [
      '0900000001',
      [
        { taken: false, fault: 'permanent' },
        { taken: false, fault: 'permanent' },
      ],
      0,
    ],
    ['0900000002', [{ taken: false, fault: 'retryable' }, { taken: true }], 1],
    ['0900000003', [{ taken: false, fault: 'unknown' }, { taken: true }], 1],
  ] as const)('the magic recipient %s', async (to, answers, kept) => {
    const table = memoryTable();
    const carrier = sandboxCarrier('sms', sandboxInbox(table), () => 1);
    expect([await carrier.send(sms(to, 1)), await carrier.send(sms(to, 2))]).toMatchObject(answers);
    expect(table.all()).toHaveLength(kept);
  });
});

describe('SES', () => {
  test('sends UTF-8 text from the sender with our reference as a tag', async () => {
    const sent: unknown[] = [];
    const client = {
      send: async (command: { readonly input: unknown }) => {
        sent.push(command.input);
        return { MessageId: 'ses-1' };
      },
    };
    expect(await sesCarrier(client, 'no-reply@example.vn').send(email())).toEqual({
      taken: true,
      carrierMessageId: 'ses-1',
    });
    expect(sent).toMatchObject([
      {
        FromEmailAddress: 'no-reply@example.vn',
        Destination: { ToAddresses: ['Anh@Example.vn'] },
        Content: {
          Simple: {
            Subject: { Charset: 'UTF-8', Data: expect.stringContaining('Hồ sơ') },
            Body: { Text: { Charset: 'UTF-8', Data: expect.stringContaining('Nguyễn Thị Ánh') } },
          },
        },
        EmailTags: [{ Name: 'clientReference', Value: 'msg_1' }],
      },
    ]);
  });

  test.each([
    ['BadRequestException', '', 'permanent'],
    ['MessageRejected', 'Message contains a virus', 'permanent'],
    ['MessageRejected', 'Email address is not verified.', 'configuration'],
    ['TooManyRequestsException', '', 'retryable'],
    ['LimitExceededException', '', 'retryable'],
    ['AccountSuspendedException', '', 'configuration'],
    ['SendingPausedException', '', 'configuration'],
    ['MailFromDomainNotVerifiedException', '', 'configuration'],
    ['TimeoutError', '', 'unknown'],
    ['InternalServiceErrorException', '', 'unknown'],
  ])('%s (%s) is %s', async (name, message, fault) => {
    expect(await sesCarrier(failing(name, message), 'a@example.vn').send(email())).toMatchObject({
      taken: false,
      fault,
    });
  });

  test('an SMS is not for it', async () => {
    expect(await sesCarrier(failing('never'), 'a@example.vn').send(sms())).toMatchObject({ fault: 'configuration' });
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
    expect(await sesCarrier(client, sender).send(email())).toMatchObject({ taken: true });
  });
});
