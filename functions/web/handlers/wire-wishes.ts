import { citizenPreferences } from '../adapters/citizen-preferences.ts';
import type { Wishes } from '../ports.ts';
import { portsOf, type Wiring } from './wire-dossiers.ts';

/** Which messages people wish, kept in the dossiers' table by the ports of its capability. */
export const wireWishes: Wiring<Wishes> = (...given) => citizenPreferences(portsOf(...given));
