/**
 * What a payment provider's callback takes: how long it is to verify and to parse, beside the textbook way, and what it asks of the
 * table, beside two usual designs.
 */
import './callbacks/without-logs.ts';
import { verifying } from './callbacks/verifying.ts';
import { writing } from './callbacks/writing.ts';
import type { Bench } from './run.ts';

/** Compares in this run; nothing is held to a time. */
export const bench: Bench = {
  async run() {
    const verified = await verifying();
    return { ...(await writing()), ...verified };
  },
};
