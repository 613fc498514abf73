import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Book } from '../kernel/book.ts';
import type { Milestone } from '../kernel/milestones.ts';
import { ok } from '../kernel/result.ts';
import type { Bus } from './bus.ts';
import { announcements } from './ledger/announce.ts';
import { type Ledger, readHead } from './ledger/ledger.ts';
import { ParkedAggregate } from './ledger/parked.ts';
import type { Item } from './ledger/table.ts';
import { errorFields, logAlarm, logEvent } from './observability.ts';
import { queueHandler } from './queue-handler.ts';
import type { RefoldQueue } from './refold-queue.ts';

/** What a fold's consumer needs. */
export interface FoldParts<F, S> {
  readonly book: Book<F, S>;
  readonly ledger: Ledger<F, S>;
  readonly bus: Bus;
  readonly refoldQueue: RefoldQueue;
  /** Told of what is announced for the first time: once, and again only where the stream brings a batch again. */
  readonly onAnnounced?: (announced: readonly Milestone[]) => void;
}

const imageOf = (image: Record<string, unknown> | undefined): Item | undefined =>
  image ? (unmarshall(image as Record<string, AttributeValue>) as Item) : undefined;

/** So many aggregates are folded at the same time. */
const FOLDS_AT_ONCE = 10;

const foldOne = async <F, S>(id: string, { ledger, refoldQueue }: FoldParts<F, S>): Promise<void> => {
  try {
    await ledger.refold(id);
  } catch (error) {
    if (!(error instanceof ParkedAggregate)) throw error;
    logAlarm('aggregate_parked', { aggregate: error.pk, ...errorFields(error) });
    await refoldQueue.send([id]);
  }
};

/**
 * Folds what a table's stream brings and announces what heads gained. Bad data parks its aggregate in the refold queue and the rest
 * goes on; lost infrastructure throws once the rest is done, and the stream brings the batch again: nothing of it is harmful twice.
 */
export const consumeStream = async <F, S>(
  records: readonly DynamoDBRecord[],
  parts: FoldParts<F, S>,
): Promise<void> => {
  const { book, bus } = parts;
  const changed = new Set<string>();
  const told: Milestone[] = [];
  for (const record of records) {
    const after = imageOf(record.dynamodb?.NewImage);
    if (!after?.pk.startsWith(`${book.prefix}#`)) continue;
    if (after.sk.startsWith('FACT#') || after.sk.startsWith('CARD#'))
      changed.add(after.pk.slice(book.prefix.length + 1));
    const head = readHead(book, after);
    if (head) told.push(...announcements(readHead(book, imageOf(record.dynamodb?.OldImage)), head));
  }
  const publishing = told.length > 0 ? [bus.publish(book.capability, told).then(() => parts.onAnnounced?.(told))] : [];
  const outcomes: PromiseSettledResult<void>[] = await Promise.allSettled(publishing);
  const ids = [...changed];
  for (let start = 0; start < ids.length; start += FOLDS_AT_ONCE) {
    const some = ids.slice(start, start + FOLDS_AT_ONCE);
    outcomes.push(...(await Promise.allSettled(some.map((id) => foldOne(id, parts)))));
  }
  const lost = outcomes.find((outcome) => outcome.status === 'rejected');
  if (lost) throw lost.reason;
};

/** Folds one aggregate again and publishes every milestone that it has: consumers keep each id, so again is harmless. */
export const refoldAndAnnounce = async <F, S>(id: string, { book, ledger, bus }: FoldParts<F, S>): Promise<void> => {
  const head = await ledger.refold(id);
  if (head) await bus.publish(book.capability, Object.values(head.milestones));
};

/** The function behind a capability's own stream and its own refold queue. */
export const factsRecordedHandler = <F, S>(parts: FoldParts<F, S>) => {
  const refold = queueHandler(async (record) => {
    const { id } = JSON.parse(record.body) as { readonly id: string };
    await refoldAndAnnounce(id, parts);
    return ok(undefined);
  });
  return async (event: DynamoDBStreamEvent | SQSEvent, context: Context): Promise<SQSBatchResponse | undefined> => {
    const [first] = event.Records;
    if (first && 'messageId' in first) return refold(event as SQSEvent, context);
    const records = event.Records as readonly DynamoDBRecord[];
    await consumeStream(records, parts);
    logEvent('stream_consumed', { count: records.length });
    return undefined;
  };
};
