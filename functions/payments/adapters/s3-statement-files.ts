import { GetObjectCommand, type GetObjectCommandInput, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ClientLimits } from '../../../shared/platform/aws-clients.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { StatementFiles } from '../statement-ports.ts';

/** Limits for whole files: four megabytes over a slow moment of the network. */
export const wholeStatements: ClientLimits = { answerMs: 8000, stillMs: 3000 };

/** A piece of a file: each is read by a call of its own, so that none is open while its lines are worked on. */
const PIECE_BYTES = 512 * 1024;

/** Where a statement lies in its bucket. */
export const statementObject = ({ provider, merchant, date }: StatementKey, sha256: string): string =>
  `statements/${provider}/${merchant}/${date}/${sha256}.csv`;

/** An object's bytes, piece by piece. */
export async function* piecesOf(
  client: S3Client,
  object: Pick<GetObjectCommandInput, 'Bucket' | 'Key' | 'VersionId'>,
): AsyncGenerator<Uint8Array> {
  for (let from = 0, size = Number.POSITIVE_INFINITY; from < size; from += PIECE_BYTES) {
    const { Body, ContentRange = '' } = await client.send(
      new GetObjectCommand({ ...object, Range: `bytes=${from}-${from + PIECE_BYTES - 1}` }),
    );
    size = Number(ContentRange.split('/')[1]);
    if (!Body || !Number.isSafeInteger(size)) throw new Error('a part of a statement came without its size');
    yield await Body.transformToByteArray();
  }
}

/** Statements in their bucket, each under its hash. */
export const s3StatementFiles = (client: S3Client, bucket: string): StatementFiles => ({
  async keep(statement, sha256, bytes) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: statementObject(statement, sha256),
        Body: bytes,
        ContentType: 'text/csv',
      }),
    );
  },

  read: (statement, sha256) => piecesOf(client, { Bucket: bucket, Key: statementObject(statement, sha256) }),
});
