import { citizenRatings } from '../adapters/citizen-ratings.ts';
import type { Ratings } from '../ports.ts';
import { portsOf, type Wiring } from './wire-dossiers.ts';

/** How citizens rate, kept in the dossiers' table by the ports of its capability. */
export const wireRatings: Wiring<Ratings> = (...given) => citizenRatings(portsOf(...given));
