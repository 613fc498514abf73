import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { CheckedFiles } from '../ports.ts';
import { checkedFiles, uploadKey } from './s3-uploads.ts';

/** Removes checked files from the uploads' bucket with all their versions, of which there are few: each needs the address again. */
export const s3CheckedFiles = (client: S3Client, bucket: string): CheckedFiles => ({
  async forget(checkId) {
    const Key = uploadKey(checkedFiles, checkId);
    for (;;) {
      const listed = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }));
      const versions = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])];
      for (const { VersionId } of versions)
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
      if (versions.length === 0 || !listed.IsTruncated) return;
    }
  },
});
