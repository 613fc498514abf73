import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Book } from '../kernel/book.ts';
import type { Announcement } from '../kernel/milestones.ts';
import { ok } from '../kernel/result.ts';
import type { Bus } from './bus.ts';
import { announcements, type Head, readHead } from './ledger/head.ts';
import type { Ledger } from './ledger/ledger.ts';
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
  readonly onAnnounced?: (announced: readonly Announcement[]) => void;
}

const imageOf = (image: Record<string, unknown> | undefined): Item | undefined =>
  image ? (unmarshall(image as Record<string, AttributeValue>) as Item) : undefined;

/** So many aggregates are folded at the same time. */
const FOLDS_AT_ONCE = 25;

/** Folds one aggregate; what cannot be folded, or what newer code will fold better, goes to the refold queue. */
const foldOne = async <F, S>(id: string, { book, ledger, refoldQueue }: FoldParts<F, S>): Promise<void> => {
  try {
    const head = await ledger.refold(id);
    if (head && head.foldVersion > book.foldVersion) await refoldQueue.send([id]);
  } catch (error) {
    if (!(error instanceof ParkedAggregate)) throw error;
    logAlarm('aggregate_parked', { aggregate: error.pk, ...errorFields(error) });
    await refoldQueue.send([id]);
  }
};

const foldAll = async <F, S>(
  ids: readonly string[],
  parts: FoldParts<F, S>,
): Promise<readonly PromiseSettledResult<void>[]> => {
  const outcomes: PromiseSettledResult<void>[] = [];
  for (let start = 0; start < ids.length; start += FOLDS_AT_ONCE) {
    const some = ids.slice(start, start + FOLDS_AT_ONCE);
    outcomes.push(...(await Promise.allSettled(some.map((id) => foldOne(id, parts)))));
  }
  return outcomes;
};

/** What a batch says of one aggregate: its newest head, and the number from which on that head's changes are of this batch. */
interface HeadInBatch {
  readonly head: Head;
  readonly since: number;
}

/**
 * Folds what a table's stream brings; tells and places what heads changed, by one publishing for the whole batch. Bad data parks its
 * aggregate in the refold queue and the rest goes on; lost infrastructure throws once the rest is done, and the stream brings the
 * batch again: nothing of it is harmful twice.
 */
export const consumeStream = async <F, S>(
  records: readonly DynamoDBRecord[],
  parts: FoldParts<F, S>,
): Promise<void> => {
  const { book, bus, ledger } = parts;
  const changed = new Set<string>();
  const heads = new Map<string, HeadInBatch>();
  for (const record of records) {
    const after = imageOf(record.dynamodb?.NewImage);
    if (!after?.pk.startsWith(`${book.prefix}#`)) continue;
    if (after.sk.startsWith('FACT#') || after.sk.startsWith('CARD#'))
      changed.add(after.pk.slice(book.prefix.length + 1));
    const head = readHead(book, after);
    if (head) heads.set(head.id, { head, since: heads.get(head.id)?.since ?? head.number });
  }
  const told = [...heads.values()].flatMap(({ head, since }) => announcements(head, since));
  const publish = async (): Promise<void> => {
    if (told.length === 0) return;
    await bus.publish(book.capability, told);
    parts.onAnnounced?.(told);
  };
  const outcomes = await Promise.all([
    Promise.allSettled([publish(), ...[...heads.values()].map(({ head, since }) => ledger.place(head, since))]),
    foldAll([...changed], parts),
  ]);
  const lost = outcomes.flat().find((outcome) => outcome.status === 'rejected');
  if (lost) throw lost.reason;
};

/** Since before the first head. */
const EVERYTHING = 0;

/**
 * Folds one aggregate again, tells every milestone that it has or had and puts every entry in its place: who heard and placed them
 * believes the highest number, so again is harmless. Throws `ParkedAggregate` while the head is of newer code, which will do it.
 */
export const refoldAndAnnounce = async <F, S>(id: string, { book, ledger, bus }: FoldParts<F, S>): Promise<void> => {
  const head = await ledger.refold(id);
  if (!head) return;
  await Promise.all([bus.publish(book.capability, announcements(head, EVERYTHING)), ledger.place(head, EVERYTHING)]);
  if (head.foldVersion > book.foldVersion)
    throw new ParkedAggregate(`${book.prefix}#${id}`, 'its head was folded by newer code');
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
