import { createHash } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { askStranger, callHttp } from '../../../shared/platform/outgoing-http.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { cscSigners } from '../adapters/csc-signer.ts';
import { kmsRequestingKey, kmsSeal } from '../adapters/kms-seal.ts';
import { plannedSigners } from '../adapters/planned-signers.ts';
import { wholeFiles } from '../adapters/s3-uploads.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { signersIn } from '../adapters/table-signers.ts';
import { tableTimestampAuthorities } from '../adapters/table-timestamp-authorities.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { resultQueuedContract } from '../contract.ts';
import { requestSeal } from '../usecases/request-seal.ts';
import { forgetting } from './forgetting.ts';
import { sealingOfReceipts } from './receipt-sealing.ts';
import { signingOfResults } from './result-signing.ts';
import { comingAgain } from './signing-again.ts';

/** Signing, sealing and forgetting, from the function's environment. */
export const openSigning = () => {
  const env = readEnv(resultQueuedContract);
  const open = openTables();
  const table = open(env.resultsTable);
  const s3 = s3Client(wholeFiles);
  const sqs = awsClient(SQSClient);
  const trust = tableTrustStore(table);
  const secrets = secretsManagerReader(systemClock);
  const parts = {
    ...{ ...env, open, s3, secrets },
    signers: plannedSigners({
      seal: kmsSeal(awsClient(KMSClient), env.signingKey, trust, systemClock),
      signerRows: signersIn(table),
      trust,
      csc: cscSigners({
        ...{ secrets, secretsPrefix: env.signerSecrets, now: systemClock },
        ...{ call: callHttp, callPublic: askStranger },
      }),
    }),
    timestamps: tableTimestampAuthorities({ table, trust, secrets, call: callHttp, now: systemClock }),
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  };
  const { registry, sign } = signingOfResults(parts);
  return {
    requestSeal: requestSeal(kmsRequestingKey(awsClient(KMSClient), env.signingKey)),
    sign,
    seal: sealingOfReceipts(parts),
    forget: forgetting({ ...env, registry, s3, sqs }),
    settled: comingAgain(sqsLater(sqs, env.queue), systemClock),
  };
};
