import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { installationApiContract, rebuildContract } from '../../functions/installation/contract.ts';
import { CARRIERS, waitingReceipts } from '../../shared/kernel/message-carriers.ts';
import { TIMESTAMP_AUTHORITIES, TRUST_ANCHORS } from '../../shared/kernel/trust-set-up.ts';
import { callOnSchedule } from '../constructs/events.ts';
import {
  givenItems,
  givenItemsOfAll,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import {
  carrierSecretsPrefix,
  merchantSecretsPrefix,
  type Surroundings,
  timestampSecretsPrefix,
} from '../surroundings.ts';

/** The refold queue of every capability that keeps facts. */
export interface RefoldQueues {
  readonly dossiers: WorkQueue;
  readonly payments: WorkQueue;
  readonly notifications: WorkQueue;
  readonly results: WorkQueue;
  readonly webhooks: WorkQueue;
}

/** Two in the morning in Viet Nam. */
const NIGHTLY = Schedule.expression('cron(0 19 * * ? *)');

/** How long a step of a rebuild may take. Six times that is less than the five minutes in which its queue takes no step twice. */
const stepTimeoutSeconds = 40;

/** Agencies, merchants and API keys; and the nightly rebuild of what folds and announcements may have missed. */
export class Installation extends Construct {
  constructor(scope: Construct, { settings, data, alarms, frontDoor }: Surroundings, refold: RefoldQueues) {
    super(scope, 'Installation');
    const { stage } = settings;
    const api = new ServiceFunction(this, 'installationApi', {
      handler: 'installation/handlers/installation-api',
      contract: installationApiContract,
      give: {
        installationTable: givenTable(data.tables.installation),
        paymentsTable: givenItems(data.tables.payments, 'MER#', 'MERCHANTS'),
        notificationsTable: givenItems(data.tables.notifications, 'CAR#', CARRIERS, waitingReceipts('')),
        resultsTable: givenItems(data.tables.results, 'TSA#', TIMESTAMP_AUTHORITIES, 'ANCHOR#', TRUST_ANCHORS),
        timestampSecrets: givenSecretsUnder(this, timestampSecretsPrefix(settings)),
        pepper: givenSecret(data.pepper),
        carrierSecrets: givenSecretsUnder(this, carrierSecretsPrefix(settings)),
        merchantSecrets: givenSecretsUnder(this, merchantSecretsPrefix(settings)),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      stage,
      alarms,
    });
    frontDoor.lead(installationApiContract.routes, api);

    const steps = new WorkQueue(this, 'RebuildSteps', {
      alarms,
      consumerTimeoutSeconds: stepTimeoutSeconds,
      runbook: 'rebuild',
      fifo: true,
    });
    const rebuild = new ServiceFunction(this, 'rebuild', {
      handler: 'installation/handlers/rebuild',
      contract: rebuildContract,
      give: {
        dossiersTable: givenTable(data.tables.dossiers),
        paymentsTable: givenTable(data.tables.payments),
        notificationsTable: givenTable(data.tables.notifications),
        resultsTable: givenTable(data.tables.results),
        webhooksTable: givenTable(data.tables.webhooks),
        epochOfEveryTable: givenItemsOfAll(
          [
            data.tables.dossiers,
            data.tables.payments,
            data.tables.notifications,
            data.tables.results,
            data.tables.webhooks,
          ],
          'EPOCH',
        ),
        dossiersRefoldQueue: givenQueue(refold.dossiers.queue),
        paymentsRefoldQueue: givenQueue(refold.payments.queue),
        notificationsRefoldQueue: givenQueue(refold.notifications.queue),
        resultsRefoldQueue: givenQueue(refold.results.queue),
        webhooksRefoldQueue: givenQueue(refold.webhooks.queue),
        rebuildSteps: givenQueue(steps.queue),
      },
      timeoutSeconds: stepTimeoutSeconds,
      memoryMb: 1024,
      runbook: 'rebuild',
      stage,
      alarms,
    });
    steps.feeds(rebuild, 8, 1);
    callOnSchedule(this, 'Rebuild', NIGHTLY, { callee: rebuild, retries: 2, alarms, runbook: 'rebuild' });
  }
}
