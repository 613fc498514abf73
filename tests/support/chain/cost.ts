import { inVietNam } from '../viet-nam-time.ts';
import { chainInMemory, restOf } from './chain.ts';
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
  /** Records of the tables' streams, each of which may come to its function alone. */
  readonly streamRecords: number;
  /** Messages to the person, by all channels. */
  readonly messages: number;
}

/**
 * Carries one dossier with one fee (paid, its callback comes twice) and one signed result through the chain in memory, in
 * fair weather and with a rest after each step, and counts. The pages that citizens look at are not among it, nor is the
 * reading that sweeps do whether or not there is something to do.
 */
export const costOfOneDossier = async (): Promise<DossierCost> => {
  const clock = { now: inVietNam('2026-11-19 08:00') };
  const chain = chainInMemory(clock, fairWeather);
  await chain.setUp();
  const { consumed } = chain;
  const { calls } = storyOf(chain, { dossierCode: 'H26.10-261119-0001', notices: ['paid'], finishes: true });

  const rest = () => restOf(chain);
  const sweep = async () => {
    const before = { ...consumed };
    await chain.sweep();
    await chain.sweepFees();
    return { writeUnits: consumed.writeUnits - before.writeUnits, readUnits: consumed.readUnits - before.readUnits };
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
  const idle = await sweep();
  return {
    writeUnits: consumed.writeUnits - 2 * idle.writeUnits,
    readUnits: consumed.readUnits - 2 * idle.readUnits,
    events: chain.published.length,
    queueMessages: chain.queued(),
    streamRecords: chain.rooms.reduce((sum, room) => sum + chain.tables[room].raw.changes.length, 0),
    messages: chain.taken.sms.length + chain.taken.email.length,
  };
};
