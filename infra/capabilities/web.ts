import { Construct } from 'constructs';
import { citizenPagesContract } from '../../functions/web/contract.ts';
import {
  givenBucket,
  givenBucketKey,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import { merchantSecretsPrefix, providersOrigin, type Surroundings } from '../surroundings.ts';

/** The pages of citizens, and every path that no other route takes. */
export class Web extends Construct {
  constructor(scope: Construct, surroundings: Surroundings, returns: WorkQueue) {
    super(scope, 'Web');
    const { settings, data, alarms, frontDoor } = surroundings;
    const { dossiers, payments, notifications, results, installation } = data.tables;
    const pages = new ServiceFunction(this, 'citizenPages', {
      handler: 'web/handlers/citizen-pages',
      contract: citizenPagesContract,
      give: {
        dossiersTable: givenTable(dossiers),
        paymentsTable: givenTable(payments),
        notificationsTable: givenTable(notifications),
        resultsTable: givenTable(results),
        installationTable: givenTable(installation),
        resultsBucket: givenBucket(data.results),
        resultsDataKey: givenBucketKey(data.resultsDataKey),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        providersOrigin: givenValue(providersOrigin(surroundings)),
        merchantSecrets: givenSecretsUnder(this, merchantSecretsPrefix(settings)),
        returnsQueue: givenQueue(returns.queue),
      },
      stage: settings.stage,
      alarms,
    });
    frontDoor.lead(citizenPagesContract.routes, pages);
  }
}
