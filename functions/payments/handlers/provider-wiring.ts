import { systemClock } from '../../../shared/platform/clock.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { merchantsIn } from '../adapters/merchants.ts';
import { pause } from '../adapters/pause.ts';
import { placesIn } from '../adapters/places.ts';
import { providersAt } from '../providers/registry.ts';
import { tablePorts } from './wiring.ts';

/** The ports of functions that call providers or hear them, with the secrets that were read on the way. */
export const paymentPorts = (paymentsTable: Table, providersOrigin: string) => {
  const secrets = secretsManagerReader(systemClock);
  const providers = providersAt(providersOrigin);
  const merchants = merchantsIn(paymentsTable, secrets, providers, systemClock);
  return { ...tablePorts(paymentsTable), merchants, providers, secrets, places: placesIn(paymentsTable), pause };
};
