import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Announcement } from '../kernel/milestones.ts';
import { ok } from '../kernel/result.ts';
import type { Bus } from './bus.ts';
import { aggregateOf, bookOf, type FoldedBook, isFact } from './ledger/aggregate.ts';
import { announcements, type Head, readHead } from './ledger/head.ts';
import { ParkedAggregate } from './ledger/parked.ts';
import type { Item } from './ledger/table.ts';
import { errorFields, logAlarm, logEvent } from './observability.ts';
import { queueHandler } from './queue-handler.ts';
import { aggregateAsked, type RefoldQueue } from './refold-queue.ts';

/** What the consumer of a table's stream needs. */
export interface FoldParts {
  /** The capability whose table it is, as events name their source: `payments`. */
  readonly capability: string;
  /** All books of the table. */
  readonly books: readonly FoldedBook[];
  readonly bus: Bus;
  readonly refoldQueue: RefoldQueue;
  /** Told of what is announced for the first time: once, and again only where the stream brings a batch again. */
  readonly onAnnounced?: (announced: readonly Announcement[]) => void;
  /** Told of the facts that a batch brings; where it throws, the stream brings the batch again. */
  readonly onFacts?: (facts: readonly Item[]) => Promise<void>;
  /** Does what a message of the refold queue asks for beside folding within so many milliseconds; false where it asks for nothing of the kind. */
  readonly onMessage?: (message: unknown, availableMs: number) => Promise<boolean>;
}

const imageOf = (image: Record<string, unknown> | undefined): Item | undefined =>
  image ? (unmarshall(image as Record<string, AttributeValue>) as Item) : undefined;

/** So many aggregates are folded at the same time. */
const FOLDS_AT_ONCE = 25;

/** Folds one aggregate; what cannot be folded, or what newer code will fold better, goes to the refold queue. */
export const foldOne = async (
  aggregate: string,
  { books, refoldQueue }: Pick<FoldParts, 'books' | 'refoldQueue'>,
): Promise<void> => {
  try {
    const { book, id } = aggregateOf(books, aggregate);
    const head = await book.refold(id);
    if (head && head.foldVersion > book.foldVersion) await refoldQueue.send([aggregate]);
  } catch (error) {
    if (!(error instanceof ParkedAggregate)) throw error;
    logAlarm('aggregate_parked', { aggregate, ...errorFields(error) });
    await refoldQueue.send([aggregate]);
  }
};

const foldAll = async (
  aggregates: readonly string[],
  parts: FoldParts,
): Promise<readonly PromiseSettledResult<void>[]> => {
  const outcomes: PromiseSettledResult<void>[] = [];
  for (let start = 0; start < aggregates.length; start += FOLDS_AT_ONCE) {
    const some = aggregates.slice(start, start + FOLDS_AT_ONCE);
    outcomes.push(...(await Promise.allSettled(some.map((aggregate) => foldOne(aggregate, parts)))));
  }
  return outcomes;
};

/** What a batch says of one aggregate: its newest head, and the number from which on that head's changes are of this batch. */
interface HeadInBatch {
  readonly book: FoldedBook;
  readonly head: Head;
  readonly since: number;
}

/**
 * Folds what a table's stream brings, of all its books; tells and places what heads changed, by one publishing for the whole batch. Bad
 * data, and facts of no book, park their aggregate in the refold queue and the rest goes on; lost infrastructure throws once the rest is
 * done, and the stream brings the batch again: nothing of it is harmful twice. Items that are neither facts nor heads are passed over, and so
 * are facts that change no head.
 */
export const consumeStream = async (records: readonly DynamoDBRecord[], parts: FoldParts): Promise<void> => {
  const { capability, books, bus } = parts;
  const changed = new Set<string>();
  const facts: Item[] = [];
  const heads = new Map<string, HeadInBatch>();
  for (const record of records) {
    const after = imageOf(record.dynamodb?.NewImage);
    if (!after) continue;
    if (isFact(after)) facts.push(after);
    const book = bookOf(books, after.pk);
    if (isFact(after) && !book?.isSilent(after)) changed.add(after.pk);
    const head = book && readHead(book, after);
    if (head) heads.set(after.pk, { book, head, since: heads.get(after.pk)?.since ?? head.number });
  }
  const told = [...heads.values()].flatMap(({ head, since }) => announcements(head, since));
  const publish = async (): Promise<void> => {
    if (told.length === 0) return;
    await bus.publish(capability, told);
    parts.onAnnounced?.(told);
  };
  const outcomes = await Promise.all([
    Promise.allSettled([
      parts.onFacts?.(facts),
      publish(),
      ...[...heads.values()].map(({ book, head, since }) => book.place(head, since)),
    ]),
    foldAll([...changed], parts),
  ]);
  const lost = outcomes.flat().find((outcome) => outcome.status === 'rejected');
  if (lost) throw lost.reason;
};

/** Since before the first head. */
const EVERYTHING = 0;

/**
 * Folds one aggregate again, tells every milestone that it has or had and puts every entry in its place: who heard and placed them
 * believes the highest number, so again is harmless. Throws `ParkedAggregate` where it is of no book of the table, and while the head is
 * of newer code, which will do it.
 */
export const refoldAndAnnounce = async (aggregate: string, { capability, books, bus }: FoldParts): Promise<void> => {
  const { book, id } = aggregateOf(books, aggregate);
  const head = await book.refold(id);
  if (!head) return;
  await Promise.all([bus.publish(capability, announcements(head, EVERYTHING)), book.place(head, EVERYTHING)]);
  if (head.foldVersion > book.foldVersion) throw new ParkedAggregate(aggregate, 'its head was folded by newer code');
};

/** The function behind a capability's own stream and its own refold queue. */
export const factsRecordedHandler = (parts: FoldParts) => {
  const refold = queueHandler(async ({ body }, availableMs) => {
    if (await parts.onMessage?.(JSON.parse(body), availableMs)) return ok(undefined);
    await refoldAndAnnounce(aggregateAsked(body), parts);
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
