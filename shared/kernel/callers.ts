import type { RecordedBy } from './book.ts';
import type { Failure } from './failures.ts';
import { type AgencyCode, type ApiKeyId, agencyCovers } from './ids.ts';

/** What a caller may do and for which agencies (with their descendants). */
export interface Rights {
  readonly permission: 'back_office' | 'portal' | 'operator';
  readonly agencyCodes: readonly AgencyCode[];
}

/** A program that calls the API with a key. */
export interface KeyCaller extends Rights {
  readonly keyId: ApiKeyId;
}

/** A person who is signed in (OpenID Connect Core 1.0, section 2). */
export interface PersonCaller extends Rights {
  /** The person's name, for those who look; it decides nothing and is kept in no fact. */
  readonly person: string;
  /** What the issuer calls the person, for ever and for nobody else. */
  readonly subject: string;
  readonly session: string;
}

/** Who acts. What one may do follows from the rights alone, whoever has them. */
export type Caller = KeyCaller | PersonCaller;

/** Who recorded what a caller tells, as facts keep it: a key by its id, a person by `person:` and the subject, in whatever session. */
export const recordedBy = (caller: Caller, requestId: string): RecordedBy => ({
  recordedBy: 'keyId' in caller ? caller.keyId : `person:${caller.subject}`,
  requestId,
});

/** Who called, as the log names it: a key by its id, a person by the subject, never by the name. */
export const namedInLog = (caller: Caller): { readonly keyId: string } | { readonly subject: string } =>
  'keyId' in caller ? { keyId: caller.keyId } : { subject: caller.subject };

/** True where the caller is of the agency or of one above it. */
export const coversAgency = (caller: Rights, agencyCode: AgencyCode | undefined): boolean =>
  agencyCode !== undefined && caller.agencyCodes.some((scope) => agencyCovers(scope, agencyCode));

/** True where the caller may know of something that belongs to any of the agencies. An operator serves the whole installation. */
export const mayActFor = (caller: Rights, agencyCodes: readonly (AgencyCode | undefined)[]): boolean =>
  caller.permission === 'operator' || agencyCodes.some((code) => coversAgency(caller, code));

/** Whose a dossier is, with all that belongs to it: the agency that decides, and the counter that took it in where that is another. */
export interface Responsible {
  readonly agencyCode: AgencyCode;
  readonly receivingAgencyCode?: AgencyCode | undefined;
}

/**
 * What a caller is to a dossier: it decides; it is the counter that took it in; it may only know of it (portals, operators, a
 * counter that the deciding agency does not name); or it may not even know of it.
 */
export type Part = 'deciding' | 'counter' | 'knowing' | 'stranger';

/** What may be asked of a dossier: to read it, to do what its counter may do as well, to do what its deciding agency alone answers for. */
export type Deed = 'read' | 'receive' | 'decide';

/** Who may do more than to read, which all may who may know of a dossier; and what the others are told that they lack. */
const allowed: Readonly<Record<Exclude<Deed, 'read'>, { readonly to: readonly Part[]; readonly needed: string }>> = {
  receive: { to: ['deciding', 'counter'], needed: 'of the deciding agency, or of a counter that it names' },
  decide: { to: ['deciding'], needed: 'of the deciding agency' },
};

/** What the caller is to a dossier, the counter as if it were named. */
export const partIn = (caller: Rights, { agencyCode, receivingAgencyCode }: Responsible): Part => {
  if (caller.permission === 'operator') return 'knowing';
  const part = coversAgency(caller, agencyCode)
    ? 'deciding'
    : coversAgency(caller, receivingAgencyCode)
      ? 'counter'
      : 'stranger';
  return part !== 'stranger' && caller.permission === 'portal' ? 'knowing' : part;
};

/** Why a part may not do a deed: `not_found` where it may not know of `what`, else `forbidden`; undefined where it may. */
export const refusalOf = (part: Part, deed: Deed, what: string): Failure | undefined => {
  if (part === 'stranger') return { kind: 'not_found', what };
  if (deed === 'read' || allowed[deed].to.includes(part)) return undefined;
  return { kind: 'forbidden', permission: `back_office ${allowed[deed].needed}` };
};

/**
 * The agencies whose lists a caller's own list is read from, none of them under another; undefined stands for all of the installation's.
 */
export const scopesOf = ({ permission, agencyCodes }: Rights): readonly (AgencyCode | undefined)[] =>
  permission === 'operator'
    ? [undefined]
    : [...new Set(agencyCodes)].filter(
        (code) => !agencyCodes.some((other) => other !== code && agencyCovers(other, code)),
      );
