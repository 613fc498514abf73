import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { factsRecordedHandler, foldOne } from '../../../shared/platform/stream-handler.ts';
import { calendarsIn } from '../adapters/calendar-log.ts';
import { deadlineIndex } from '../adapters/deadline-index.ts';
import { decisionsIn } from '../adapters/decision-ledger.ts';
import { firstSteps, sqsRekeySteps, stepAsked } from '../adapters/sqs-rekey-steps.ts';
import { dossiersFactsRecordedContract } from '../contract.ts';
import { rekeyClocks } from '../usecases/rekey-clocks.ts';
import { dossierFacts, pepperOf } from './wiring.ts';

const env = readEnv(dossiersFactsRecordedContract);
const table = openTables()(env.dossiersTable);
const sqs = awsClient(SQSClient);
const calendars = calendarsIn(table);
const dossiers = dossierFacts(table, keyedWith(pepperOf(env.pepper)), calendars);
const parts = {
  capability: 'dossiers',
  books: [dossiers, decisionsIn(table, systemClock)],
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(sqs, env.refoldQueue),
};
const queue = sqsRekeySteps(sqs, env.refoldQueue);
const refold = (dossierCode: string) => foldOne(`${dossiers.prefix}#${dossierCode}`, parts);
const rekey = rekeyClocks({ calendars, index: deadlineIndex(table), refold, queue });

/**
 * The dossiers' stream and refold queue: folds heads, announces their milestones, erases what is to be erased, and after a decision on
 * the calendar goes through the clocks that it may move.
 */
export const handler = factsRecordedHandler({
  ...parts,
  onFacts: async (facts) => {
    await Promise.all(firstSteps(facts).map((step) => queue.send(step)));
  },
  onMessage: async (message, availableMs) => {
    const step = stepAsked(message);
    if (!step) return false;
    const halfTime = performance.now() + availableMs / 2;
    const count = await rekey(step, () => performance.now() < halfTime);
    logEvent('clocks_rekeyed', { aggregate: `edition ${step.edition}`, count });
    return true;
  },
});
