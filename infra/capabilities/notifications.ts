import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { manifest as mailService } from '../../functions/notifications/channels/ses/manifest.ts';
import {
  carrierReceiptContract,
  laneDetails,
  laneShares,
  messageQueuedContract,
  messageQueueHears,
  messagesApiContract,
  notificationsEventHeardContract,
  notificationsFactsRecordedContract,
  notificationsRule,
  templatesApiContract,
} from '../../functions/notifications/contract.ts';
import { consumeEvents, tickOnSchedule } from '../constructs/events.ts';
import { consumeFacts, foldTimeoutSeconds, refoldQueue } from '../constructs/fact-stream.ts';
import {
  givenBus,
  givenItems,
  givenNothing,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenSender,
  givenSmsSenders,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { tellOfMails } from '../constructs/mail-events.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { carrierSecretsPrefix, providersOrigin, type Surroundings } from '../surroundings.ts';

/** The time for a batch of ten events: each is a read of the card and a conditional put for each message. */
const HEAR_SECONDS = 30;

/** The time for a batch of messages; under the lease of a leg, so that nobody takes over what is still being tried. */
const SEND_SECONDS = 40;

/** From 07:30 in Viet Nam on, every ten minutes of each second half of an hour until 16:50: what the first one misses is not told a day late. */
const MORNINGS = Schedule.expression('cron(30/10 0-9 * * ? *)');

/** The rule before each lane's queue. */
const LANE_RULES = { urgent: 'SendsUrgent', normal: 'Sends', bulk: 'SendsBulk' } as const;

/** Messages to people: what is to be told, and the telling. */
export class Notifications extends Construct {
  readonly refold: WorkQueue;

  constructor(scope: Construct, { settings, data, alarms, frontDoor, hasSandbox }: Surroundings) {
    super(scope, 'Notifications');
    const { stage } = settings;
    const notificationsTable = givenTable(data.tables.notifications);
    const dossiersTable = givenTable(data.tables.dossiers);
    const pepper = givenSecret(data.pepper);
    const messageLimits = givenValue(JSON.stringify(settings.messageLimits));

    const eventHeard = new ServiceFunction(this, 'notificationsEventHeard', {
      handler: 'notifications/handlers/event-heard',
      contract: notificationsEventHeardContract,
      give: {
        notificationsTable,
        dossiersTable,
        installationTable: givenTable(data.tables.installation),
        pepper,
      },
      timeoutSeconds: HEAR_SECONDS,
      runbook: 'messages',
      stage,
      alarms,
    });
    const heard = new WorkQueue(this, 'NotificationsEventHeard', { alarms, consumerTimeoutSeconds: HEAR_SECONDS });
    consumeEvents(this, 'Hears', {
      bus: data.bus,
      queue: heard,
      types: notificationsRule,
      consumer: eventHeard,
      maxConcurrency: 20,
    });
    tickOnSchedule(this, 'Mornings', MORNINGS, heard);

    const lane = { alarms, consumerTimeoutSeconds: SEND_SECONDS, runbook: 'messages' } as const;
    const normal = new WorkQueue(this, 'MessageQueued', lane);
    const { deadLetters } = normal;
    const lanes = {
      urgent: new WorkQueue(this, 'UrgentMessageQueued', { ...lane, deadLetters }),
      normal,
      bulk: new WorkQueue(this, 'BulkMessageQueued', { ...lane, deadLetters }),
    };
    const laneQueues = {
      urgentQueue: givenQueue(lanes.urgent.queue),
      messageQueue: givenQueue(lanes.normal.queue),
      bulkQueue: givenQueue(lanes.bulk.queue),
    };
    const messageQueued = new ServiceFunction(this, 'messageQueued', {
      handler: 'notifications/handlers/message-queued',
      contract: messageQueuedContract,
      give: {
        notificationsTable,
        dossiersTable,
        installationTable: givenTable(data.tables.installation),
        ...laneQueues,
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        messageLimits,
        carriersOrigin: givenValue(providersOrigin({ settings, frontDoor })),
        stage: givenValue(stage),
        carrierSecrets: givenSecretsUnder(this, carrierSecretsPrefix(settings)),
        mailIdentity: hasSandbox
          ? givenNothing
          : givenSender(this, settings.senderAddress, mailService.events.configurationSet),
        smsSenders: hasSandbox ? givenNothing : givenSmsSenders(this),
      },
      timeoutSeconds: SEND_SECONDS,
      // So that each lane has its own share, whatever else runs in the account.
      ...(hasSandbox
        ? {}
        : { reservedConcurrency: Object.values(laneShares).reduce((sum, { atOnce }) => sum + atOnce, 0) }),
      runbook: 'messages',
      stage,
      alarms,
    });
    for (const name of ['urgent', 'normal', 'bulk'] as const)
      consumeEvents(this, LANE_RULES[name], {
        bus: data.bus,
        queue: lanes[name],
        types: messageQueueHears,
        detail: laneDetails[name],
        consumer: messageQueued,
        maxConcurrency: laneShares[name].atOnce,
        batchSize: laneShares[name].batch,
      });

    tickOnSchedule(this, 'CarrierQuestions', Schedule.expression('rate(5 minutes)'), lanes.normal);
    if (!hasSandbox) messageQueued.node.addDependency(tellOfMails(this, mailService.events, heard));

    const api = new ServiceFunction(this, 'messagesApi', {
      handler: 'notifications/handlers/messages-api',
      contract: messagesApiContract,
      give: {
        notificationsTable,
        dossiersTable,
        installationTable: givenTable(data.tables.installation),
        ...laneQueues,
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        messageLimits,
        stage: givenValue(stage),
      },
      stage,
      alarms,
    });
    frontDoor.lead(messagesApiContract.routes, api);

    const templatesApi = new ServiceFunction(this, 'templatesApi', {
      handler: 'notifications/handlers/templates-api',
      contract: templatesApiContract,
      give: {
        notificationsTable: givenItems(data.tables.notifications, 'TPL#'),
        installationTable: givenTable(data.tables.installation),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      stage,
      alarms,
    });
    frontDoor.lead(templatesApiContract.routes, templatesApi);

    const receipts = new ServiceFunction(this, 'carrierReceipt', {
      handler: 'notifications/handlers/carrier-receipt',
      contract: carrierReceiptContract,
      give: {
        notificationsTable,
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        carrierSecrets: givenSecretsUnder(this, carrierSecretsPrefix(settings)),
      },
      reservedConcurrency: hasSandbox ? 5 : 50, // kept free for receipts, and no flood of them takes more
      runbook: 'messages',
      stage,
      alarms,
    });
    frontDoor.lead(carrierReceiptContract.routes, receipts);

    this.refold = refoldQueue(this, 'Notifications', alarms);
    const factsRecorded = new ServiceFunction(this, 'notificationsFactsRecorded', {
      handler: 'notifications/handlers/facts-recorded',
      contract: notificationsFactsRecordedContract,
      give: { notificationsTable, bus: givenBus(data.bus), refoldQueue: givenQueue(this.refold.queue) },
      timeoutSeconds: foldTimeoutSeconds,
      runbook: 'stream-failing',
      stage,
      alarms,
    });
    consumeFacts(this, 'Notifications', {
      table: data.tables.notifications,
      refold: this.refold,
      consumer: factsRecorded,
      alarms,
    });
  }
}
