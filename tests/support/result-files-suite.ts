import { expect, test } from 'vitest';
import type { ResultFiles } from '../../functions/results/ports.ts';
import type { ResultId } from '../../shared/kernel/ids.ts';

/** What an implementation brings to the suite of stores of signed files. */
export interface ResultFilesHarness {
  readonly files: () => ResultFiles;
  /** A result id that no other test uses. */
  readonly fresh: () => ResultId;
  /** What an address gives; absent where addresses lead nowhere. */
  readonly download?: (url: string) => Promise<Uint8Array>;
}

const file = (text: string, uploadVersionId = 'v1') => ({ pdf: Buffer.from(`%PDF-1.7 ${text}`), uploadVersionId });

/** What every store of signed files must do, whether it answers whoever stores one or leaves them without. */
export const resultFilesSuite = ({ files, fresh, download }: ResultFilesHarness): void => {
  /** Stores a file as a caller does who comes again when no answer came; what is there afterwards. */
  const kept = async (resultId: ResultId, n: number, text: string, uploadVersionId?: string) => {
    const put = () => files().store(resultId, n, file(text, uploadVersionId));
    const outcome = await put().catch(put);
    const found = await files().stored(resultId, n);
    if (!found) throw new Error('nothing is stored');
    if (outcome !== 'taken') expect(found.objectVersionId).toBe(outcome.objectVersionId);
    return found;
  };

  test('what is not stored is not there', async () => {
    expect(await files().stored(fresh(), 1)).toBeUndefined();
  });

  test('a file is given back to the byte, with the upload that it was made from', async () => {
    const found = await kept(fresh(), 1, 'đã ký', 'version 7');
    expect(Buffer.from(found.pdf).equals(file('đã ký').pdf)).toBe(true);
    expect(found.uploadVersionId).toBe('version 7');
  });

  test('the first stays: whoever comes later is told that the place is taken', async () => {
    const resultId = fresh();
    const first = await kept(resultId, 1, 'first');
    expect(await files().store(resultId, 1, file('second'))).toBe('taken');
    expect(await files().stored(resultId, 1)).toEqual(first);
  });

  test('of many at the same moment one is stored', async () => {
    const resultId = fresh();
    const texts = ['a', 'b', 'c', 'd', 'e'];
    const all = await Promise.all(texts.map((text) => kept(resultId, 1, text)));
    expect(new Set(all.map(({ pdf }) => Buffer.from(pdf).toString())).size).toBe(1);
  });

  test('each revision has a place of its own', async () => {
    const resultId = fresh();
    await kept(resultId, 1, 'one');
    await kept(resultId, 2, 'one and more');
    expect(Buffer.from((await files().stored(resultId, 1))?.pdf ?? [])).toEqual(file('one').pdf);
    expect(Buffer.from((await files().stored(resultId, 2))?.pdf ?? [])).toEqual(file('one and more').pdf);
    expect(files().keyOf(resultId, 2)).toBe(`results/${resultId}/v2.pdf`);
  });

  test.skipIf(!download)('an address gives exactly one revision, without credentials', async () => {
    const resultId = fresh();
    for (const n of [1, 2]) {
      const { objectVersionId } = await kept(resultId, n, `revision ${n}`);
      const objectKey = files().keyOf(resultId, n);
      const url = await files().downloadUrl({ objectKey, objectVersionId }, 'attachment');
      expect(Buffer.from((await download?.(url)) ?? [])).toEqual(file(`revision ${n}`).pdf);
    }
  });
};
