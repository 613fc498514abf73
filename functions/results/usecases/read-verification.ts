import * as z from 'zod';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import type { Agencies, ResultRegistry } from '../ports.ts';

/** What anybody with the code may know of a result: never personal data, so not its title. */
export interface Verification {
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agency: { readonly code: string; readonly name: string };
  readonly issuedOn: string;
  readonly sha256: string;
}

const Code = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);

/** The issued result that a code belongs to; one and the same `not_found` for a malformed code, an unknown one, and one whose result is not issued. */
export const readVerification =
  ({ registry, agencies }: { readonly registry: ResultRegistry; readonly agencies: Agencies }) =>
  async (code: string): Promise<Result<Verification>> => {
    const unknown = fail({ kind: 'not_found' as const, what: 'verification code' });
    // People type codes from paper: capitals, blanks, hyphens, and the letters that this alphabet leaves out.
    const plain = visibleText(code)
      .replace(/[\s\p{Pd}]/gu, '')
      .toLowerCase();
    const typed = Code.safeParse(plain.replace(/o/g, '0').replace(/[il]/g, '1'));
    if (!typed.success) return unknown;
    const resultId = await registry.resultOfCode(typed.data);
    const entry = resultId === undefined ? undefined : await registry.read(resultId);
    if (!entry?.issued) return unknown;
    const { agencyCode, documentNumber, issuedOn } = entry.intended;
    const status = entry.state === 'replaced' || entry.state === 'revoked' ? entry.state : 'issued';
    const agency = { code: agencyCode, name: await agencies.nameOf(agencyCode) };
    return ok({ status, documentNumber, agency, issuedOn, sha256: entry.issued.sha256 });
  };
