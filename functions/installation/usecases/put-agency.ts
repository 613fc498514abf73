import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { AgencySetUp } from '../domain/requests.ts';
import type { AgencyStore } from '../ports.ts';

/** Sets an agency up, or replaces its set-up. */
export const putAgency =
  ({ agencies }: { readonly agencies: AgencyStore }) =>
  async (
    code: string,
    setUp: AgencySetUp,
  ): Promise<Result<{ readonly created: boolean; readonly agency: AgencySetUp & { readonly agencyCode: string } }>> => {
    const created = await agencies.put(code, setUp);
    return ok({ created, agency: { agencyCode: code, ...setUp } });
  };
