import { SESv2Client, SendEmailCommand, type SendEmailCommandOutput } from '@aws-sdk/client-sesv2';
import { awsClient } from '../../../../shared/platform/aws-clients.ts';
import type { Carrier } from '../../ports.ts';
import { type Mail, mimeOf } from '../mime.ts';
import type { MakeCarrier, SetUpCarrier } from '../registry.ts';
import { faultOf } from './codes.ts';
import { mailTags, manifest } from './manifest.ts';

/** The one call of SES v2 that is needed; its client must not repeat calls by itself, since SES knows no idempotency. */
export interface SesClient {
  send(command: SendEmailCommand): Promise<Pick<SendEmailCommandOutput, 'MessageId'>>;
}

/** How long SES is waited for, in milliseconds. */
const ANSWER_MS = 10_000;

/** The mail as any server would carry it; SES puts its own `Message-ID` and `Date` in the place of ours. */
const mail = async (
  message: Mail,
  { name, sender, credentials }: Omit<SetUpCarrier, 'receiptUrl'>,
): Promise<SendEmailCommand> =>
  new SendEmailCommand({
    FromEmailAddress: sender,
    Destination: { ToAddresses: [message.to] },
    Content: { Raw: { Data: await mimeOf(message, sender, Date.now()) } },
    EmailTags: [
      { Name: mailTags.message, Value: message.clientReference },
      { Name: mailTags.carrier, Value: name },
    ],
    ConfigurationSetName: credentials.configurationSet ?? manifest.events.configurationSet,
  });

/** E-mail through a client of SES from a verified sender. SES cannot be asked by our reference, so a leg that was cut short may be repeated. */
export const sesCarrier = (client: SesClient, setUp: Omit<SetUpCarrier, 'receiptUrl'>): Carrier => ({
  name: setUp.name,
  tries: 3,
  waits: { leastSeconds: 5, mostSeconds: 900 },
  afterKill: 'may_repeat',
  async send(message) {
    if (message.channel !== manifest.channel)
      return { taken: false, fault: 'configuration', reason: 'ses:carries_email_only' };
    const command = await mail(message, setUp);
    try {
      const { MessageId } = await client.send(command);
      return { taken: true, carrierMessageId: MessageId };
    } catch (error) {
      const reason = `ses:${error instanceof Error ? error.name.slice(0, 90) : 'error'}`;
      return { taken: false, fault: faultOf(error), reason };
    }
  },
});

/** E-mail through Amazon SES v2. */
export const carrier: MakeCarrier = (setUp, origin) => {
  const settings = origin === 'live' ? {} : { endpoint: `${origin}/${manifest.kind}` };
  // A mail that SES may have taken must not be sent again by the client: repeating is the use case's decision.
  return sesCarrier(awsClient(SESv2Client, { answerMs: ANSWER_MS, tries: 1, settings }), setUp);
};
