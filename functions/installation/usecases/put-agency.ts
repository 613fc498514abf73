import { type CodeSpaces, ownerOfSpace, withSpacesOf } from '../../../shared/kernel/code-spaces.ts';
import type { FieldFault } from '../../../shared/kernel/failures.ts';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { AgencySetUp } from '../domain/requests.ts';
import type { AgencyStore } from '../ports.ts';

type Agencies = Pick<AgencyStore, 'isSetUp' | 'spaces' | 'put'>;

/** How often a set-up starts again when others were set up meanwhile. */
const TRIES = 20;

/** An agency as its set-up is answered. */
export interface AgencyPut {
  readonly created: boolean;
  readonly agency: AgencySetUp & { readonly agencyCode: AgencyCode };
}

/**
 * Sets an agency up, or replaces its set-up. No two agencies number dossiers under one prefix: an agency's own code is its own,
 * and a code space belongs to the one agency that was given it; what is another's is `invalid_input` at its place.
 */
export const putAgency =
  ({ agencies }: { readonly agencies: Agencies }) =>
  async (agencyCode: AgencyCode, setUp: AgencySetUp): Promise<Result<AgencyPut>> => {
    const wanted = setUp.codeSpaces ?? [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { spaces, version } = await agencies.spaces();
      const fields = await takenSpaces(agencies, spaces, agencyCode, wanted);
      if (fields.length > 0) return fail({ kind: 'invalid_input', fields });
      const put = await agencies.put(agencyCode, setUp, withSpacesOf(spaces, agencyCode, wanted), version);
      if (put !== 'stale') return ok({ created: put === 'created', agency: { agencyCode, ...setUp } });
    }
    throw new Error(`other agencies were set up ${TRIES} times in a row`);
  };

async function takenSpaces(
  agencies: Agencies,
  spaces: CodeSpaces,
  agencyCode: AgencyCode,
  wanted: readonly AgencyCode[],
): Promise<FieldFault[]> {
  const takenBy = async (prefix: AgencyCode): Promise<AgencyCode | undefined> => {
    const owner = ownerOfSpace(spaces, prefix);
    if (owner === agencyCode) return undefined;
    return owner !== prefix || (await agencies.isSetUp(prefix)) ? owner : undefined;
  };
  const asked = [
    { path: 'agencyCode', prefix: agencyCode },
    ...wanted.map((prefix, i) => ({ path: `codeSpaces.${i}`, prefix })),
  ];
  const owners = await Promise.all(asked.map(({ prefix }) => takenBy(prefix)));
  return asked.flatMap(({ path, prefix }, i) =>
    owners[i] === undefined ? [] : [{ path, message: `dossiers under ${prefix} are numbered by ${owners[i]}` }],
  );
}
