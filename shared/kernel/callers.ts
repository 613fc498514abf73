import type { Failure } from './failures.ts';
import { agencyCovers } from './ids.ts';

/** Who calls the API with a key: what it may do and for which agencies (with their descendants). */
export interface Caller {
  readonly keyId: string;
  readonly permission: 'back_office' | 'portal' | 'operator';
  readonly agencyCodes: readonly string[];
}

/** True where the key is of the agency or of one above it. */
export const coversAgency = (caller: Caller, agencyCode: string | undefined): boolean =>
  agencyCode !== undefined && caller.agencyCodes.some((scope) => agencyCovers(scope, agencyCode));

/** True where the caller may know of something that belongs to any of the agencies. An operator serves the whole installation. */
export const mayActFor = (caller: Caller, agencyCodes: readonly (string | undefined)[]): boolean =>
  caller.permission === 'operator' || agencyCodes.some((code) => coversAgency(caller, code));

/** Whose a dossier is, with all that belongs to it: the agency that decides, and the counter that took it in where that is another. */
export interface Responsible {
  readonly agencyCode: string;
  readonly receivingAgencyCode?: string | undefined;
}

/**
 * What a caller is to a dossier: it decides; it is the counter that took it in; it may only know of it (portals, operators, a
 * counter that the deciding agency does not name); or it may not even know of it.
 */
export type Part = 'deciding' | 'counter' | 'knowing' | 'stranger';

/** What may be asked of a dossier: to read it, to do what its counter may do as well, to do what its deciding agency alone answers for. */
export type Deed = 'read' | 'receive' | 'decide';

const allowed: Readonly<Record<Deed, readonly Part[]>> = {
  read: ['deciding', 'counter', 'knowing'],
  receive: ['deciding', 'counter'],
  decide: ['deciding'],
};

const needed: Readonly<Record<Deed, string>> = {
  read: 'of one of its agencies',
  receive: 'of the deciding agency, or of a counter that it names',
  decide: 'of the deciding agency',
};

/** What the caller is to a dossier, the counter as if it were named. */
export const partIn = (caller: Caller, { agencyCode, receivingAgencyCode }: Responsible): Part => {
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
  return allowed[deed].includes(part) ? undefined : { kind: 'forbidden', permission: `back_office ${needed[deed]}` };
};

/**
 * The agencies whose lists a caller's own list is read from, none of them under another; undefined stands for all of the installation's.
 */
export const scopesOf = ({ permission, agencyCodes }: Caller): readonly (string | undefined)[] =>
  permission === 'operator'
    ? [undefined]
    : [...new Set(agencyCodes)].filter(
        (code) => !agencyCodes.some((other) => other !== code && agencyCovers(other, code)),
      );
