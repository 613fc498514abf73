import type { StatementUploads } from '../../../functions/payments/statement-ports.ts';
import { takeUpload } from '../../../functions/payments/usecases/take-upload.ts';
import { collect, fileOf } from './reconciling.ts';

const statement = { provider: 'vnpay', merchant: 'M', date: '2026-11-20' };
const asked = { statement, objectKey: 'k', recordedBy: 'bench', requestId: 'r', askedAt: 0, endsAt: 0 };

/** Takes an upload of so many lines up; the time and the most memory that it took, measured while it is read. */
export async function uploading(lines: number): Promise<{ linesPerSecond: number; peakMegabytes: number }> {
  collect();
  const before = process.memoryUsage().heapUsed;
  let peak = before;
  async function* measured(): AsyncGenerator<Uint8Array> {
    let pieces = 0;
    for await (const piece of fileOf(lines)) {
      pieces += 1;
      if (pieces % 10 === 0) {
        collect();
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }
      yield piece;
    }
  }
  const uploads: Pick<StatementUploads, 'newest' | 'read' | 'keep'> = {
    newest: async (objectKey) => ({ objectKey, versionId: '1', bytes: lines * 60, uploadedAt: 0 }),
    read: measured,
    keep: async () => {},
  };
  const begun = performance.now();
  const outcome = await takeUpload({
    uploads,
    formats: { find: async () => undefined },
    queue: { tell: async () => {} },
    uploadQueue: { look: async () => {} },
    statements: {
      versions: async () => [],
      record: async () => true,
      work: async () => ({ number: 0, step: 'keeping', throughLine: 0, lines: 0, matched: 0, changes: [] }),
      keepIntake: async () => {},
    },
  })(asked, 0);
  if (outcome !== 'taken') throw new Error(`the upload ended ${outcome}`);
  const seconds = (performance.now() - begun) / 1000;
  return { linesPerSecond: Math.round(lines / seconds), peakMegabytes: Math.round((peak - before) / 1e5) / 10 };
}
