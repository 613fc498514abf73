import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import {
  deliveryQueuedContract,
  deliverySweepContract,
  webhooksApiContract,
  webhooksEventHeardContract,
  webhooksFactsRecordedContract,
  webhooksRule,
} from '../../functions/webhooks/contract.ts';
import { callOnSchedule, consumeEvents } from '../constructs/events.ts';
import { consumeFacts, foldTimeoutSeconds, refoldQueue } from '../constructs/fact-stream.ts';
import { givenBus, givenQueue, givenSecret, givenTable, givenValue } from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { Surroundings } from '../surroundings.ts';

/** The time for a batch of ten events: each is some reads and a conditional put for each webhook. */
const HEAR_SECONDS = 30;

/** The time for one try: the fifteen seconds of a receiver, and the reads and writes around it. */
const SEND_SECONDS = 25;

/** Webhooks of back offices: what they are told, and the telling. */
export class Webhooks extends Construct {
  readonly refold: WorkQueue;

  constructor(scope: Construct, { settings, data, alarms, frontDoor, hasSandbox }: Surroundings) {
    super(scope, 'Webhooks');
    const { stage } = settings;
    const webhooksTable = givenTable(data.tables.webhooks);
    const pepper = givenSecret(data.pepper);
    const sandboxOrigin = givenValue(hasSandbox ? frontDoor.publicOrigin : '');

    const deliveries = new WorkQueue(this, 'DeliveryQueued', {
      alarms,
      consumerTimeoutSeconds: SEND_SECONDS,
      runbook: 'webhooks',
    });
    const deliveryQueue = givenQueue(deliveries.queue);

    const api = new ServiceFunction(this, 'webhooksApi', {
      handler: 'webhooks/handlers/webhooks-api',
      contract: webhooksApiContract,
      give: {
        webhooksTable,
        installationTable: givenTable(data.tables.installation),
        deliveryQueue,
        pepper,
        publicOrigin: givenValue(frontDoor.publicOrigin),
        sandboxOrigin,
        stage: givenValue(stage),
      },
      stage,
      alarms,
    });
    frontDoor.lead(webhooksApiContract.routes, api);

    const eventHeard = new ServiceFunction(this, 'webhooksEventHeard', {
      handler: 'webhooks/handlers/event-heard',
      contract: webhooksEventHeardContract,
      give: { webhooksTable, dossiersTable: givenTable(data.tables.dossiers), deliveryQueue },
      timeoutSeconds: HEAR_SECONDS,
      runbook: 'webhooks',
      stage,
      alarms,
    });
    consumeEvents(this, 'Hears', {
      bus: data.bus,
      queue: new WorkQueue(this, 'WebhooksEventHeard', { alarms, consumerTimeoutSeconds: HEAR_SECONDS }),
      types: webhooksRule,
      consumer: eventHeard,
      maxConcurrency: 20,
    });

    const deliveryQueued = new ServiceFunction(this, 'deliveryQueued', {
      handler: 'webhooks/handlers/delivery-queued',
      contract: deliveryQueuedContract,
      give: { webhooksTable, deliveryQueue, pepper, sandboxOrigin },
      timeoutSeconds: SEND_SECONDS,
      runbook: 'webhooks',
      stage,
      alarms,
    });
    deliveries.feeds(deliveryQueued, 20, 1); // one to a call, so that a receiver that is silent holds up none of another

    const sweep = new ServiceFunction(this, 'deliverySweep', {
      handler: 'webhooks/handlers/delivery-sweep',
      contract: deliverySweepContract,
      give: { webhooksTable, deliveryQueue, stage: givenValue(stage) },
      timeoutSeconds: 50, // done before the next minute's
      runbook: 'webhooks',
      stage,
      alarms,
    });
    callOnSchedule(this, 'DeliverySweep', Schedule.expression('rate(1 minute)'), {
      callee: sweep,
      retries: 0, // the next minute reads all that is due
      alarms,
      runbook: 'webhooks',
    });
    alarms.add('DeliverySweepMissing', {
      metric: sweep.metricInvocations({ statistic: 'Sum' }),
      atMost: 0,
      silenceIsFault: true,
      says: 'The sweep of deliveries has not run for five minutes.',
      runbook: 'webhooks',
    });

    this.refold = refoldQueue(this, 'Webhooks', alarms);
    const factsRecorded = new ServiceFunction(this, 'webhooksFactsRecorded', {
      handler: 'webhooks/handlers/facts-recorded',
      contract: webhooksFactsRecordedContract,
      give: { webhooksTable, bus: givenBus(data.bus), refoldQueue: givenQueue(this.refold.queue) },
      timeoutSeconds: foldTimeoutSeconds,
      runbook: 'stream-failing',
      stage,
      alarms,
    });
    consumeFacts(this, 'Webhooks', {
      table: data.tables.webhooks,
      refold: this.refold,
      consumer: factsRecorded,
      alarms,
    });
  }
}
