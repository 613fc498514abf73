import fc from 'fast-check';
import { cases } from './cases.ts';

/**
 * Every run tries the same cases, so that a red one is red again: a landing must not depend on luck. `MOTCUA_SEED=$RANDOM` tries
 * others; a case that fails tells its own seed.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), ...cases(100), seed: Number(process.env.MOTCUA_SEED ?? 20_260_101) });
