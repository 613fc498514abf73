import { randomInt } from 'node:crypto';
import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { MerchantAccount, PlayedBank, PlayedProvider, Transfer } from '../ports.ts';
import { deliverNotice } from './deliver-notice.ts';
import type { PlayPorts } from './play-outcome.ts';

/** What making transfers needs from outside. */
export type TransferPorts = Pick<PlayPorts, 'providers' | 'accounts' | 'transfers' | 'webhooks'>;

/** A merchant that takes transfers to an account. */
interface Holder {
  readonly bank: PlayedBank;
  readonly account: MerchantAccount;
  readonly provider: PlayedProvider;
}

/** The merchants of one provider that take transfers to an account. */
export const holdersOf =
  ({ providers, accounts }: Pick<TransferPorts, 'providers' | 'accounts'>) =>
  async (name: string, accountNumber: string): Promise<readonly Holder[]> => {
    const folder = await providers(name);
    const bank = folder?.bank;
    if (!bank) return [];
    const all = await accounts.of(name);
    return all
      .filter(({ credentials }) => bank.accountNumberOf(credentials) === accountNumber)
      .map((account) => ({ bank, account, provider: folder.account(account.credentials) }));
  };

/** Transfers money to a bank account: every merchant of the account whose provider tells of transfers hears of it; `not_found` where nobody has the account. */
export const makeTransfer = (ports: TransferPorts) => {
  const deliver = deliverNotice(ports.webhooks);
  const holders = holdersOf(ports);

  return async (
    asked: Pick<Transfer, 'accountNumber' | 'content' | 'amountVnd'>,
    now: Instant,
  ): Promise<Result<Transfer>> => {
    const found = await Promise.all(KnownProvider.options.map((name) => holders(name, asked.accountNumber)));
    const all = found.flat();
    if (all.length === 0) return fail({ kind: 'not_found', what: 'account' });
    const transfer = { ...asked, transactionId: String(randomInt(100_000_000, 1_000_000_000)), at: now };
    await ports.transfers.keep(transfer);
    for (const { bank, account, provider } of all) {
      const notice = bank.noticeOf?.(transfer, account.credentials, now);
      if (notice) await deliver(provider, account.webhookUrl, notice);
    }
    return ok(transfer);
  };
};
