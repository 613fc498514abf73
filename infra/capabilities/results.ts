import { CustomResource } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import {
  authorityPaths,
  preparedPrefix,
  resultQueuedContract,
  resultQueueHears,
  resultRenewalContract,
  resultsApiContract,
  resultsFactsRecordedContract,
  signerSetupContract,
  trustServicesContract,
} from '../../functions/results/contract.ts';
import { callOnSchedule, consumeEvents } from '../constructs/events.ts';
import { ExpiringLog } from '../constructs/expiring-log.ts';
import { consumeFacts, foldTimeoutSeconds, refoldQueue } from '../constructs/fact-stream.ts';
import {
  givenBucket,
  givenBucketKey,
  givenBus,
  givenKey,
  givenObjects,
  givenQueue,
  givenSecret,
  givenSecretsUnder,
  givenTable,
  givenValue,
} from '../constructs/given.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { signerRoleName } from '../settings.ts';
import { type Surroundings, signerSecretsPrefix, timestampSecretsPrefix } from '../surroundings.ts';

/** The time for one result: reading 25 MB, signing, checking and storing it. */
const SIGN_SECONDS = 60;

/** The time for one file that somebody has checked: reading 10 MB, and all that a hostile one may take of the verifier. */
export const CHECK_SECONDS = 25;

/** E-signed results: opened, uploaded, signed, stored, downloaded, verified. */
export class Results extends Construct {
  readonly refold: WorkQueue;
  /** The queue of signing, which brings checked files back so that they are forgotten. */
  readonly queue: WorkQueue;

  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'Results');
    const { settings, data, alarms, frontDoor } = surroundings;
    const { stage } = settings;
    const resultsTable = givenTable(data.tables.results);
    const uploadsBucket = givenBucket(data.uploads);
    const resultsBucket = givenBucket(data.results);
    const resultsDataKey = givenBucketKey(data.resultsDataKey);

    const queue = new WorkQueue(this, 'ResultQueued', {
      alarms,
      consumerTimeoutSeconds: SIGN_SECONDS,
      runbook: 'signing',
    });
    this.queue = queue;
    const api = new ServiceFunction(this, 'resultsApi', {
      handler: 'results/handlers/results-api',
      contract: resultsApiContract,
      give: {
        resultsTable,
        dossiersTable: givenTable(data.tables.dossiers),
        installationTable: givenTable(data.tables.installation),
        uploadsBucket,
        resultsBucket,
        resultsDataKey,
        pepper: givenSecret(data.pepper),
        signerSecrets: givenSecretsUnder(this, signerSecretsPrefix(settings)),
        signingKey: givenValue(data.signingKey.keyId),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        queue: givenQueue(queue.queue),
        strangerLimits: givenValue(JSON.stringify(settings.strangerLimits)),
        stage: givenValue(stage),
      },
      timeoutSeconds: CHECK_SECONDS,
      stage,
      alarms,
    });
    frontDoor.lead(resultsApiContract.routes, api);

    const resultQueued = new ServiceFunction(this, 'resultQueued', {
      handler: 'results/handlers/result-queued',
      contract: resultQueuedContract,
      give: {
        resultsTable,
        dossiersTable: givenTable(data.tables.dossiers),
        installationTable: givenTable(data.tables.installation),
        uploadsBucket,
        checkedFiles: givenObjects(data.uploads, 'checks/'),
        resultsBucket,
        resultsDataKey,
        preparedFiles: givenObjects(data.uploads, preparedPrefix),
        signingKey: givenKey(data.signingKey),
        timestampSecrets: givenSecretsUnder(this, timestampSecretsPrefix(settings)),
        signerSecrets: givenSecretsUnder(this, signerSecretsPrefix(settings)),
        queue: givenQueue(queue.queue),
        pepper: givenSecret(data.pepper),
        publicOrigin: givenValue(frontDoor.publicOrigin),
      },
      roleName: signerRoleName(stage),
      timeoutSeconds: SIGN_SECONDS,
      memoryMb: 1769, // one whole processor: parsing and hashing are its work
      runbook: 'signing',
      stage,
      alarms,
    });
    consumeEvents(this, 'Signs', {
      bus: data.bus,
      queue,
      types: resultQueueHears,
      consumer: resultQueued,
      maxConcurrency: 20, // far under the quota of KMS for RSA signatures
      batchSize: 1, // a document that takes long holds up no other
    });

    const renewal = new ServiceFunction(this, 'resultRenewal', {
      handler: 'results/handlers/result-renewal',
      contract: resultRenewalContract,
      give: {
        resultsTable,
        resultsBucket,
        resultsDataKey,
        timestampSecrets: givenSecretsUnder(this, timestampSecretsPrefix(settings)),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(stage),
      },
      timeoutSeconds: 50, // done before the next minute's
      memoryMb: 1769, // as who signs
      runbook: 'renewal',
      stage,
      alarms,
    });
    callOnSchedule(this, 'ResultRenewal', Schedule.expression('rate(1 minute)'), {
      callee: renewal,
      retries: 0, // the next minute reads all that is due
      alarms,
      runbook: 'renewal',
    });
    alarms.add('ResultRenewalMissing', {
      metric: renewal.metricInvocations({ statistic: 'Sum' }),
      atMost: 0,
      silenceIsFault: true,
      says: 'Nothing has looked for results that are to last for five minutes.',
      runbook: 'renewal',
    });

    this.refold = refoldQueue(this, 'Results', alarms);
    const factsRecorded = new ServiceFunction(this, 'resultsFactsRecorded', {
      handler: 'results/handlers/facts-recorded',
      contract: resultsFactsRecordedContract,
      give: {
        resultsTable,
        bus: givenBus(data.bus),
        refoldQueue: givenQueue(this.refold.queue),
        pepper: givenSecret(data.pepper),
      },
      timeoutSeconds: foldTimeoutSeconds,
      runbook: 'stream-failing',
      stage,
      alarms,
    });
    consumeFacts(this, 'Results', {
      table: data.tables.results,
      refold: this.refold,
      consumer: factsRecorded,
      alarms,
    });
    this.#setUpSigner(surroundings);
  }

  /** Has the deploy put the signer's certificate in place. */
  #setUpSigner({ settings, data, alarms, frontDoor, hasSandbox }: Surroundings): void {
    const setup = new ServiceFunction(this, 'signerSetup', {
      handler: 'results/handlers/signer-setup',
      contract: signerSetupContract,
      give: {
        resultsTable: givenTable(data.tables.results),
        signingKey: givenKey(data.signingKey),
        pkiAuthority: givenSecret(data.pkiAuthority),
        publicOrigin: givenValue(frontDoor.publicOrigin),
        stage: givenValue(settings.stage),
      },
      timeoutSeconds: 60,
      runbook: 'signing',
      stage: settings.stage,
      alarms,
    });
    const provider = new Provider(this, 'SignerProvider', {
      onEventHandler: setup,
      logGroup: new ExpiringLog(this, 'SignerProviderLog', settings.stage),
    });
    const { certificatePem, chainPem, rootsPem } = settings.seal ?? {};
    const { tsa, csc } = trustServicesContract.routes;
    new CustomResource(this, 'Signer', {
      resourceType: 'Custom::MotcuaSigner',
      serviceToken: provider.serviceToken,
      properties: {
        ...(settings.signerCommonName ? { sealCommonName: settings.signerCommonName } : {}),
        ...(certificatePem ? { certificatePem, chainPem, rootsPem } : {}),
        // Another key or address needs another certificate.
        signingKey: data.signingKey.keyId,
        publicOrigin: frontDoor.publicOrigin,
        // So do other addresses of the development authority, which answers where the sandbox is; what is played there has keys of its own.
        ...(hasSandbox ? { paths: [...Object.values(authorityPaths), tsa.path, csc.path] } : {}),
      },
    });
  }
}
