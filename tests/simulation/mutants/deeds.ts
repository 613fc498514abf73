import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted where money is given back, of which the crowd in `deeds-worker.ts` must notice each. */
export const deeds: readonly Mutant[] = [
  {
    file: 'functions/payments/adapters/ledger-payments.ts',
    find: 'return ledger.recordAt({ pk, sk: deedKey(deedsOf(payment) + 1) }, paymentId, deed, by, beside);',
    replace: 'return ledger.record(paymentId, deed, by, pk ? beside : []);',
    why: 'a refund is not reserved among those that are asked for at the same time',
  },
  {
    file: 'functions/payments/domain/refunds.ts',
    find: "state !== 'refused' && state !== 'failed' && state !== 'declined';",
    replace: "state === 'done';",
    why: 'only what went holds its sum',
  },
  {
    file: 'functions/payments/usecases/give-back.ts',
    find: '    if (!taken) return undefined;\n',
    replace: '',
    why: 'whoever comes calls, also where another took the call',
  },
  {
    file: 'functions/payments/usecases/give-back.ts',
    find: '      : refund.sent\n',
    replace: '      : refund.doneAt\n',
    why: 'whoever comes after a call that may have died sends again without asking',
  },
  {
    file: 'functions/payments/usecases/approve.ts',
    find: "if (word.approve && approval.askedBy === by.recordedBy) return fail({ kind: 'same_person' });",
    replace: 'void by.recordedBy;',
    why: 'whoever asked may approve',
  },
];
