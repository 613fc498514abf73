import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { CarrierManifest } from '../../shared/kernel/message-carriers.ts';
import type { WorkQueue } from './work-queue.ts';

/**
 * Has the mail service tell a queue what became of mails that are given to it with the installation's configuration set: bounces,
 * complaints, deliveries, delays and refusals, which it brings to the account's default bus alone.
 */
export function tellOfMails(
  scope: Construct,
  { source, types, configurationSet }: NonNullable<CarrierManifest['events']>,
  { queue, deadLetters }: WorkQueue,
): ConfigurationSet {
  const eventBus = EventBus.fromEventBusName(scope, 'AccountBus', 'default');
  const set = new ConfigurationSet(scope, 'Mails', { configurationSetName: configurationSet });
  const { BOUNCE, COMPLAINT, DELIVERY, DELIVERY_DELAY, REJECT } = EmailSendingEvent;
  set.addEventDestination('Tells', {
    destination: EventDestination.eventBus(eventBus),
    events: [BOUNCE, COMPLAINT, DELIVERY, DELIVERY_DELAY, REJECT],
  });
  new Rule(scope, 'MailTold', {
    eventBus,
    eventPattern: {
      source: [source],
      detailType: [...types],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
    },
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters })],
  });
  return set;
}
