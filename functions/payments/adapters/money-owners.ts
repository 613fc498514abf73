import type { Outcome } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { PaymentId, TransferId } from '../../../shared/kernel/ids.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';

type Told = Pick<FactOf<'money_in'>, 'provider' | 'merchant' | 'providerTransactionId'>;
type Owner = PaymentId | TransferId;

/** Some providers name what has no number so: it tells no two transactions apart. */
const NO_NUMBER = '0';

/** Whose money a transaction is: `TXN#<provider>#<merchant>#<transaction>` / `OWNER`. `decided` where a person said so, not a provider by its order. */
const claimOf = (
  { provider, merchant, providerTransactionId }: Told,
  owner: Owner,
  decided: boolean,
): Item & { readonly owner: Owner; readonly decided: boolean } => ({
  pk: `TXN#${provider}#${merchant}#${providerTransactionId}`,
  sk: 'OWNER',
  owner,
  decided,
});

/**
 * What a provider told of a fee and is another's money, each to be kept with the fee. The fee's own is claimed for it before its head says that
 * it came, so that of a provider who tells of an order and a person who decides about the same transaction one comes first.
 */
export const anothersMoney =
  (table: Pick<Table, 'get' | 'putIfAbsent'>) =>
  async ({ paymentId, facts }: Payment): Promise<readonly FactOf<'elsewhere'>[]> => {
    const known = factsOf(facts, 'elsewhere').map(({ fact }) => claimOf(fact, paymentId, true).pk);
    const told = factsOf(facts, 'money_in').map(({ fact }) => [claimOf(fact, paymentId, false), fact] as const);
    const open = [...new Map(told.map((each) => [each[0].pk, each])).values()].filter(
      ([{ pk }, { providerTransactionId: number }]) => number !== NO_NUMBER && !known.includes(pk),
    );
    const found = await Promise.all(
      open.map(async ([claim, { provider, merchant, providerTransactionId }]) => {
        const there = (await table.get(claim.pk, claim.sk)) ?? (await table.putIfAbsent(claim));
        // Providers tell of one number under two orders; each is money, as each says.
        if (there?.decided !== true || there.owner === paymentId) return [];
        const owner = String(there.owner);
        return [{ kind: 'elsewhere' as const, provider, merchant, providerTransactionId, owner }];
      }),
    );
    return found.flat();
  };

/** So often a claim is looked at anew: it is put once, and stands. */
const TRIES = 2;

/**
 * Keeps a person's decision that a transaction is an owner's money together with the claim, or not at all: `anothers` where a provider told of
 * it under an order of another fee first. Where another decision has it `keep` finds that.
 */
export const claimedFor =
  (table: Pick<Table, 'get'>) =>
  async (told: Told, owner: Owner, keep: (claim: Item | undefined) => Promise<Outcome | 'taken'>) => {
    const claim = claimOf(told, owner, true);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const there = await table.get(claim.pk, claim.sk);
      if (there && there.owner !== owner && there.decided !== true) return 'anothers' as const;
      const outcome = await keep(there ? undefined : claim);
      if (outcome !== 'taken') return outcome;
    }
    throw new Error(`${claim.pk}: a claim is there and is not`);
  };
