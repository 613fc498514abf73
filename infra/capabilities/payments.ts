import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import {
  attemptReturnedContract,
  feeSweepContract,
  moneyApiContract,
  paymentsApiContract,
  paymentsEventHeardContract,
  paymentsFactsRecordedContract,
  paymentsHears,
  providerWebhookContract,
  reconciliationApiContract,
  refundQueuedContract,
  statementQueuedContract,
  transferPullContract,
} from '../../functions/payments/contract.ts';
import { callOnSchedule, consumeEvents } from '../constructs/events.ts';
import { consumeFacts, foldTimeoutSeconds, refoldQueue } from '../constructs/fact-stream.ts';
import {
  givenBucket,
  givenBucketKey,
  givenBus,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { merchantSecretsPrefix, providersOrigin, type Surroundings } from '../surroundings.ts';

/** One question, which a provider answers within ten seconds, and the reads and writes around it. */
const RETURN_SECONDS = 20;

/** The time for a batch of ten fees, each of which may find others quicker at its number. */
const HEAR_SECONDS = 30;
/** Three calls of a provider, each answered within eight seconds, and the reads and writes around them: below the lease of a refund's call. */
const REFUND_SECONDS = 30;

/** As long as a function may run: a statement of 100,000 lines takes some minutes. */
const STATEMENT_SECONDS = 900;

/** Fees, attempts and the callbacks of payment providers, and the sweep that asks where none came. */
export class Payments extends Construct {
  readonly refold: WorkQueue;
  /** Attempts whose payers have come back. */
  readonly returns: WorkQueue;
  /** Refunds whose provider is to be called. */
  readonly refunds: WorkQueue;

  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'Payments');
    const { settings, data, alarms, frontDoor } = surroundings;
    const { stage } = settings;
    const paymentsTable = givenTable(data.tables.payments);
    const merchantSecrets = givenSecretsUnder(this, merchantSecretsPrefix(settings));

    this.refunds = new WorkQueue(this, 'RefundQueued', {
      alarms,
      consumerTimeoutSeconds: REFUND_SECONDS,
      runbook: 'refunds',
    });
    const refundQueue = givenQueue(this.refunds.queue);

    const api = new ServiceFunction(this, 'paymentsApi', {
      handler: 'payments/handlers/payments-api',
      contract: paymentsApiContract,
      give: {
        paymentsTable,
        dossiersTable: givenTable(data.tables.dossiers),
        installationTable: givenTable(data.tables.installation),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
        providersOrigin: givenValue(providersOrigin(surroundings)),
        merchantSecrets,
      },
      stage,
      alarms,
    });
    frontDoor.lead(paymentsApiContract.routes, api);

    const moneyApi = new ServiceFunction(this, 'moneyApi', {
      handler: 'payments/handlers/money-api',
      contract: moneyApiContract,
      give: {
        paymentsTable,
        dossiersTable: givenTable(data.tables.dossiers),
        installationTable: givenTable(data.tables.installation),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
        resultsBucket: givenBucket(data.results),
        resultsDataKey: givenBucketKey(data.resultsDataKey),
        refundQueue,
      },
      stage,
      alarms,
    });
    frontDoor.lead(moneyApiContract.routes, moneyApi);

    const webhook = new ServiceFunction(this, 'providerWebhook', {
      handler: 'payments/handlers/provider-webhook',
      contract: providerWebhookContract,
      give: {
        paymentsTable,
        providersOrigin: givenValue(providersOrigin(surroundings)),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        merchantSecrets,
      },
      // Kept free for callbacks whatever else the account does; and no flood of them takes more.
      reservedConcurrency: stage === 'production' ? 100 : 20,
      runbook: 'webhook-errors',
      stage,
      alarms,
    });
    frontDoor.lead(providerWebhookContract.routes, webhook);

    const sweep = new ServiceFunction(this, 'feeSweep', {
      handler: 'payments/handlers/fee-sweep',
      contract: feeSweepContract,
      give: {
        paymentsTable,
        providersOrigin: givenValue(providersOrigin(surroundings)),
        stage: givenValue(stage),
        merchantSecrets,
        refundQueue,
      },
      timeoutSeconds: 50, // done before the next minute's
      runbook: 'fee-sweep',
      stage,
      alarms,
    });
    callOnSchedule(this, 'FeeSweep', Schedule.expression('rate(1 minute)'), {
      callee: sweep,
      retries: 0, // the next minute reads all that is due
      alarms,
      runbook: 'fee-sweep',
    });
    alarms.add('FeeSweepMissing', {
      metric: sweep.metricInvocations({ statistic: 'Sum' }),
      atMost: 0,
      silenceIsFault: true,
      says: 'The fee sweep has not run for five minutes.',
      runbook: 'fee-sweep',
    });

    this.returns = new WorkQueue(this, 'AttemptReturned', {
      alarms,
      consumerTimeoutSeconds: RETURN_SECONDS,
      runbook: 'fee-sweep',
    });
    const returned = new ServiceFunction(this, 'attemptReturned', {
      handler: 'payments/handlers/attempt-returned',
      contract: attemptReturnedContract,
      give: { paymentsTable, providersOrigin: givenValue(providersOrigin(surroundings)), merchantSecrets },
      timeoutSeconds: RETURN_SECONDS,
      runbook: 'fee-sweep',
      stage,
      alarms,
    });
    this.returns.feeds(returned, 10, 1);

    const queued = new ServiceFunction(this, 'refundQueued', {
      handler: 'payments/handlers/refund-queued',
      contract: refundQueuedContract,
      give: { paymentsTable, providersOrigin: givenValue(providersOrigin(surroundings)), merchantSecrets, refundQueue },
      timeoutSeconds: REFUND_SECONDS,
      runbook: 'refunds',
      stage,
      alarms,
    });
    this.refunds.feeds(queued, 10, 1);
    this.#makeReceipts(surroundings);
    this.#reconcile(surroundings);
    this.#pullTransfers(surroundings);

    this.refold = refoldQueue(this, 'Payments', alarms);
    const factsRecorded = new ServiceFunction(this, 'paymentsFactsRecorded', {
      handler: 'payments/handlers/facts-recorded',
      contract: paymentsFactsRecordedContract,
      give: { paymentsTable, bus: givenBus(data.bus), refoldQueue: givenQueue(this.refold.queue) },
      timeoutSeconds: foldTimeoutSeconds,
      runbook: 'stream-failing',
      stage,
      alarms,
    });
    consumeFacts(this, 'Payments', {
      table: data.tables.payments,
      refold: this.refold,
      consumer: factsRecorded,
      alarms,
    });
  }

  /** Takes the statements of providers and banks, and has each worked through. */
  #reconcile(surroundings: Surroundings): void {
    const { settings, data, alarms, frontDoor } = surroundings;
    const { stage } = settings;
    const queue = new WorkQueue(this, 'StatementQueued', {
      alarms,
      consumerTimeoutSeconds: STATEMENT_SECONDS,
      runbook: 'reconciliation',
    });
    const given = {
      paymentsTable: givenTable(data.tables.payments),
      statementsBucket: givenBucket(data.statements),
      uploadsBucket: givenBucket(data.uploads),
      statementQueue: givenQueue(queue.queue),
    };
    const api = new ServiceFunction(this, 'reconciliationApi', {
      handler: 'payments/handlers/reconciliation-api',
      contract: reconciliationApiContract,
      give: {
        ...given,
        installationTable: givenTable(data.tables.installation),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
        refundQueue: givenQueue(this.refunds.queue),
      },
      timeoutSeconds: 29,
      memoryMb: 1024, // four megabytes are read line by line before they are taken
      runbook: 'reconciliation',
      stage,
      alarms,
    });
    frontDoor.lead(reconciliationApiContract.routes, api);
    const worker = new ServiceFunction(this, 'statementQueued', {
      handler: 'payments/handlers/statement-queued',
      contract: statementQueuedContract,
      give: given,
      timeoutSeconds: STATEMENT_SECONDS,
      memoryMb: 1769, // one whole processor: reading and folding are its work
      runbook: 'reconciliation',
      stage,
      alarms,
    });
    queue.feeds(worker, 2, 1); // the ledger's other writers come first
  }

  /** Has providers list what came to merchants' accounts, since their notices end after some tries. */
  #pullTransfers(surroundings: Surroundings): void {
    const { settings, data, alarms } = surroundings;
    const pull = new ServiceFunction(this, 'transferPull', {
      handler: 'payments/handlers/transfer-pull',
      contract: transferPullContract,
      give: {
        paymentsTable: givenTable(data.tables.payments),
        providersOrigin: givenValue(providersOrigin(surroundings)),
        stage: givenValue(settings.stage),
        merchantSecrets: givenSecretsUnder(this, merchantSecretsPrefix(settings)),
      },
      timeoutSeconds: 300,
      runbook: 'transfer-pull',
      stage: settings.stage,
      alarms,
    });
    callOnSchedule(this, 'TransferPull', Schedule.expression('rate(3 hours)'), {
      callee: pull,
      retries: 0, // the next one begins where this one ended
      alarms,
      runbook: 'transfer-pull',
    });
    alarms.add('TransferPullMissing', {
      metric: pull.metricInvocations({ statistic: 'Sum', period: Duration.hours(12) }),
      atMost: 0,
      silenceIsFault: true,
      says: "What came to merchants' accounts has not been asked for in twelve hours.",
      runbook: 'transfer-pull',
    });
  }

  /** Has a receipt made of each fee that is paid. */
  #makeReceipts(surroundings: Surroundings): void {
    const { settings, data, alarms } = surroundings;
    const eventHeard = new ServiceFunction(this, 'paymentsEventHeard', {
      handler: 'payments/handlers/payments-event-heard',
      contract: paymentsEventHeardContract,
      give: {
        paymentsTable: givenTable(data.tables.payments),
        installationTable: givenTable(data.tables.installation),
        pepper: givenSecret(data.pepper),
      },
      timeoutSeconds: HEAR_SECONDS,
      runbook: 'receipts',
      stage: settings.stage,
      alarms,
    });
    consumeEvents(this, 'Hears', {
      bus: data.bus,
      queue: new WorkQueue(this, 'PaymentsEventHeard', {
        alarms,
        consumerTimeoutSeconds: HEAR_SECONDS,
        runbook: 'receipts',
      }),
      types: paymentsHears,
      consumer: eventHeard,
      maxConcurrency: 5, // those of one run wait for each other's number
    });
  }
}
