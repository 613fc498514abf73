import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted in the room of payments. */
export const payments: readonly Mutant[] = [
  {
    file: 'functions/payments/domain/money.ts',
    find: "mismatch === undefined && told.fact.outcome === 'paid'",
    replace: 'mismatch === undefined',
    why: 'suspicious money counts towards the fee',
  },
  {
    file: 'functions/payments/domain/money.ts',
    find: "if (attempt.exactAmount && told.amountVnd !== attempt.amountVnd) return 'amount_mismatch';",
    replace: 'void told.amountVnd;',
    why: 'money of another amount is what was asked for',
  },
  {
    file: 'functions/payments/domain/money.ts',
    find: 'fact.reference, fact.providerTransactionId]',
    replace: 'fact.reference]',
    why: 'two transactions of one order are one',
  },
  {
    file: 'functions/payments/domain/milestones.ts',
    find: 'const owedVnd = ended ? 0 : amountVnd;',
    replace: 'const owedVnd = ended && !ended.at ? 0 : amountVnd;',
    why: 'late money for a fee that was taken back is no surplus',
  },
  {
    file: 'functions/payments/domain/milestones.ts',
    find: '...(paidAt !== undefined && !payment.ended',
    replace: '...(paidAt !== undefined',
    why: 'a fee that was taken back is told as paid once money comes',
  },
  {
    file: 'functions/payments/domain/milestones.ts',
    find: '.filter(({ afterVnd }) => afterVnd > owedVnd)',
    replace: '.filter(({ afterVnd }) => afterVnd >= owedVnd)',
    why: 'money that was owed is told as too much',
  },
  {
    file: 'functions/payments/domain/book.ts',
    find: '...(term === undefined ? {} :',
    replace: '...(term !== undefined ? {} :',
    why: 'a fee does not wait for the end of its term',
  },
  {
    file: 'functions/payments/adapters/ledger-payments.ts',
    find: '[{ ...key, attempt: { ...stored } }, question]',
    replace: '[{ ...key, attempt: { ...stored } }]',
    why: 'nobody asks the provider about an attempt whose callback was lost',
  },
  {
    file: 'functions/payments/usecases/record-callback.ts',
    find: 'const outcome = await ledger.record(paymentId, fact, by);',
    replace:
      "const outcome = 'recorded' as Outcome;\n    void ledger.record(paymentId, fact, by).catch(() => undefined);",
    why: 'the webhook answers before what it was told is durable',
  },
  {
    file: 'functions/payments/domain/state.ts',
    find: "return ended ? 'paid_after_close' : 'paid';",
    replace: "return 'paid';",
    why: 'money that came after the end of a fee looks like a fee that was paid',
  },
  {
    file: 'functions/payments/providers/vnpay/signature.ts',
    find: '  if (!isHash(hash)) return false;\n  const names',
    replace: '  if (isHash(hash)) return true;\n  const names',
    why: 'the signature of a notice is not looked at',
  },
  {
    file: 'functions/payments/usecases/sweep-fees.ts',
    find: '  if (now < at) return;\n',
    replace: '',
    why: 'a fee is closed before its term is over',
  },
  {
    file: 'functions/payments/domain/expiry.ts',
    find: '[0, 2, 5, 15, 30].map',
    replace: '[9000].map',
    why: 'the provider is asked a week late',
  },
  {
    file: 'functions/payments/domain/payment.ts',
    find: "if (paid.has(attempt.reference)) return { ...known, state: 'paid' };",
    replace: "if (paid.has(attempt.reference) && said.length === 0) return { ...known, state: 'paid' };",
    why: 'a failure that is told late makes less of an attempt that was paid',
  },
  {
    file: 'functions/payments/usecases/sweep-fees.ts',
    find: 'if (left === 0) return;',
    replace: 'if (left > -1) return;',
    why: 'the sweep asks no provider about money that nobody told',
  },
  {
    file: 'functions/payments/adapters/receipt-numbers.ts',
    find: '{ put_absent: { pk, sk: sortable(number, 8), ...listed, numbered: document } },',
    replace: '',
    why: "a receipt's number is given to another one too",
  },
  {
    file: 'functions/payments/usecases/give-back.ts',
    find: '    tell(given);\n',
    replace: '',
    why: 'nobody is told of a refund that did not come about',
  },
  {
    file: 'functions/payments/usecases/give-back.ts',
    find: "    if (found.kind !== 'absent') return found;\n",
    replace: '',
    why: 'a refund that its provider knows is sent again',
  },
  {
    file: 'functions/payments/domain/book.ts',
    find: "fact.kind === 'money_in' || fact.kind === 'failed' ? withoutEvidence(fact) : fact",
    replace: 'fact',
    why: 'what a provider sent of a payer outlives the erasure of its dossier',
  },
];
