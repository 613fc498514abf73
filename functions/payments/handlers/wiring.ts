import { systemClock } from '../../../shared/platform/clock.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { ledgerPayments } from '../adapters/ledger-payments.ts';
import { merchantsIn } from '../adapters/merchants.ts';
import { providersAt } from '../providers/registry.ts';

/** The ports of the payments' use cases over their table, with the secrets that were read on the way. */
export const paymentPorts = (paymentsTable: Table, providersOrigin: string) => {
  const secrets = secretsManagerReader(systemClock);
  const providers = providersAt(providersOrigin);
  const merchants = merchantsIn(paymentsTable, secrets, providers, systemClock);
  return { ledger: ledgerPayments(paymentsTable, systemClock), merchants, providers, secrets };
};

/** The 26 characters that a creating `POST` of a caller is known by: the same key on the same path finds the first. */
export const postToken = (pepper: Pepper, route: string, path: string, key: string, { caller }: ApiRequest): string =>
  pepper.token('POST', route, path, caller.keyId, key);

/** Who records what a request says. */
export const authorOf = ({ caller, requestId }: ApiRequest) => ({ recordedBy: caller.keyId, requestId });
