import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { orderUrlsOf } from '../../payments/adapters/citizen-links.ts';
import { questionsIn } from '../../payments/adapters/fee-timers.ts';
import { ledgerPayments } from '../../payments/adapters/ledger-payments.ts';
import { merchantsIn } from '../../payments/adapters/merchants.ts';
import { pause } from '../../payments/adapters/pause.ts';
import { placesIn } from '../../payments/adapters/places.ts';
import type { Returns } from '../../payments/ports.ts';
import { providersAt } from '../../payments/providers/registry.ts';
import { citizenFees } from '../adapters/citizen-fees.ts';
import type { Fees } from '../ports.ts';

/** Fees from the payments' table and the merchants' secrets, by the ports of their capability. */
export const wireFees = (
  table: Table,
  secrets: SecretReader,
  pepper: () => Promise<Pepper>,
  origins: { readonly publicOrigin: string; readonly providersOrigin: string },
  returns: Returns,
  now: () => number,
): Fees => {
  const providers = providersAt(origins.providersOrigin);
  const merchants = merchantsIn(table, secrets, providers, now);
  const urls = orderUrlsOf(origins.publicOrigin, pepper);
  const ledger = ledgerPayments(table, now);
  const places = placesIn(table);
  const questions = questionsIn(table);
  return citizenFees({ ledger, merchants, providers, places, pause, ...urls, questions, returns }, pepper);
};
