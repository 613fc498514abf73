import { recordedBy } from '../../../shared/kernel/callers.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { ledgerPayments } from '../adapters/ledger-payments.ts';
import { merchantRowsIn } from '../adapters/merchant-rows.ts';
import { manifests } from '../providers/manifests.ts';

/** The ports of functions that call no provider: neither providers' clients nor merchants' credentials are in their bundles. */
export const tablePorts = (paymentsTable: Table) => ({
  ledger: ledgerPayments(paymentsTable, systemClock),
  merchants: merchantRowsIn(paymentsTable, systemClock),
  providers: manifests,
});

/** Who records what a request says. */
export const authorOf = ({ caller, requestId }: ApiRequest) => recordedBy(caller, requestId);
