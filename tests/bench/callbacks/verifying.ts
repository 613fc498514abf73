import assert from 'node:assert/strict';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import { usualNotices } from './notices.ts';
import { textbook } from './textbook.ts';

const ROUNDS = 41;
const CALLS = 400;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Microseconds of one call in a round. */
const timed = (call: () => unknown): number => {
  const began = performance.now();
  for (let n = 0; n < CALLS; n += 1) call();
  return ((performance.now() - began) * 1000) / CALLS;
};

/** Both ways in turn, round after round, so that whatever slows the machine slows both; the ratio is the median of the rounds'. */
const compared = (ours: () => unknown, theirs: () => unknown) => {
  for (let round = 0; round < 5; round += 1) [timed(ours), timed(theirs)];
  const rounds = Array.from({ length: ROUNDS }, () => [timed(ours), timed(theirs)] as const);
  return {
    ours: median(rounds.map(([our]) => our)),
    theirs: median(rounds.map(([, their]) => their)),
    ratio: median(rounds.map(([our, their]) => our / their)),
  };
};

/** What it takes to verify and to parse each provider's usual notice, beside the textbook way; above 1 ours is slower. */
export const verifying = async (): Promise<Record<string, number>> => {
  const providers = providersAt('live');
  const flat: Record<string, number> = {};
  console.log(`Verifying and parsing a usual notice, the median of ${ROUNDS} rounds of ${CALLS}, in microseconds`);
  for (const { provider, credentials, notice } of usualNotices) {
    const terminal = (await providers(provider))?.terminal(credentials);
    const read = textbook[provider];
    assert(terminal && read, `the bench does not know ${provider}`);
    const ours = terminal.read(notice);
    const theirs = read(notice, credentials);
    assert(ours.ok && theirs?.isPaid, `a usual notice of ${provider} is not believed`);
    const { reference, transaction: providerTransactionId, amountVnd, code } = theirs;
    assert.partialDeepStrictEqual(ours.value[0], { reference, providerTransactionId, amountVnd, code });
    const result = compared(
      () => terminal.read(notice),
      () => read(notice, credentials),
    );
    flat[`verify.${provider}.ratio`] = Number(result.ratio.toFixed(2));
    console.log(
      `${result.ours.toFixed(1).padStart(8)} ours ${result.theirs.toFixed(1).padStart(8)} textbook, ratio ${result.ratio.toFixed(2)}  ${provider}`,
    );
  }
  return flat;
};
