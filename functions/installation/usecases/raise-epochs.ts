import type { Instant } from '../../../shared/kernel/time.ts';
import type { RebuiltCapability } from '../domain/rebuild-step.ts';
import type { TableEpoch } from '../ports.ts';

/**
 * Raises the epoch of every table after a restore: what is told from then on outranks all that was told before. The same restore again
 * raises only what it did not reach before. Answers the epochs by capability.
 */
export const raiseEpochs =
  (tables: Readonly<Record<RebuiltCapability, TableEpoch>>) =>
  async (restore: string, now: Instant): Promise<Readonly<Record<string, number>>> => {
    const epochs: Record<string, number> = {};
    for (const [capability, table] of Object.entries(tables)) epochs[capability] = await table.raise(restore, now);
    return epochs;
  };
