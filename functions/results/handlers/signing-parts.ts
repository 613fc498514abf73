import type { S3Client } from '@aws-sdk/client-s3';
import type { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { resultQueuedContract } from '../contract.ts';
import type { SignResultPorts } from '../usecases/sign-result.ts';

/** What signing and sealing are wired from: the environment, tables and files of the function that may use the seal's key. */
export interface SigningParts
  extends Pick<SignResultPorts, 'signers' | 'timestamps' | 'sha256'>,
    Record<keyof (typeof resultQueuedContract)['env'], string> {
  readonly open: ReturnType<typeof openTables>;
  readonly s3: S3Client;
  readonly secrets: SecretReader;
}
