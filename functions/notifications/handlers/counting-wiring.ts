import { randomUUID } from 'node:crypto';
import { messageLimitsIn } from '../../../shared/kernel/message-limits.ts';
import { isPlayedRecipient } from '../../../shared/kernel/played-recipients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { allowanceIn } from '../adapters/allowance-in-table.ts';
import { breakersIn } from '../adapters/carrier-breakers.ts';
import { dayCountsIn } from '../adapters/day-counts.ts';
import { logTripped } from './sending-log.ts';

/** What holds messages back and what keeps them from carriers, over the notifications' table; a sandbox's own recipients count in neither. */
export const countingIn = (
  table: Table,
  pepper: () => Promise<Pepper>,
  env: { readonly messageLimits: string; readonly carriersOrigin: string },
) => ({
  breakers: breakersIn(table, systemClock, logTripped),
  allowance: allowanceIn({
    table,
    days: dayCountsIn(table, Math.random),
    pepper,
    limits: messageLimitsIn(env.messageLimits),
    now: systemClock,
    unique: randomUUID,
  }),
  isCounted: (to: string): boolean => env.carriersOrigin === 'live' || !isPlayedRecipient(to),
});
