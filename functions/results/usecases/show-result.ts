import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import { type ResultView, viewOf } from '../domain/view.ts';
import type { Downloads } from '../ports.ts';

/** A result as callers see it, with its newest downloads; a failure as it is. */
export const seenBy =
  ({ downloads, publicOrigin }: { readonly downloads: Downloads; readonly publicOrigin: string }) =>
  async (found: Result<RegistryEntry>): Promise<Result<ResultView>> => {
    if (!found.ok) return found;
    const { issued, resultId } = found.value;
    // What is not issued was given to nobody.
    return ok(viewOf(found.value, publicOrigin, issued ? await downloads.newest(resultId) : []));
  };
