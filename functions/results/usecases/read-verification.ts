import * as z from 'zod';
import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { Sha256 } from '../domain/facts.ts';
import type { IssuedResult } from '../domain/registry-entry.ts';
import type { Agencies, ResultRegistry } from '../ports.ts';

/** What anybody with the code or a file of it may know of a result: never personal data, so not its title. */
export interface Verification {
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly documentNumber: string;
  readonly agency: { readonly code: AgencyCode; readonly name: string };
  readonly issuedOn: string;
  /** Of the newest revision. */
  readonly sha256: string;
  /** Of every revision, oldest first. */
  readonly versions: readonly string[];
  /** PAdES baseline level of the newest revision. */
  readonly level: string;
}

const Code = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/);

/** What people type from paper or copy from elsewhere, without capitals, blanks, hyphens and what does not show. */
const plain = (typed: string): string =>
  visibleText(typed)
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase();

const unknown = fail({ kind: 'not_found' as const, what: 'verification code' });

/** What is told of a result that was issued, whatever became of it since. */
const verificationOf = async (
  { agencies }: { readonly agencies: Agencies },
  { state: status, current, revisions, intended }: IssuedResult,
): Promise<Result<Verification>> => {
  const { agencyCode, documentNumber, issuedOn } = intended;
  const agency = { code: agencyCode, name: await agencies.nameOf(agencyCode) };
  const versions = revisions.map(({ sha256 }) => sha256);
  return ok({ status, documentNumber, agency, issuedOn, sha256: current.sha256, versions, level: current.level });
};

interface VerificationPorts {
  readonly registry: ResultRegistry;
  readonly agencies: Agencies;
}

/** The issued result that a code belongs to; one and the same `not_found` for a malformed code, an unknown one, and one whose result is not issued. */
export const readVerification =
  (ports: VerificationPorts) =>
  async (code: string): Promise<Result<Verification>> => {
    // People read letters that this alphabet leaves out.
    const typed = Code.safeParse(plain(code).replace(/o/g, '0').replace(/[il]/g, '1'));
    if (!typed.success) return unknown;
    const resultId = await ports.registry.resultOfCode(typed.data);
    const entry = resultId === undefined ? undefined : await ports.registry.read(resultId);
    return entry?.issued ? verificationOf(ports, entry) : unknown;
  };

/** The issued result of which a file with this SHA-256 in hex is a revision, be it the newest or an earlier one; `not_found` as for codes. */
export const readVerificationOfFile =
  (ports: VerificationPorts) =>
  async (hash: string): Promise<Result<Verification>> => {
    const typed = Sha256.safeParse(plain(hash));
    if (!typed.success) return unknown;
    for (const resultId of await ports.registry.resultsOfFile(typed.data)) {
      const entry = await ports.registry.read(resultId);
      if (entry?.issued && entry.revisions.some(({ sha256 }) => sha256 === typed.data))
        return verificationOf(ports, entry);
    }
    return unknown;
  };
