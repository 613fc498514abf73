import { createHash } from 'node:crypto';
import { isMorning } from '../../../shared/kernel/time.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { askStranger, callHttp } from '../../../shared/platform/outgoing-http.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { httpRevocationSource } from '../adapters/http-revocation-source.ts';
import { ledgerRegistry } from '../adapters/ledger-registry.ts';
import { renewalTimers } from '../adapters/renewal-timers.ts';
import { s3ResultFiles } from '../adapters/s3-result-files.ts';
import { wholeFiles } from '../adapters/s3-uploads.ts';
import { signersIn } from '../adapters/table-signers.ts';
import { tableTimestampAuthorities } from '../adapters/table-timestamp-authorities.ts';
import { tableTrustStore } from '../adapters/table-trust-store.ts';
import { resultRenewalContract } from '../contract.ts';
import { sweepRenewals } from '../usecases/sweep-renewals.ts';
import { endingCertificates } from '../usecases/watch-certificates.ts';

/** No other result is begun after so long: the sweep is over before the next minute's. */
const BEGINS_FOR_MS = 30_000;

const env = readEnv(resultRenewalContract);
const table = openTables()(env.resultsTable);
const trust = tableTrustStore(table);

const sweep = sweepRenewals({
  registry: ledgerRegistry(table, systemClock),
  files: s3ResultFiles(s3Client(wholeFiles), env.resultsBucket),
  timestamps: tableTimestampAuthorities({
    ...{ table, trust, call: callHttp, now: systemClock },
    secrets: secretsManagerReader(systemClock),
  }),
  trust,
  source: httpRevocationSource({
    ...{ call: callHttp, callPublic: askStranger },
    hosts: async () => [new URL(env.publicOrigin).hostname, ...(await trust.namedHosts())],
  }),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  timers: renewalTimers(table),
  clock: systemClock,
  until: () => systemClock() + BEGINS_FOR_MS,
});

const ending = endingCertificates({ trust, signerRows: signersIn(table) });

/** Every minute, as of the event's `time`; each morning it looks at the ends of certificates too. */
export const handler = sweepHandler(env.stage, systemClock, 'result_not_renewed', async (time, requestId) => {
  const { failed, ...counts } = await sweep(time, requestId);
  logEvent('swept', { count: counts.renewed });
  for (const { of, daysLeft } of isMorning(time) ? await ending(time) : [])
    logAlarm('certificate_ends', { requestId, reference: of, count: daysLeft });
  return {
    counts,
    failed: failed.map(({ resultId, error }) => ({ aggregate: resultId, error })),
  };
});
