import {
  GetObjectCommand,
  type GetObjectCommandInput,
  type GetObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

/** So often is one object read or put before whoever asked for it tries again as a whole. */
const TRIES = 3;

/** An object with all of its bytes. Read again where the body breaks off: the client itself repeats only until an answer has begun. */
export const readWhole = async (
  client: S3Client,
  input: GetObjectCommandInput,
): Promise<GetObjectCommandOutput & { readonly bytes: Uint8Array }> => {
  for (let tries = 1; ; tries += 1) {
    const answer = await client.send(new GetObjectCommand(input));
    try {
      return { ...answer, bytes: (await answer.Body?.transformToByteArray()) ?? new Uint8Array() };
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
  }
};

/** Puts an object where there is none; `taken` where there is one. While another put of it is under way S3 answers 409 and wants to be asked again. */
export const putOnce = async (
  client: S3Client,
  input: PutObjectCommandInput,
): Promise<PutObjectCommandOutput | 'taken'> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.send(new PutObjectCommand({ ...input, IfNoneMatch: '*' }));
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 412) return 'taken';
      if (status !== 409 || tries >= TRIES) throw error;
    }
  }
};
