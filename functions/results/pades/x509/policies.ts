import type { Certificate } from './certificate.ts';

const anyPolicy = '2.5.29.32.0';

/**
 * Whether a path keeps to the policies that its authorities ask for (RFC 5280 section 6.1), where nobody asks for one in particular: one
 * policy goes through all of it if an authority wants that. Mappings of policies are not followed, so that a path that needs one has none.
 * @param path from the signer to the anchor, whose own policies do not count.
 */
export function keepsPolicies(path: readonly Certificate[]): boolean {
  const below = path.slice(0, -1).reverse();
  let isNeededIn = below.length + 1;
  let isAnyLeftFor = below.length + 1;
  /** Those that went through so far; undefined: any. */
  let valid: readonly string[] | undefined;
  for (const [index, certificate] of below.entries()) {
    const { extensions } = certificate;
    const isLast = index === below.length - 1;
    const isSelfIssued = certificate.issuer.equals(certificate.subject);
    const named = extensions.policies ?? [];
    const isAny = named.includes(anyPolicy) && (isAnyLeftFor > 0 || (isSelfIssued && !isLast));
    if (!isAny) valid = through(valid, named);
    if (isNeededIn <= 0 && valid?.length === 0) return false;
    if (!isSelfIssued || isLast) isNeededIn--;
    if (!isSelfIssued) isAnyLeftFor--;
    const { policyNeededAfter, anyPolicyEndsAfter } = extensions;
    if (policyNeededAfter !== undefined && (!isLast || policyNeededAfter === 0))
      isNeededIn = Math.min(isNeededIn, policyNeededAfter);
    isAnyLeftFor = Math.min(isAnyLeftFor, anyPolicyEndsAfter ?? isAnyLeftFor);
  }
  return isNeededIn > 0 || valid?.length !== 0;
}

const through = (valid: readonly string[] | undefined, named: readonly string[]): readonly string[] =>
  named.filter((policy) => policy !== anyPolicy && (valid?.includes(policy) ?? true));
