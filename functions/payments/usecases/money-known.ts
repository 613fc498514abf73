import { DAY_MS, type Instant, vietNamDate } from '../../../shared/kernel/time.ts';
import { type DayMoney, moneyOfPayment, moneyOfTransfer } from '../domain/money-by-day.ts';
import type { StatementKey } from '../domain/statement.ts';
import type { PaymentLedger } from '../ports.ts';
import type { MoneyByDay, PlacedMoney } from '../statement-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';

/** What finding money by its day needs. */
export interface MoneyKnownPorts {
  readonly ledger: Pick<PaymentLedger, 'payment'>;
  readonly transferLedger: Pick<TransferLedger, 'transfer'>;
  readonly moneyByDay: MoneyByDay;
}

/** Money of the ledger, and whose it is. */
export type KnownMoney = DayMoney & { readonly about: PlacedMoney['about'] };

type Account = Pick<StatementKey, 'provider' | 'merchant'>;

/** What lies in a place, as its facts say now; undefined where that is there no more. */
export const moneyAt =
  ({ ledger, transferLedger }: Pick<MoneyKnownPorts, 'ledger' | 'transferLedger'>) =>
  async ({ provider, merchant }: Account, { about, line, key }: PlacedMoney): Promise<KnownMoney | undefined> => {
    const all = async (): Promise<readonly DayMoney[]> => {
      if ('paymentId' in about) {
        const payment = await ledger.payment(about.paymentId);
        return payment ? moneyOfPayment(payment) : [];
      }
      const transfer = await transferLedger.transfer(about.transferId);
      return transfer ? moneyOfTransfer(transfer) : [];
    };
    const its = (await all()).find(
      (each) => each.provider === provider && each.merchant === merchant && each.line === line && each.key === key,
    );
    return its && { ...its, about };
  };

/** The Vietnamese dates from so many days before a moment to so many after. */
const datesAround = (at: Instant, before: number, after: number): readonly string[] =>
  Array.from({ length: before + after + 1 }, (_, n) => vietNamDate(at + (n - before) * DAY_MS));

/** What of some days about a moment a provider calls by a name, whosever it is. A moment behind. */
export const moneyCalled =
  (ports: MoneyKnownPorts) =>
  async (
    account: Account,
    { line, name, at }: { readonly line: DayMoney['line']; readonly name: string; readonly at: Instant },
    { before, after }: { readonly before: number; readonly after: number },
  ): Promise<readonly KnownMoney[]> => {
    const { provider, merchant } = account;
    const found = await Promise.all(
      datesAround(at, before, after).map((date) => ports.moneyByDay.called({ provider, merchant, date }, line, name)),
    );
    const known = await Promise.all(found.flat().map((place) => moneyAt(ports)(account, place)));
    return known.filter((each) => each !== undefined);
  };
