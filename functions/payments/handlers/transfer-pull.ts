import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { pullsIn } from '../adapters/pulls-in-table.ts';
import { transferPullContract } from '../contract.ts';
import type { Merchant } from '../ports.ts';
import { manifests } from '../providers/manifests.ts';
import { pullTransfers, type Unlisted } from '../usecases/pull-transfers.ts';
import { logSettled } from './money-log.ts';
import { paymentPorts } from './provider-wiring.ts';

/** Pages are begun within so much of the function's five minutes: the rest is for one that is long and slow. */
const BEGIN_MS = 200_000;

const env = readEnv(transferPullContract);
const payments = openTables()(env.paymentsTable);
const ports = { ...paymentPorts(payments, env.providersOrigin), providers: manifests, pulls: pullsIn(payments) };

const keyOf = ({ provider, merchant }: Merchant): string => `MER#${provider}#${merchant}`;

const logUnlisted = ({ merchant, why: outcome, alarm }: Unlisted, requestId: string): void => {
  const line = { requestId, provider: merchant.provider, aggregate: keyOf(merchant), outcome };
  logEvent('transfers_unlisted', line);
  if (alarm) logAlarm(alarm, line);
};

/** Every three hours, as of the event's `time`. */
export const handler = sweepHandler(env.stage, systemClock, 'merchant_not_pulled', async (time, requestId) => {
  const end = performance.now() + BEGIN_MS;
  const pull = pullTransfers({
    ...ports,
    found: ({ provider }, settlement) => logSettled('transfer_found', settlement, { requestId, provider }),
  });
  const { listed, found, unlisted, failed } = await pull(time, requestId, () => performance.now() < end);
  for (const each of unlisted) logUnlisted(each, requestId);
  logEvent('swept', { count: found });
  return {
    counts: { listed, found, unlisted: unlisted.length },
    failed: failed.map(({ merchant, error }) => ({ aggregate: keyOf(merchant), error })),
  };
});
