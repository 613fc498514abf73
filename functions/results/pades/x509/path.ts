import { type Certificate, isIssuedBy, isWithinValidity, sameCertificate } from './certificate.ts';
import { allowsUse, keyUsageBits } from './extensions.ts';
import { namesLieWithin } from './name-constraints.ts';
import { keepsPolicies } from './policies.ts';

/** Why no path to a trust anchor was found, or the path: leaf first, anchor last. */
export type PathResult =
  | { readonly ok: true; readonly path: readonly Certificate[] }
  | { readonly ok: false; readonly problem: PathProblem };

export type PathProblem =
  | 'no_path_to_root'
  | 'certificate_not_valid_at_time'
  | 'unprocessed_extension'
  | 'name_not_permitted'
  | 'policy_missing';

const maxPathLength = 8;

/** How many signatures of certificates may still be checked. */
export class SignatureChecks {
  #left: number;

  constructor(count: number) {
    this.#left = count;
  }

  /** False once there are none left. */
  take(): boolean {
    return this.#left-- > 0;
  }
}

/**
 * A certification path from leaf to one of the anchors, valid at the moment (RFC 5280 section 6): names, signatures,
 * CA flag, keyCertSign, path length, validity, name constraints and policies. The search is bounded in length and in signatures checked.
 */
export function findPath(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
  at: Date,
  checks: SignatureChecks = new SignatureChecks(200),
): PathResult {
  let problem: PathProblem = 'no_path_to_root';

  const extend = (path: readonly Certificate[]): readonly Certificate[] | undefined => {
    const current = path[path.length - 1]!;
    if (!isWithinValidity(current, at)) {
      problem = 'certificate_not_valid_at_time';
      return undefined;
    }
    if (current.extensions.unprocessed.length > 0) {
      problem = 'unprocessed_extension';
      return undefined;
    }
    if (anchors.some((anchor) => sameCertificate(anchor, current))) {
      const broken = brokenConstraint(path);
      problem = broken ?? problem;
      return broken ? undefined : path;
    }
    if (path.length >= maxPathLength) return undefined;
    for (const issuer of [...anchors, ...pool]) {
      if (path.some((used) => sameCertificate(used, issuer))) continue;
      if (!current.issuer.equals(issuer.subject) || !mayIssue(issuer, path)) continue;
      if (!checks.take()) return undefined;
      if (!isIssuedBy(current, issuer)) continue;
      const whole = extend([...path, issuer]);
      if (whole) return whole;
    }
    return undefined;
  };

  const path = extend([leaf]);
  return path ? { ok: true, path } : { ok: false, problem };
}

/** What a whole path breaks of the constraints in it; those of names hold for everything below but authorities that renewed themselves. */
function brokenConstraint(path: readonly Certificate[]): PathProblem | undefined {
  const isConstrained = (certificate: Certificate, index: number) =>
    index === 0 || !certificate.issuer.equals(certificate.subject);
  const namesHold = path.every(({ extensions: { nameConstraints } }, above) =>
    path
      .slice(0, above)
      .filter(isConstrained)
      .every((one) => !nameConstraints || namesLieWithin(nameConstraints, one)),
  );
  if (!namesHold) return 'name_not_permitted';
  return keepsPolicies(path) ? undefined : 'policy_missing';
}

function mayIssue(issuer: Certificate, below: readonly Certificate[]): boolean {
  const { isCa, pathLength } = issuer.extensions;
  const intermediates = below.slice(1).filter((certificate) => !certificate.issuer.equals(certificate.subject)).length;
  return isCa && allowsUse(issuer.extensions, keyUsageBits.keyCertSign) && intermediates <= (pathLength ?? Infinity);
}
