import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Verdict } from '../../functions/payments/ports.ts';
import { callbacksOfDay, type DayCallback, houseOfDay, inAnotherOrder } from '../support/recorded-day.ts';

const CALLBACKS = 20_000;
const FEES = CALLBACKS / 5;

/** As many callbacks are under way at once. */
const AT_ONCE = 20;

type House = Awaited<ReturnType<typeof houseOfDay>>;

/** Takes a day's callbacks in their order, some at once, while the stream's consumer works; what became of each. */
const replay = async (house: House, day: readonly DayCallback[]): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = [];
  for (let at = 0; at < day.length; at += AT_ONCE) {
    const some = day.slice(at, at + AT_ONCE);
    verdicts.push(
      ...(await Promise.all(
        some.map(({ provider, message }, n) =>
          house.webhook({ provider, merchant: 'H26' }, message, `r-${at + n}`).then(({ verdict }) => verdict),
        ),
      )),
    );
  }
  await house.settle();
  return verdicts;
};

/** What only says when and how often something was done. */
const CIRCUMSTANCE = new Set(['recordedAt', 'requestId', 'version', 'number']);

/**
 * The ledger as bytes: every fact, attempt, head, entry and unmatched sum in the order of their keys, without the moments and requests of
 * recording, and without the versions and numbers of heads, which count how often they were folded.
 */
const bytesOf = (house: House): string =>
  JSON.stringify(
    house.table.all().toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)),
    (name, value: unknown) => {
      if (CIRCUMSTANCE.has(name)) return undefined;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  );

test('a recorded day of callbacks that is replayed in another order gives the same ledger, byte for byte', async ({
  task,
}) => {
  const day = callbacksOfDay(20_261_120, FEES, CALLBACKS);
  expect(new Set(day.map(({ provider }) => provider)).size).toBe(6);
  const [one, other] = [await houseOfDay(FEES), await houseOfDay(FEES)];
  const began = performance.now();
  const verdicts = await replay(one, day);
  const seconds = (performance.now() - began) / 1000;
  await replay(other, inAnotherOrder(7, day));

  for (const verdict of ['recorded', 'repeated', 'mismatch', 'unknown_reference', 'bad_signature'] as const)
    expect(verdicts.filter((each) => each === verdict).length, verdict).toBeGreaterThan(CALLBACKS / 100);
  expect(verdicts.filter((verdict) => verdict === 'our_fault' || verdict === 'malformed')).toEqual([]);
  for (const [at, { kind }] of day.entries()) expect(verdicts[at] === 'bad_signature').toBe(kind === 'forged');

  const [first, second] = [bytesOf(one), bytesOf(other)];
  const told = `${CALLBACKS} callbacks, ${(CALLBACKS / seconds).toFixed(0)} a second, ${(first.length / 1e6).toFixed(1)} MB of ledger`;
  Object.assign(task.meta, { told }); // printed by tests/run.ts
  expect(createHash('sha256').update(second).digest('hex')).toBe(createHash('sha256').update(first).digest('hex'));
  const paid = one.published.filter(({ type }) => type === 'payment.paid').map(({ id }) => id);
  expect(new Set(paid).size).toBe(paid.length);
  expect(paid.length).toBeGreaterThan(FEES / 4);
});
