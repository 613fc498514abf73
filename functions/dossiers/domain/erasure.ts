import * as z from 'zod';
import { Line } from '../../../shared/kernel/text.ts';

/** Why the personal data of a dossier are to be erased, and who decided it: words that stay, so neither may name the person. */
export const Erasure = z.strictObject({ reason: Line(500), by: Line(200) });
/** Why the personal data of a dossier are to be erased, and who decided it. */
export type Erasure = z.infer<typeof Erasure>;
