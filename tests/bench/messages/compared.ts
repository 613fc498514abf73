const ROUNDS = 21;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Nanoseconds that one text takes in a round. */
const timed = (texts: readonly string[], times: number, work: (text: string) => unknown): number => {
  const began = performance.now();
  for (let n = 0; n < times; n += 1) for (const text of texts) work(text);
  return ((performance.now() - began) * 1e6) / (times * texts.length);
};

/** How long a piece of work takes beside another one. */
export interface Compared {
  /** Nanoseconds of one text. */
  readonly ours: number;
  readonly theirs: number;
  /** How many times as fast ours is. */
  readonly ratio: number;
}

/** Both in turn over the same texts, round after round, so that whatever slows the machine slows both; medians of the rounds. `times`: how often each goes over the texts in a round. */
export const compared = (
  texts: readonly string[],
  [ours, oursTimes]: readonly [(text: string) => unknown, number],
  [theirs, theirsTimes]: readonly [(text: string) => unknown, number],
): Compared => {
  const round = () => [timed(texts, oursTimes, ours), timed(texts, theirsTimes, theirs)] as const;
  for (let warm = 0; warm < 3; warm += 1) round();
  const rounds = Array.from({ length: ROUNDS }, round);
  return {
    ours: median(rounds.map(([our]) => our)),
    theirs: median(rounds.map(([, their]) => their)),
    ratio: median(rounds.map(([our, their]) => their / our)),
  };
};
