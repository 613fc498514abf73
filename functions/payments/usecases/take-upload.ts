import { createHash, type Hash } from 'node:crypto';
import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { MOST_UPLOAD_BYTES, MOST_VERSIONS } from '../domain/statement.ts';
import type { AskedUpload, StatementFormats, StatementUploads, UploadedFile, UploadQueue } from '../statement-ports.ts';
import { formatOf } from './known-statement.ts';
import { checkStatement } from './read-statement.ts';
import { type TakeUpPorts, takeUp } from './take-up.ts';

/** So many faults are kept of a refused upload. */
const FAULTS_KEPT = 20;

/** How soon it is looked again: soon as long as somebody may be waiting for it. */
const nextLookSeconds = (askedAt: Instant, now: Instant): number => (now - askedAt < MINUTE_MS ? 4 : 20);

/** What taking an upload needs of its surroundings. */
export interface TakeUploadPorts extends TakeUpPorts {
  readonly formats: Pick<StatementFormats, 'find'>;
  readonly uploads: Pick<StatementUploads, 'newest' | 'read' | 'keep'>;
  readonly uploadQueue: UploadQueue;
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/**
 * Looks whether something was put to an upload's address. A file is read as it comes: a right one is kept and taken as the day's next
 * version, a wrong one is refused with the places of its first faults, and nothing of it counts. It is looked again, for what may be put
 * over it, until nothing can come any more.
 */
export const takeUpload = (ports: TakeUploadPorts) => {
  const { statements, formats, uploads, uploadQueue } = ports;
  const take = takeUp(ports);

  /** What is wrong with a file; where nothing is, it is taken. */
  const faultsOf = async (asked: AskedUpload, file: UploadedFile): Promise<readonly FieldFault[]> => {
    const { statement, recordedBy, requestId } = asked;
    if (file.bytes > MOST_UPLOAD_BYTES)
      return [{ path: 'file', message: `expected at most ${MOST_UPLOAD_BYTES} bytes` }];
    const format = await formatOf(formats, asked.format);
    const hash = createHash('sha256');
    const checked = await checkStatement(hashed(uploads.read(file), hash), format);
    if (!checked.ok) return checked.failure.fields;
    const sha256 = hash.digest('hex');
    await uploads.keep(file, statement, sha256);
    const uploadId = `${file.objectKey}@${file.versionId}`;
    const checkedFile = { sha256, format: asked.format, uploadId, at: file.uploadedAt };
    const version = await take(statement, checkedFile, { recordedBy, requestId });
    return version === undefined ? [{ path: 'file', message: `expected at most ${MOST_VERSIONS} files a day` }] : [];
  };

  const taken = async (asked: AskedUpload, file: UploadedFile): Promise<'refused' | 'taken'> => {
    const { uploadedAt: at } = file;
    await statements.keepIntake(asked.statement, { state: 'checking', at });
    const fields = (await faultsOf(asked, file)).slice(0, FAULTS_KEPT);
    if (fields.length === 0) return 'taken';
    await statements.keepIntake(asked.statement, { state: 'refused', at, fields });
    return 'refused';
  };

  return async (asked: AskedUpload, now: Instant): Promise<'awaited' | 'refused' | 'taken'> => {
    const file = await uploads.newest(asked.objectKey);
    const isFound = file !== undefined && file.versionId !== asked.seen;
    const outcome = isFound ? await taken(asked, file) : 'awaited';
    if (now < asked.endsAt) {
      const next = file ? { ...asked, seen: file.versionId } : asked;
      await uploadQueue.look(next, nextLookSeconds(asked.askedAt, now));
    }
    return outcome;
  };
};
