import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { statementOf } from '../domain/bank-statement.ts';
import { holdersOf, type TransferPorts } from './make-transfer.ts';

/** A bank's statement of an account for a Vietnamese day, as CSV in the normal format; `not_found` where no merchant of the provider has the account. */
export const downloadStatement =
  (ports: Pick<TransferPorts, 'providers' | 'accounts' | 'transfers'>) =>
  async (provider: string, accountNumber: string, date: string): Promise<Result<string>> => {
    const holders = await holdersOf(ports)(provider, accountNumber);
    if (holders.length === 0) return fail({ kind: 'not_found', what: 'account' });
    return ok(statementOf(await ports.transfers.to(accountNumber), date));
  };
