import { agencyCovers } from './ids.ts';

/** Who calls the API with a key: what it may do and for which agencies (with their descendants). */
export interface Caller {
  readonly keyId: string;
  readonly permission: 'back_office' | 'portal' | 'operator';
  readonly agencyCodes: readonly string[];
}

/** True where the caller may know of something that belongs to any of the agencies. An operator serves the whole installation. */
export const mayActFor = (caller: Caller, agencyCodes: readonly (string | undefined)[]): boolean =>
  caller.permission === 'operator' ||
  agencyCodes.some((code) => code !== undefined && caller.agencyCodes.some((scope) => agencyCovers(scope, code)));

/**
 * The agencies whose lists a caller's own list is read from, none of them under another; undefined stands for all of the installation's.
 */
export const scopesOf = ({ permission, agencyCodes }: Caller): readonly (string | undefined)[] =>
  permission === 'operator'
    ? [undefined]
    : [...new Set(agencyCodes)].filter(
        (code) => !agencyCodes.some((other) => other !== code && agencyCovers(other, code)),
      );
