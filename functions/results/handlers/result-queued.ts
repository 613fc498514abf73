import { createHash } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { needed } from '../../../shared/kernel/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { callHttp } from '../../../shared/platform/outgoing-http.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { kmsSeal } from '../adapters/kms-seal.ts';
import { ledgerRegistry } from '../adapters/ledger-registry.ts';
import { s3ResultFiles } from '../adapters/s3-result-files.ts';
import { s3Uploads, wholeFiles } from '../adapters/s3-uploads.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { tableTimestampAuthorities } from '../adapters/table-timestamp-authorities.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { resultQueuedContract } from '../contract.ts';
import { forgetReceivers } from '../usecases/forget-receivers.ts';
import { signResult } from '../usecases/sign-result.ts';
import { sealingOfReceipts } from './receipt-sealing.ts';
import { comingAgain } from './signing-again.ts';

const env = readEnv(resultQueuedContract);
const open = openTables();
const table = open(env.resultsTable);
const s3 = s3Client(wholeFiles);
const trust = tableTrustStore(table);
const secrets = secretsManagerReader(systemClock);
const shared = {
  signers: kmsSeal(awsClient(KMSClient), env.signingKey, trust, systemClock),
  timestamps: tableTimestampAuthorities({ table, trust, secrets, call: callHttp, now: systemClock }),
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
};

const registry = ledgerRegistry(table, systemClock, keyedWith(pepperReader(secrets, env.pepper)));
const forget = forgetReceivers({ registry });
const sign = signResult({
  ...shared,
  registry,
  uploads: s3Uploads(s3, env.uploadsBucket),
  files: s3ResultFiles(s3, env.resultsBucket),
});

const seal = sealingOfReceipts({ ...shared, ...env, open, s3, secrets });
const settled = comingAgain(sqsLater(awsClient(SQSClient), env.queue), systemClock);

/** An upload that is to be issued: signed, checked, stored and registered, or refused; a receipt that is to be drawn and sealed; an erasure. */
export const handler = eventQueueHandler(async ({ event, withdrawn }, requestId) => {
  if (event.type === 'receipt.made' && !withdrawn)
    return settled(event, await seal(event, requestId), { requestId, aggregate: event.data.paymentId });
  if (event.type === 'dossier.personal_data_erased' && !withdrawn)
    return ok(await forget(event.data.dossierCode, systemClock(), { recordedBy: 'system', requestId }));
  if (event.type !== 'result.issue_requested' || withdrawn) return ok(undefined);
  const { resultId, dossierCode } = event.data;
  const { uploadVersionId } = needed(event, 'uploadVersionId');
  const signed = await sign({ resultId, uploadVersionId, requestId, now: systemClock() });
  const outcome = signed.ok ? signed.value : signed.failure.kind;
  logEvent('result_signing', { requestId, dossierCode, aggregate: resultId, outcome });
  return settled(event, signed, { requestId, aggregate: resultId });
});
