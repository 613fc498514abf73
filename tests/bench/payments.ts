/**
 * What a payment provider's callback takes: how long it is to verify and to parse, beside the textbook way, and what it asks of the
 * table, beside two usual designs.
 */
import './callbacks/without-logs.ts';
import { reconciling } from './callbacks/reconciling.ts';
import { verifying } from './callbacks/verifying.ts';
import { writing } from './callbacks/writing.ts';
import type { Bench } from './run.ts';

/** Compares in this run; nothing is held to a time. */
export const bench: Bench = {
  async run() {
    const verified = await verifying();
    const reconciliation = await reconciling(100_000);
    console.log(
      `reconciliation: ${reconciliation.linesPerSecond} lines/s, ${reconciliation.peakMegabytes} MB above rest`,
    );
    return {
      ...(await writing()),
      ...verified,
      'reconciliation.linesPerSecond': reconciliation.linesPerSecond,
      'reconciliation.peakMegabytes': reconciliation.peakMegabytes,
    };
  },
};
