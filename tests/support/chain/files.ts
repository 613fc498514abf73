import type { Uploads } from '../../../functions/results/ports.ts';
import { memoryResultFiles } from '../result-files.ts';
import type { Weather } from './plumbing.ts';

/** What is uploaded to be signed, and the signed files, in memory; each call passes through the weather. */
export const memoryFiles = (weather: Weather) => {
  const uploaded = new Map<string, Uint8Array>();
  const uploads: Uploads = {
    target: async (resultId, now) => ({ method: 'PUT', url: resultId, headers: {}, expiresAt: now + 900_000 }),
    async newest(resultId) {
      await weather.step('uploads head');
      const file = uploaded.get(resultId);
      return file && { versionId: 'v1', bytes: file.length };
    },
    async read(resultId) {
      await weather.step('uploads read');
      return uploaded.get(resultId);
    },
  };
  const { files, stored } = memoryResultFiles((name) => weather.step(`results ${name}`));
  return { uploads, files, uploaded, stored };
};
