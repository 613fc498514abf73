import { StrangerLimits } from '../kernel/stranger-limits.ts';

/** The limits that a stage sets, from the JSON of the environment; a wrong text stops the function at its start. */
export const limitsIn = (json: string): StrangerLimits => StrangerLimits.parse(JSON.parse(json));
