import { daysOf, referenceIn } from '../domain/bank-statement.ts';
import type { Transfers, UntoldTransfers } from '../ports.ts';
import type { Account } from './find-account.ts';

/** What came for an order at a bank that tells nobody of it; undefined where somebody is told, or nothing came. */
export const untoldTransfers =
  ({ transfers }: { readonly transfers: Pick<Transfers, 'to'> }) =>
  async (
    { bank, merchant, account }: Pick<Account, 'bank' | 'merchant' | 'account'>,
    reference: string,
  ): Promise<UntoldTransfers | undefined> => {
    if (!bank || bank.noticeOf) return undefined;
    const accountNumber = bank.accountNumberOf(account.credentials);
    const ofOrder = (await transfers.to(accountNumber)).filter(({ content }) => referenceIn(content) === reference);
    const days = daysOf(ofOrder);
    return days.length === 0 ? undefined : { merchant, accountNumber, days };
  };
