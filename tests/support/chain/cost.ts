import { HEAD_KEY } from '../../../shared/kernel/book.ts';
import { isFact } from '../../../shared/platform/ledger/aggregate.ts';
import type { MemoryChange } from '../memory-table.ts';
import { generousLimits } from '../notifications-house.ts';
import { inVietNam } from '../viet-nam-time.ts';
import { chainInMemory, restOf } from './chain.ts';
import { type Meter, newMeter, sizeOf, type Taken } from './meter.ts';
import { fairWeather } from './plumbing.ts';
import { storyOf } from './story.ts';

/** What one dossier takes, from its registration to its signed result. */
export interface DossierCost {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Events on the bus. */
  readonly events: number;
  /** Messages of the queues behind the bus: an event that two rooms hear is two. */
  readonly queueMessages: number;
  /** Records of facts and heads in the tables' streams, each of which may come to its function alone. */
  readonly streamRecords: number;
  /** Messages to the person, by all channels. */
  readonly messages: number;
  /** Those of them that are e-mails. */
  readonly mails: number;
}

/** What folding and telling it all again takes, besides the reading of the tables. */
export interface RebuildCost extends Pick<DossierCost, 'writeUnits' | 'readUnits' | 'events' | 'queueMessages'> {
  /** Messages of the refold queues: one for each aggregate. */
  readonly refolds: number;
}

/** The same, with what each kind of call took, what a rebuild takes, and what is stored in the end. */
export interface CountedDossier {
  readonly cost: DossierCost;
  readonly rebuild: RebuildCost;
  readonly storedBytes: number;
  readonly writes: readonly CountedCalls[];
  readonly reads: readonly CountedCalls[];
}

/** What the calls of one kind took: `dossiers putIfVersion DOS/HEAD`. */
export interface CountedCalls extends Taken {
  readonly line: string;
}

type Lines = ReadonlyMap<string, Taken>;

/** What was counted after `before`, most first. */
const since = (after: Lines, before: Lines): readonly CountedCalls[] =>
  [...after]
    .map(([line, { calls, units }]) => {
      const was = before.get(line) ?? { calls: 0, units: 0 };
      return { line, calls: calls - was.calls, units: units - was.units };
    })
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.units - a.units || (a.line < b.line ? -1 : 1));

/** As infra/constructs/fact-stream.ts says. */
const callsConsumer = ({ after }: MemoryChange): boolean =>
  after !== undefined && (isFact(after) || after.sk === HEAD_KEY);

const unitsOf = (lines: readonly CountedCalls[]): number => lines.reduce((sum, { units }) => sum + units, 0);

const asLines = (counted: readonly CountedCalls[]): Lines =>
  new Map(counted.map(({ line, ...taken }) => [line, taken]));

/**
 * Carries one dossier with one fee (paid, its callback comes twice) and one signed result through the chain in memory, in
 * fair weather and with a rest after each step, and counts; then all of it is rebuilt once. The pages that citizens look at are not among
 * it, nor is the reading that sweeps do whether or not there is something to do.
 */
export const costOfOneDossier = async (): Promise<CountedDossier> => {
  const clock = { now: inVietNam('2026-11-19 08:00') };
  const meter = newMeter();
  const chain = chainInMemory(clock, fairWeather, { meter, limits: generousLimits });
  await chain.setUp();
  const { calls } = storyOf(chain, { dossierCode: 'H26.10-261119-0001', notices: ['paid'], finishes: true });

  const rest = () => restOf(chain);
  const sweep = async (): Promise<void> => {
    await chain.sweep();
    await chain.sweepFees();
  };
  const after = async <T>(step: Promise<T>): Promise<NonNullable<T>> => {
    const done = await step;
    if (done === undefined || done === null) throw new Error('a step of the story was refused');
    await rest();
    return done;
  };

  await after(calls.register());
  await after(calls.accept());
  await after(calls.start());
  await after(calls.fee());
  const order = await after(calls.attempt());
  await Promise.all([calls.tell('paid', order), calls.tell('paid', order)]);
  await rest();
  const { entry } = await after(calls.result());
  await after(calls.uploadAndIssue(entry.resultId)());
  clock.now = inVietNam('2026-11-30 08:00');
  await sweep();
  await rest();
  const soFar = (): Meter => ({ writes: new Map(meter.writes), reads: new Map(meter.reads) });
  const done = soFar();
  await sweep();
  // What sweeps read whether or not there is something to do is not the dossier's.
  const idle = asLines(since(meter.reads, done.reads));
  const writes = since(done.writes, new Map());
  const reads = since(done.reads, idle);
  const cost = {
    writeUnits: unitsOf(writes),
    readUnits: unitsOf(reads),
    events: chain.published.length,
    queueMessages: chain.queued(),
    streamRecords: chain.rooms.flatMap((room) => chain.tables[room].raw.changes.filter(callsConsumer)).length,
    messages: chain.taken.sms.length + chain.taken.email.length,
    mails: chain.taken.email.length,
  };
  const items = chain.rooms.flatMap((room) => chain.tables[room].raw.all());
  const storedBytes = items.reduce((sum, item) => sum + sizeOf(item), 0);
  const refolds = new Set(items.filter(isFact).map(({ pk }) => pk)).size;
  const before = soFar();
  await chain.rebuildAll();
  await rest();
  const rebuild = {
    writeUnits: unitsOf(since(meter.writes, before.writes)),
    readUnits: unitsOf(since(meter.reads, before.reads)),
    events: chain.published.length - cost.events,
    queueMessages: chain.queued() - cost.queueMessages,
    refolds,
  };
  return { cost, rebuild, storedBytes, writes, reads };
};
