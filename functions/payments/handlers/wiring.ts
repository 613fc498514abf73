import { recordedBy } from '../../../shared/kernel/callers.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { ledgerPayments } from '../adapters/ledger-payments.ts';
import { merchantsIn } from '../adapters/merchants.ts';
import { pause } from '../adapters/pause.ts';
import { placesIn } from '../adapters/places.ts';
import { providersAt } from '../providers/registry.ts';

/** The ports of the payments' use cases over their table, with the secrets that were read on the way. */
export const paymentPorts = (paymentsTable: Table, providersOrigin: string) => {
  const secrets = secretsManagerReader(systemClock);
  const providers = providersAt(providersOrigin);
  const merchants = merchantsIn(paymentsTable, secrets, providers, systemClock);
  const ledger = ledgerPayments(paymentsTable, systemClock);
  return { ledger, merchants, providers, secrets, places: placesIn(paymentsTable), pause };
};

/** Who records what a request says. */
export const authorOf = ({ caller, requestId }: ApiRequest) => recordedBy(caller, requestId);
