import { createHash } from 'node:crypto';
import type { PreparedFiles, ResultFiles, StoredFile } from '../../functions/results/ports.ts';
import type { ResultId } from '../../shared/kernel/ids.ts';

/** Signed files in memory by their keys. `step` runs before and after each effect, and may throw: a kill. */
export const memoryResultFiles = (step: (name: string) => Promise<void> | void = () => undefined) => {
  const stored = new Map<string, StoredFile>();
  const puts: string[] = [];
  const keyOf = (resultId: ResultId, n: number): string => `results/${resultId}/v${n}.pdf`;
  const files: ResultFiles = {
    keyOf,
    async store(resultId, n, file) {
      await step('store file');
      const key = keyOf(resultId, n);
      if (stored.has(key)) return 'taken';
      const objectVersionId = `o${stored.size + 1}`;
      stored.set(key, { ...file, objectVersionId });
      puts.push(key);
      await step('file stored');
      return { objectVersionId };
    },
    async stored(resultId, n) {
      await step('read file');
      return stored.get(keyOf(resultId, n));
    },
    downloadUrl: async ({ objectKey, objectVersionId }, disposition) =>
      `https://results.example/${objectKey}?versionId=${objectVersionId}&disposition=${encodeURIComponent(disposition)}`,
  };
  return { files, stored, puts };
};

/** Files that lie ready for signers elsewhere, in memory by their hashes. */
export const memoryPreparedFiles = (
  step: (name: string) => Promise<void> | void = () => undefined,
): PreparedFiles & { readonly kept: ReadonlyMap<string, Uint8Array> } => {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    async keep(_, pdf) {
      await step('keep prepared');
      kept.set(createHash('sha256').update(pdf).digest('hex'), pdf);
      await step('prepared kept');
    },
    read: async (_, sha256) => kept.get(sha256),
    downloadUrl: async (resultId, sha256) => `https://uploads.example/prepared/${resultId}/${sha256}.pdf`,
  };
};

/** The same files where nobody hears that a file was stored: whoever stores one finds it when they come again. */
export const silentResultFiles = (files: ResultFiles): ResultFiles => ({
  ...files,
  async store(resultId, n, file) {
    const outcome = await files.store(resultId, n, file);
    if (outcome === 'taken') return outcome;
    throw new Error('the answer was lost');
  },
});
