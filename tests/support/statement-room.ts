import type { StatementKey } from '../../functions/payments/domain/statement.ts';
import type { PaymentProvider, ProviderMessage } from '../../functions/payments/ports.ts';
import { BreakDecisionInput, decideBreak } from '../../functions/payments/usecases/decide-break.ts';
import { putStatement } from '../../functions/payments/usecases/put-statement.ts';
import { readReconciliation } from '../../functions/payments/usecases/read-reconciliation.ts';
import { reconciliationView } from '../../functions/payments/usecases/reconciliation-view.ts';
import { backOffice, MERCHANT, must, noticeFields, readyHouse, signedNotice } from './payments.ts';
import { csvOf, reconciliationOf, type Written } from './statements.ts';

/** The account and the day of these tests. */
export const theStatement = { provider: 'vnpay', merchant: MERCHANT, date: '2026-11-20' };

/** Who hands in and decides. */
export const theCaller = backOffice('H26');

const caller = theCaller;
const by = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };

/** A house with fees that are paid, as the provider told, and the reconciliation of an account; `others` are providers beside those of the registry. */
export const statementRoom = async (
  others: readonly PaymentProvider[] = [],
  account: Pick<StatementKey, 'provider' | 'merchant'> = theStatement,
) => {
  const statement = { ...theStatement, ...account };
  const house = await readyHouse(others);
  const reconciliation = reconciliationOf(house);
  const { ports } = reconciliation;
  const put = (lines: readonly Written[], date = statement.date, who = caller) =>
    putStatement(ports)({
      statement: { ...statement, date },
      bytes: new TextEncoder().encode(csvOf(lines)),
      format: undefined,
      caller: who,
      now: house.clock.now,
      by,
    });
  const shown = async (date = statement.date) =>
    reconciliationView(must(await readReconciliation(ports)({ ...statement, date }, caller)));
  return {
    ...house,
    ...reconciliation,
    put,
    shown,
    /** The statement is handed in and worked through; what is shown then. */
    async reconciled(lines: readonly Written[], date = statement.date) {
      await house.settle();
      must(await put(lines, date));
      await reconciliation.workAll();
      return shown(date);
    },
    async attempt(id: string) {
      const { paymentId } = must(await house.fee({}, id));
      const attempt = must(await house.attempt(paymentId, { provider: statement.provider }, id));
      const { reference, amountVnd, expiresAt } = attempt;
      return { paymentId, reference, amountVnd, expiresAt };
    },
    /** What the account's provider tells comes to the webhook; its verdict. */
    heard: (message: ProviderMessage) => house.told(message, statement.merchant, statement.provider),
    pay: (attempt: { reference: string; amountVnd: number }, transaction: string, vnp_PayDate = '20261120101010') =>
      house.told(signedNotice(noticeFields(attempt, { vnp_TransactionNo: transaction, vnp_PayDate }))),
    decide: async (breakId: string, decision: string, date = statement.date, who = by) => {
      const decided = await decideBreak(ports)({
        statement: { ...statement, date },
        breakId: breakId as `brk_${string}`,
        decision: BreakDecisionInput.parse({ decision, reason: 'Sao kê ghi sai', by: 'B' }),
        caller,
        by: who,
      });
      await house.settle();
      return decided;
    },
  };
};
