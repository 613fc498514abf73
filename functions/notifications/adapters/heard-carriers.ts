import * as z from 'zod';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { type CarrierCredentials, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';

/** How long a carrier's row is kept before it is read again: its kind never changes, but a name may be set up. */
const KEEP_MS = 60_000;

const Row = z.object({ kind: z.string(), secretId: z.string() });

/** A carrier that may tell what became of messages. */
export interface HeardCarrier {
  readonly kind: string;
  /** The credentials in force, then those before them while they are still accepted. */
  credentials(): Promise<readonly CarrierCredentials[]>;
}

/** A carrier that was set up, ended or not; undefined where there is none of the name. Known ones are kept for a while. */
export const heardCarriersIn = (
  table: Pick<Table, 'get'>,
  secrets: SecretReader,
  now: () => number,
): ((carrier: string) => Promise<HeardCarrier | undefined>) => {
  const kept = new Map<string, { readonly heard: HeardCarrier; readonly readAt: number }>();
  return async (carrier) => {
    const known = kept.get(carrier);
    if (known && now() - known.readAt < KEEP_MS) return known.heard;
    const { pk, sk } = carrierKey(carrier);
    const item = await table.get(pk, sk);
    if (!item) return undefined;
    const { kind, secretId } = Row.parse(item);
    const heard: HeardCarrier = {
      kind,
      async credentials() {
        const text = await secrets.read(secretId, KEEP_MS);
        if (text === undefined) throw new Error(`no secret for carrier ${carrier}`);
        const { current, previous } = MerchantSecret.parse(JSON.parse(text));
        const valid = previous.filter(({ validUntil }) => validUntil > now());
        return [current, ...valid.map(({ credentials }) => credentials)];
      },
    };
    kept.set(carrier, { heard, readAt: now() });
    return heard;
  };
};
