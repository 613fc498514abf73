import type { AgencyCode } from './ids.ts';

/**
 * Who numbers dossiers under which prefix (the part of a code up to its `-`), beyond the agencies' own codes: prefixes of ministry
 * systems and of the old form. A prefix has one owner.
 */
export type CodeSpaces = Readonly<Record<string, AgencyCode>>;

/** The agency that numbers dossiers under a prefix: who was given it, else the agency whose code it is. */
export const ownerOfSpace = (spaces: CodeSpaces, prefix: AgencyCode): AgencyCode =>
  Object.hasOwn(spaces, prefix) ? (spaces[prefix] ?? prefix) : prefix;

/** The prefixes that an agency was given, besides its own code. */
const givenTo = (spaces: CodeSpaces, agencyCode: AgencyCode): readonly string[] =>
  Object.keys(spaces).filter((prefix) => spaces[prefix] === agencyCode);

/** The spaces once an agency has these and no others; the prefixes of `wanted` must belong to nobody else. */
export const withSpacesOf = (spaces: CodeSpaces, agencyCode: AgencyCode, wanted: readonly string[]): CodeSpaces => {
  const before = givenTo(spaces, agencyCode);
  const others = Object.entries(spaces).filter(([prefix]) => !before.includes(prefix));
  const given = wanted.filter((prefix) => prefix !== agencyCode).map((prefix) => [prefix, agencyCode] as const);
  return Object.fromEntries([...others, ...given]);
};
