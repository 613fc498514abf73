import type { Instant } from '../../../shared/kernel/time.ts';
import type { CarrierAccount, CarrierAccounts, CarrierJournal, Exchange, NetworkMemory } from '../carrier-ports.ts';
import type { CarrierOutcome } from '../domain/network.ts';
import { strangersTo } from './show-call.ts';

/** A carrier as a person sees it from the other side. */
export interface CarrierView extends Pick<CarrierAccount, 'carrier' | 'kind' | 'sender'> {
  readonly outcome: CarrierOutcome;
  /** What it heard and said, newest first. */
  readonly exchanges: readonly Exchange[];
  /** Calls of its kind that name no account, newest first. */
  readonly strangers: readonly Exchange[];
}

/** What reading a carrier needs from outside. */
export interface ReadCarrierPorts {
  readonly carrierAccounts: Pick<CarrierAccounts, 'all'>;
  readonly network: Pick<NetworkMemory, 'outcome'>;
  readonly journal: Pick<CarrierJournal, 'last'>;
}

/** What a carrier heard and said until now; undefined where none of that name was set up. */
export const readCarrier =
  ({ carrierAccounts, network, journal }: ReadCarrierPorts) =>
  async (carrier: string, now: Instant): Promise<CarrierView | undefined> => {
    const account = (await carrierAccounts.all()).find((each) => each.carrier === carrier);
    if (!account) return undefined;
    const { kind, sender } = account;
    const [outcome, exchanges, strangers] = await Promise.all([
      network.outcome(carrier),
      journal.last(carrier),
      journal.last(strangersTo(kind)),
    ]);
    // A receipt is kept with the message, and sent when its moment has come.
    return { carrier, kind, sender, outcome, exchanges: exchanges.filter(({ at }) => at <= now), strangers };
  };
