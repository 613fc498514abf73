import { type Caller, partIn } from '../../../shared/kernel/callers.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { RegistryEntry } from './registry-entry.ts';

/** Who wishes to see a result: a caller, or the citizen of a dossier. */
export type Reader = { readonly caller: Caller } | { readonly citizenOf: DossierCode };

/** Whether the reader may know of the result at all. */
export const mayKnow = (reader: Reader, { intended }: RegistryEntry): boolean =>
  'caller' in reader ? partIn(reader.caller, intended) !== 'stranger' : reader.citizenOf === intended.dossierCode;
