import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { FactOf } from '../domain/facts.ts';
import { ALREADY_REPLACED, refusalOfUpload } from '../domain/refusals.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { ResultRegistry } from '../ports.ts';

/** A result that is to be issued, perhaps in another's place; from one upload, at a moment. */
interface Taking {
  readonly entry: RegistryEntry;
  readonly uploadVersionId: string;
  readonly now: number;
  readonly by: RecordedBy;
}

/** Which result took, or is about to take, the place of another. */
const takerOf = (replaced: RegistryEntry | undefined): string | undefined =>
  (replaced?.issued && replaced.replaced?.byResultId) ?? replaced?.replacement?.byResultId;

/**
 * One result takes another's place. `isLost` says before anybody is asked to sign that another one was faster; `begin` takes the place for
 * this result alone, once it bears all its signatures and before its file is stored, and answers the refusal where another one has it;
 * `end` says of the replaced result that it is, once this one is issued, and may be done again.
 */
export const takePlace = ({ registry }: { readonly registry: ResultRegistry }) => {
  const refusal = ({ uploadVersionId, now }: Taking): FactOf<'refused'> =>
    refusalOfUpload(ALREADY_REPLACED, uploadVersionId, now);

  const isLost = async ({ resultId, intended: { replaces } }: RegistryEntry): Promise<boolean> => {
    const taker = replaces && takerOf(await registry.read(replaces.resultId));
    return taker !== undefined && taker !== resultId;
  };

  return {
    isLost: async (taking: Taking): Promise<FactOf<'refused'> | undefined> =>
      (await isLost(taking.entry)) ? refusal(taking) : undefined,

    async begin(taking: Taking): Promise<FactOf<'refused'> | undefined> {
      const { entry, now, by } = taking;
      const { resultId: byResultId, intended } = entry;
      if (!intended.replaces) return undefined;
      if (await isLost(entry)) return refusal(taking);
      const fact = { kind: 'replacement_begun' as const, byResultId, begunAt: now };
      const outcome = await registry.record(intended.replaces.resultId, fact, by);
      return outcome === 'conflict' ? refusal(taking) : undefined;
    },

    async end({ entry, now, by }: Omit<Taking, 'uploadVersionId'>): Promise<void> {
      const { resultId: byResultId, intended } = entry;
      if (!intended.replaces) return;
      const { resultId, decisionNumber } = intended.replaces;
      await registry.record(resultId, { kind: 'replaced', byResultId, decisionNumber, replacedAt: now }, by);
    },
  };
};
