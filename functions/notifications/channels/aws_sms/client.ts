import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandOutput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { awsClient } from '../../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../../shared/platform/clock.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Carrier } from '../../ports.ts';
import { abroad } from '../brand-name.ts';
import type { MakeCarrier, SetUpCarrier } from '../registry.ts';
import { faultOf } from './codes.ts';
import { manifest } from './manifest.ts';

/** The one call of the service that is needed; its client must not repeat calls by itself, since the service knows no idempotency. */
export interface SmsClient {
  send(command: SendTextMessageCommand): Promise<Pick<SendTextMessageCommandOutput, 'MessageId'>>;
}

/** How long the service is waited for, in milliseconds. */
const ANSWER_MS = 10_000;

/** For how long the service tries a message, in seconds: at least, and at most. */
const LEAST_SECONDS = 5;
const MOST_SECONDS = 259_200;

const secondsTo = (until: number | undefined, now: number): number =>
  until === undefined ? MOST_SECONDS : Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, Math.ceil((until - now) / 1000)));

/**
 * SMS through a client of the service. It cannot be asked by our reference and would send again, so a leg that was cut short waits for a
 * person.
 */
export const smsCarrier = (
  client: SmsClient,
  { name, sender, credentials }: Omit<SetUpCarrier, 'receiptUrl'>,
  now: () => number,
): Carrier => ({
  name,
  tries: 3,
  waits: { leastSeconds: 5, mostSeconds: 900 },
  afterKill: 'parks',
  async send(message) {
    if (message.channel !== manifest.channel)
      return { taken: false, fault: 'configuration', reason: 'aws_sms:carries_sms_only' };
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: `+${abroad(message.to)}`,
      OriginationIdentity: sender,
      MessageBody: message.text,
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: credentials.configurationSet,
      TimeToLive: secondsTo(message.until, now()),
      Context: { clientReference: referenceOf(message) },
    });
    try {
      const { MessageId } = await client.send(command);
      return { taken: true, carrierMessageId: MessageId };
    } catch (error) {
      const reason = `aws_sms:${error instanceof Error ? error.name.slice(0, 80) : 'error'}`;
      return { taken: false, fault: faultOf(error), reason };
    }
  },
});

/** SMS through AWS End User Messaging. */
export const carrier: MakeCarrier = (setUp, origin) => {
  const settings = origin === 'live' ? {} : { endpoint: `${origin}/${manifest.kind}/json` };
  // A message that may have been taken must not be sent again by the client: repeating is the use case's decision.
  const client = awsClient(PinpointSMSVoiceV2Client, { answerMs: ANSWER_MS, tries: 1, settings });
  return smsCarrier(client, setUp, systemClock);
};
