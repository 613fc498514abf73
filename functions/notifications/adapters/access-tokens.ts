import { createHash } from 'node:crypto';
import * as z from 'zod';
import { carrierKey } from '../../../shared/kernel/message-carriers.ts';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { logAlarm } from '../../../shared/platform/observability.ts';
import type { AccessTokens, TokenAnswer, TokenSecrets, TokenWanted } from '../token-ports.ts';

/** Where the exchanges of a carrier's tokens are recorded, beside its row. */
const EXCHANGE = 'TOKEN';

/** So long before its end a token is not used any more. */
const MARGIN_MS = 5 * MINUTE_MS;

/** An exchange younger than this may still be at work: longer than the sending function's time-out. */
const LEASE_MS = MINUTE_MS;

/** How long, and in what steps, the others wait for it. */
const WAIT_MS = 250;
const MOST_WAITS = 20;

const Row = z.object({ secretId: z.string() });

/** What the last exchange brought. `source`: for which credentials of the operator's; `generation` counts the exchanges since. */
const Kept = z.object({
  source: z.string(),
  generation: z.int(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.int(),
});

/** The last exchange that was begun. `free`: it certainly was not made. */
const Exchange = z.object({
  source: z.string(),
  generation: z.int(),
  state: z.string(),
  reason: z.string().optional(),
  begunAt: z.int(),
  version: z.int(),
});

type Exchange = z.infer<typeof Exchange>;

const sourceOf = ({ credentials }: TokenWanted): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(credentials).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);

/** What the port needs: `pause` waits so many milliseconds. */
export interface AccessTokenParts {
  readonly table: Pick<Table, 'get' | 'putIfVersion'>;
  readonly secrets: TokenSecrets;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Access tokens of which each exchange is recorded before it is tried, `CAR#<carrier>` / `TOKEN`: the conditional put is the lease, and
 * only its writer asks, since a refresh token is taken once. What comes of it is kept in the secret store alone. A worker that is killed in
 * between, or hears no answer, loses the token: a person is told, and sets another up.
 */
export const accessTokensIn = ({ table, secrets, now, pause }: AccessTokenParts): AccessTokens => {
  const lost = (carrier: string): TokenAnswer => {
    logAlarm('carrier_token_lost', { carrier });
    return { fault: 'configuration', reason: 'token_exchange_lost' };
  };

  return {
    async token(wanted, exchange) {
      const { carrier, refused } = wanted;
      const { pk, sk } = carrierKey(carrier);
      const { secretId } = Row.parse(await table.get(pk, sk));
      const source = sourceOf(wanted);

      const kept = async (isFresh: boolean) => {
        const text = await secrets.read(secretId, isFresh);
        const found = text === undefined ? undefined : Kept.parse(JSON.parse(text));
        return found?.source === source ? found : undefined;
      };
      const isInForce = (found: z.infer<typeof Kept>): boolean =>
        found.accessToken !== refused && found.expiresAt - MARGIN_MS > now();

      const recorded = async (next: Omit<Exchange, 'version'>, before: Exchange | undefined) => {
        const version = (before?.version ?? 0) + 1;
        const isKept = await table.putIfVersion({ pk, sk: EXCHANGE, ...next, version }, before?.version);
        return isKept ? { ...next, version } : undefined;
      };

      const exchanged = async (begun: Exchange, refreshToken: string): Promise<TokenAnswer> => {
        const answer = await exchange(refreshToken);
        if (answer.exchanged) {
          const { expiresInSeconds, ...tokens } = answer.exchanged;
          const { generation } = begun;
          const expiresAt = now() + expiresInSeconds * 1000;
          await secrets.write(secretId, JSON.stringify({ source, generation, expiresAt, ...tokens }));
          return { accessToken: tokens.accessToken };
        }
        const { fault, reason } = answer;
        const state = { retryable: 'free', configuration: 'refused', unknown: 'lost' }[fault];
        await recorded({ source, generation: begun.generation, begunAt: begun.begunAt, state, reason }, begun);
        return fault === 'unknown' ? lost(carrier) : { fault, reason };
      };

      const cached = await kept(false);
      if (cached && isInForce(cached)) return cached;
      for (let waits = 0; ; waits += 1) {
        const last = await kept(true);
        if (last && isInForce(last)) return last;
        const generation = (last?.generation ?? 0) + 1;
        const item = await table.get(pk, EXCHANGE);
        const before = item && Exchange.parse(item);
        const isBegun = before?.source === source && before.generation >= generation && before.state !== 'free';
        if (!isBegun) {
          const next = { source, generation, state: 'begun', begunAt: now() };
          const begun = await recorded(next, before);
          if (begun) return exchanged(begun, last?.refreshToken ?? wanted.refreshToken);
        } else {
          if (before.state === 'refused') return { fault: 'configuration', reason: before.reason ?? 'token_refused' };
          if (before.state === 'lost' || now() - before.begunAt >= LEASE_MS) return lost(carrier);
        }
        if (waits >= MOST_WAITS) return { fault: 'retryable', reason: 'token_exchange' };
        await pause(WAIT_MS);
      }
    },
  };
};
