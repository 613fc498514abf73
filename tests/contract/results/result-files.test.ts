import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe } from 'vitest';
import { s3ResultFiles } from '../../../functions/results/adapters/s3-result-files.ts';
import { emulatorConfig, emulatorEndpoint } from '../../support/emulator.ts';
import { memoryResultFiles, silentResultFiles } from '../../support/result-files.ts';
import { resultFilesSuite } from '../../support/result-files-suite.ts';
import { freshName } from '../emulator/ground.ts';

const fresh = () => `res_${freshName('r')}` as const;

describe('in memory, answered at once', () => {
  const { files } = memoryResultFiles();
  resultFilesSuite({ files: () => files, fresh });
});

describe('in memory, where no answer comes until one asks again', () => {
  const files = silentResultFiles(memoryResultFiles().files);
  resultFilesSuite({ files: () => files, fresh });
});

describe.skipIf(!emulatorEndpoint)('in S3', () => {
  const client = new S3Client({ ...emulatorConfig(), forcePathStyle: true });
  const Bucket = freshName('results');

  beforeAll(async () => {
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  });

  resultFilesSuite({
    files: () => s3ResultFiles(client, Bucket),
    fresh,
    download: async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
  });
});
