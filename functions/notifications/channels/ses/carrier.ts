import { SendEmailCommand, type SendEmailCommandOutput } from '@aws-sdk/client-sesv2';
import type { Carrier, CarrierAnswer, Composed } from '../../ports.ts';

/** The one call of SES v2 that is needed; its client must not repeat calls by itself, since SES knows no idempotency. */
export interface SesClient {
  send(command: SendEmailCommand): Promise<Pick<SendEmailCommandOutput, 'MessageId'>>;
}

type Fault = Extract<CarrierAnswer, { taken: false }>['fault'];

/** The errors of `SendEmail` by what they mean for the message (SES API v2 reference); the rest may or may not have sent it. */
const faults: Readonly<Record<string, Fault>> = {
  BadRequestException: 'permanent',
  MessageRejected: 'permanent',
  TooManyRequestsException: 'retryable',
  ThrottlingException: 'retryable',
  LimitExceededException: 'retryable',
  AccessDeniedException: 'configuration',
  AccountSuspendedException: 'configuration',
  SendingPausedException: 'configuration',
  MailFromDomainNotVerifiedException: 'configuration',
  NotFoundException: 'configuration',
  UnrecognizedClientException: 'configuration',
  CredentialsProviderError: 'configuration',
};

const faultOf = (error: unknown): Fault => {
  if (!(error instanceof Error)) return 'unknown';
  // SES refuses mail from an address that is not verified with the same error as unwanted content.
  if (error.name === 'MessageRejected' && /not verified/i.test(error.message)) return 'configuration';
  return faults[error.name] ?? 'unknown';
};

const mail = (message: Extract<Composed, { channel: 'email' }>, sender: string): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: sender,
    Destination: { ToAddresses: [message.to] },
    Content: {
      Simple: {
        Subject: { Data: message.subject, Charset: 'UTF-8' },
        Body: {
          Text: { Data: message.body, Charset: 'UTF-8' },
          ...(message.html === undefined ? {} : { Html: { Data: message.html, Charset: 'UTF-8' } }),
        },
      },
    },
    EmailTags: [{ Name: 'clientReference', Value: message.clientReference }],
  });

/** E-mail through SES v2 from a verified sender. SES cannot be asked by our reference, so a leg that was cut short may be repeated. */
export const sesCarrier = (client: SesClient, sender: string): Carrier => ({
  name: 'ses',
  tries: 12,
  waits: { leastSeconds: 5, mostSeconds: 900 },
  afterKill: 'may_repeat',
  async send(message) {
    if (message.channel !== 'email') return { taken: false, fault: 'configuration', reason: 'ses carries e-mail only' };
    try {
      const { MessageId } = await client.send(mail(message, sender));
      return { taken: true, carrierMessageId: MessageId };
    } catch (error) {
      return {
        taken: false,
        fault: faultOf(error),
        reason: error instanceof Error ? error.name.slice(0, 100) : 'error',
      };
    }
  },
});
