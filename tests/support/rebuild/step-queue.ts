import { RebuildStep } from '../../../functions/installation/domain/rebuild-step.ts';
import type { RebuildSteps } from '../../../functions/installation/ports.ts';

/** What the deployed queue is set to, in seconds: how long a message is hidden, and how long none is taken twice. */
const HIDDEN = 240;
const TAKEN_ONCE = 300;
const TRIES = 5;

interface Waiting {
  readonly body: string;
  readonly group: string;
  visibleAt: number;
  tries: number;
}

/** The FIFO queue of a rebuild's steps in memory, by a clock of its own in seconds. */
export const stepQueue = () => {
  let now = 0;
  let waiting: Waiting[] = [];
  let dead: string[] = [];
  let longest = 0;
  const takenUntil = new Map<string, number>();
  const enqueue = (body: string): void => {
    const { capability, segment } = RebuildStep.parse(JSON.parse(body));
    waiting.push({ body, group: `${capability}:${segment}`, visibleAt: now, tries: 0 });
    longest = Math.max(longest, waiting.length);
  };
  const heads = (): readonly Waiting[] =>
    [...new Map(waiting.toReversed().map((message) => [message.group, message])).values()].filter(
      ({ visibleAt }) => visibleAt <= now,
    );
  const deliver = async (message: Waiting, take: (step: RebuildStep) => Promise<unknown>): Promise<void> => {
    message.tries += 1;
    message.visibleAt = now + HIDDEN;
    const done = await take(RebuildStep.parse(JSON.parse(message.body))).then(
      () => true,
      () => false,
    );
    if (!done && message.tries < TRIES) return;
    waiting = waiting.filter((other) => other !== message);
    if (!done) dead.push(message.body);
  };
  const steps: RebuildSteps = {
    async send(step) {
      const key = `${step.run}:${step.capability}:${step.segment}:${step.number}`;
      if ((takenUntil.get(key) ?? 0) > now) return;
      takenUntil.set(key, now + TAKEN_ONCE);
      enqueue(JSON.stringify(step));
    },
  };
  return {
    steps,
    /** Delivers the first message of every segment, side by side; each takes some seconds. */
    async work(take: (step: RebuildStep) => Promise<unknown>): Promise<void> {
      await Promise.all(heads().map((message) => deliver(message, take)));
      now += 20;
      for (const [key, until] of takenUntil) if (until <= now) takenUntil.delete(key);
    },
    /** Puts the dead letters back, as an operator does. Answers how many there were. */
    redrive(): number {
      const bodies = dead;
      dead = [];
      for (const body of bodies) enqueue(body);
      return bodies.length;
    },
    left: () => waiting.length,
    /** The most messages that ever waited. */
    longest: () => longest,
  };
};
