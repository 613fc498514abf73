import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { ApprovalId, DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { aggregateKey, idIn } from '../../../shared/platform/ledger/aggregate.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { paymentBook } from '../domain/book.ts';
import { nextQuestion } from '../domain/expiry.ts';
import { deedKey, type FactOf, type PaymentFact, type RefundOpening, sentKey } from '../domain/facts.ts';
import type { Payment } from '../domain/payment.ts';
import type { ApprovalSubject, PaymentLedger, StoredAttempt } from '../ports.ts';
import { questionItem, refundCallItem } from './fee-timers.ts';
import { breakFacts } from './ledger-breaks.ts';
import { anothersMoney } from './money-owners.ts';
import { keepTold, transferFacts } from './transfer-facts.ts';

const PAGE = 50;

const referenceKey = (provider: string, merchant: string, reference: string) => ({
  pk: `REF#${provider}#${merchant}#${reference}`,
  sk: 'REF',
});

/** Where it is found what waits for a second person: `APR#<approval>` / `APR`. */
export const approvalKey = (approvalId: ApprovalId) => ({ pk: `APR#${approvalId}`, sk: 'APR' });

/** How many deeds with a payment's money are known. */
const deedsOf = ({ facts }: Payment): number => factsOf(facts, 'refund').length + factsOf(facts, 'decision').length;

/** The payments' facts and heads in their table. What a fact of theirs means holds nothing personal, so its digest needs no secret. */
export const paymentFacts = (table: Table, now: () => number): Ledger<PaymentFact, Payment, PaymentId> =>
  ledgerOver(paymentBook, table, now, async (digest) => digest, anothersMoney(table));

/**
 * The ledger of payments in its table: `PAY#<id>` facts, `REF#<provider>#<merchant>#<reference>` attempts, `ASK#...` questions and calls, `APR#...` approvals,
 * `BANKREF#...` bank transfers, and, of unmatched money, the book of transfers.
 */
export const ledgerPayments = (table: Table, now: () => number): PaymentLedger => {
  const ledger = paymentFacts(table, now);
  const transfers = transferFacts(table, now);
  const breaks = breakFacts(table, now);

  const idsOfDossier = async (dossierCode: DossierCode): Promise<readonly PaymentId[]> => {
    const items: Item[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex({
        index: 'list',
        pk: `DOS#${dossierCode}`,
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return items.map((item) => idIn(paymentBook, item.pk));
  };

  /** What has refunds called from now on. */
  const callsOf = (paymentId: PaymentId, refunds: readonly RefundOpening[]): readonly Item[] =>
    refunds
      .filter(({ way }) => way === 'call')
      .map(({ refundId }) => refundCallItem({ paymentId, refundId, version: 1, at: now() }));

  /** The same decision in the break that it is about, of which there is one under its number. */
  const decidedBreak = async (deed: FactOf<'refund' | 'decision'>, by: RecordedBy): Promise<readonly Item[]> => {
    if (deed.kind !== 'decision' || !deed.ofBreak) return [];
    const { decision, reason, by: who, approvalId } = deed;
    const { breakId, number } = deed.ofBreak;
    const numbered = number === 1 ? {} : { number };
    const asked = approvalId === undefined ? {} : { approvalId };
    return [await breaks.item(breakId, { kind: 'decided', ...numbered, ...asked, decision, reason, by: who }, by)];
  };

  return {
    payment: (paymentId) => ledger.state(paymentId),

    async ofDossier(dossierCode) {
      const payments = await Promise.all((await idsOfDossier(dossierCode)).map((id) => ledger.state(id)));
      return payments.filter((payment) => payment !== undefined);
    },

    record: (paymentId, fact, by) => ledger.record(paymentId, fact, by),

    recordAttempt({ paymentId, dossierCode }, fact, by) {
      const { kind: _, ...attempt } = fact;
      const stored: StoredAttempt = { ...attempt, paymentId, dossierCode };
      const key = referenceKey(fact.provider, fact.merchant, fact.reference);
      const question = questionItem({ paymentId, attemptId: fact.attemptId, version: 1 }, nextQuestion(fact, now()));
      return ledger.record(paymentId, fact, by, [{ ...key, attempt: { ...stored } }, question]);
    },

    async findAttempt(provider, merchant, reference) {
      const { pk, sk } = referenceKey(provider, merchant, reference);
      const item = await table.get(pk, sk);
      return item && (item.attempt as unknown as StoredAttempt);
    },

    keepUnmatched: (money, by) => keepTold(transfers, money, by),

    async recordDeed(payment, deed, by) {
      const { paymentId } = payment;
      const pk = aggregateKey(paymentBook, paymentId);
      const refunds = deed.kind === 'refund' ? [deed] : deed.refunds;
      const { approvalId } = deed;
      const waiting = approvalId ? [{ ...approvalKey(approvalId), paymentId }] : callsOf(paymentId, refunds);
      const beside = [...waiting, ...(await decidedBreak(deed, by))];
      return ledger.recordAt({ pk, sk: deedKey(deedsOf(payment) + 1) }, paymentId, deed, by, beside);
    },

    erase: (paymentId, by) => ledger.record(paymentId, { kind: 'erased', erasedAt: now() }, by),

    async findApproval(approvalId) {
      const { pk, sk } = approvalKey(approvalId);
      return (await table.get(pk, sk)) as ApprovalSubject | undefined;
    },

    async recordApproval({ paymentId, refunds, decisions }, approval, by) {
      const freed = refunds.filter(({ approvalId }) => approvalId === approval.approvalId);
      const about = decisions.find(({ approvalId }) => approvalId === approval.approvalId)?.ofBreak;
      const ofBreak = about ? [await breaks.item(about.breakId, approval, by)] : [];
      const calls = approval.approve ? callsOf(paymentId, freed) : [];
      return ledger.record(paymentId, approval, by, [...calls, ...ofBreak]);
    },

    recordSent({ paymentId, refunds }, sent, by) {
      const pk = aggregateKey(paymentBook, paymentId);
      const nth = refunds.filter((refund) => refund.sent).length + 1;
      return ledger.recordAt({ pk, sk: sentKey(nth) }, paymentId, sent, by);
    },

    recordTransfer({ provider, merchant }, paymentId, transfer, by) {
      const place = { pk: `BANKREF#${provider}#${merchant}#${transfer.bankReference}`, sk: 'BANKREF' };
      return ledger.recordAt({ ...place, holder: transfer.refundId }, paymentId, transfer, by);
    },
  };
};
