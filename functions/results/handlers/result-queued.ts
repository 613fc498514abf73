import { createHash } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { callHttp } from '../../../shared/platform/outgoing-http.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { kmsSeal } from '../adapters/kms-seal.ts';
import { wholeFiles } from '../adapters/s3-uploads.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { tableTimestampAuthorities } from '../adapters/table-timestamp-authorities.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { resultQueuedContract } from '../contract.ts';
import { forgetting } from './forgetting.ts';
import { sealingOfReceipts } from './receipt-sealing.ts';
import { signingOfResults } from './result-signing.ts';
import { comingAgain } from './signing-again.ts';

const env = readEnv(resultQueuedContract);
const open = openTables();
const table = open(env.resultsTable);
const s3 = s3Client(wholeFiles);
const sqs = awsClient(SQSClient);
const trust = tableTrustStore(table);
const secrets = secretsManagerReader(systemClock);
const parts = {
  ...{ ...env, open, s3, secrets },
  signers: kmsSeal(awsClient(KMSClient), env.signingKey, trust, systemClock),
  timestamps: tableTimestampAuthorities({ table, trust, secrets, call: callHttp, now: systemClock }),
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
};

const { registry, sign } = signingOfResults(parts);
const seal = sealingOfReceipts(parts);
const forget = forgetting({ ...env, registry, s3, sqs });
const settled = comingAgain(sqsLater(sqs, env.queue), systemClock);

/** An upload that is to be issued: signed, checked, stored and registered, or refused; a receipt that is to be drawn and sealed; what is to be forgotten. */
export const handler = eventQueueHandler(
  async ({ event, withdrawn }, requestId) => {
    if (withdrawn) return ok(undefined);
    if (event.type === 'receipt.made')
      return settled(event, await seal(event, requestId), { requestId, aggregate: event.data.paymentId });
    if (event.type === 'result.issue_requested')
      return settled(event, await sign(event, requestId), { requestId, aggregate: event.data.resultId });
    if (event.type !== 'dossier.personal_data_erased') return ok(undefined);
    return forget.receiversOf(event.data.dossierCode, requestId);
  },
  { others: forget.checkedFile },
);
