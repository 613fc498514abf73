import { Construct } from 'constructs';
import {
  citizenCheckContract,
  citizenPagesContract,
  citizenPayContract,
  citizenResultContract,
  lookUpContract,
} from '../../functions/web/contract.ts';
import { countedBy } from '../constructs/alarms.ts';
import {
  givenBucket,
  givenBucketKey,
  givenItems,
  givenObjects,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { pascalCase, ServiceFunction, serviceName } from '../constructs/service-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import { merchantSecretsPrefix, providersOrigin, type Surroundings } from '../surroundings.ts';
import { CHECK_SECONDS } from './results.ts';

/** Where download codes and tries lie in the results' table, apart from every fact of a result. */
const codes = 'CODE#';
const tries = 'TRY#';

/** Where it lies what was found of files that somebody has checked, and where those files are in the uploads' bucket. */
const checks = 'CHECK#';
const checkedFiles = 'checks/';

/** Where it lies that files were given out. */
const downloads = 'DOWN#';

/** So many refused within five minutes are no person who mistypes. */
const FLOOD = 20;

/** The queues of other capabilities that pages write to. */
interface Queues {
  /** Has a payment provider asked. */
  readonly returns: WorkQueue;
  /** Has a checked file be forgotten. */
  readonly reminders: WorkQueue;
}

/** The pages of citizens, one function for each privilege; the one that only reads takes every path that no other route takes. */
export class Web extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, { returns, reminders }: Queues) {
    super(scope, 'Web');
    const { settings, data, alarms, frontDoor } = surroundings;
    const { dossiers, payments, notifications, results, figures, installation } = data.tables;
    const strangerLimits = givenValue(JSON.stringify(settings.strangerLimits));
    const common = { stage: settings.stage, alarms };
    const everyPage = {
      dossiersTable: givenTable(dossiers),
      pepper: givenSecret(data.pepper),
      publicOrigin: givenValue(frontDoor.publicOrigin),
    };
    const pages = new ServiceFunction(this, 'citizenPages', {
      handler: 'web/handlers/citizen-pages',
      contract: citizenPagesContract,
      give: {
        ...everyPage,
        paymentsTable: givenTable(payments),
        resultsTable: givenTable(results),
        figuresTable: givenItems(figures, 'PUB#', 'MONTH'),
        installationTable: givenTable(installation),
      },
      ...common,
    });
    frontDoor.lead(citizenPagesContract.routes, pages);

    const lookUp = new ServiceFunction(this, 'lookUp', {
      handler: 'web/handlers/look-up',
      contract: lookUpContract,
      give: { ...everyPage, triesTable: givenItems(results, tries), strangerLimits },
      ...common,
    });
    frontDoor.lead(lookUpContract.routes, lookUp);

    const pay = new ServiceFunction(this, 'citizenPay', {
      handler: 'web/handlers/citizen-pay',
      contract: citizenPayContract,
      give: {
        ...everyPage,
        paymentsTable: givenTable(payments),
        installationTable: givenTable(installation),
        providersOrigin: givenValue(providersOrigin(surroundings)),
        merchantSecrets: givenSecretsUnder(this, merchantSecretsPrefix(settings)),
        returnsQueue: givenQueue(returns.queue),
      },
      ...common,
    });
    frontDoor.lead(citizenPayContract.routes, pay);

    const result = new ServiceFunction(this, 'citizenResult', {
      handler: 'web/handlers/citizen-result',
      contract: citizenResultContract,
      give: {
        ...everyPage,
        choices: givenItems(dossiers, 'DOS#', 'CONFLICT#DOS#'),
        notificationsTable: givenTable(notifications),
        messages: givenItems(notifications, 'HEARD#download_code:', 'MSG#'),
        paymentsTable: givenTable(payments),
        resultsTable: givenTable(results),
        codesAndTries: givenItems(results, codes, tries, downloads),
        resultsBucket: givenBucket(data.results),
        resultsDataKey: givenBucketKey(data.resultsDataKey),
        strangerLimits,
      },
      ...common,
    });
    frontDoor.lead(citizenResultContract.routes, result);

    this.#checkFiles(surroundings, reminders);

    for (const name of ['lookUp', 'citizenResult', 'citizenCheck'])
      alarms.add(`${pascalCase(name)}HoldsStrangersBack`, {
        metric: countedBy(serviceName(settings.stage, name), 'StrangersHeldBack'),
        atLeast: FLOOD,
        says: `The function ${name} holds strangers back.`,
        runbook: 'strangers',
      });
  }

  /** The pages that take and read files of anybody's. */
  #checkFiles({ settings, data, alarms, frontDoor }: Surroundings, reminders: WorkQueue): void {
    const check = new ServiceFunction(this, 'citizenCheck', {
      handler: 'web/handlers/citizen-check',
      contract: citizenCheckContract,
      give: {
        resultsTable: givenTable(data.tables.results),
        checksAndTries: givenItems(data.tables.results, checks, tries),
        uploadsBucket: givenBucket(data.uploads),
        checkedFiles: givenObjects(data.uploads, checkedFiles),
        queue: givenQueue(reminders.queue),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        strangerLimits: givenValue(JSON.stringify(settings.strangerLimits)),
      },
      timeoutSeconds: CHECK_SECONDS,
      stage: settings.stage,
      alarms,
    });
    frontDoor.lead(citizenCheckContract.routes, check);
  }
}
