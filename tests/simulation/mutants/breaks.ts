import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted where differences with statements are closed, of which the crowd in `break-crowd.ts` must notice each. */
export const breaks: readonly Mutant[] = [
  {
    file: 'functions/payments/usecases/decide-break.ts',
    find: 'return paymentId ? keepWithDeed(request, choice, paymentId)',
    replace: 'return paymentId ? keepAlone(request, found)',
    why: 'a break is closed without action',
  },
  {
    file: 'functions/payments/adapters/ledger-payments.ts',
    find: 'const beside = [...waiting, ...(await decidedBreak(deed, by))];',
    replace: 'const beside = decidedBreak ? waiting : [];',
    why: 'money moves and its break stays open',
  },
  {
    file: 'functions/payments/domain/break-book.ts',
    find: 'state: decision || isResolved',
    replace: 'state: decisions.length > 0 || isResolved',
    why: 'a break is closed before the second person agreed',
  },
  {
    file: 'functions/payments/domain/break-book.ts',
    find: 'fact.version >= found.fact.version',
    replace: 'fact.version > 0',
    why: 'a break is closed by an older file',
  },
  {
    file: 'functions/payments/usecases/work-statement.ts',
    find: '    await hear(visit.merchant, moneyTold(line), visit.by);\n',
    replace: '    void hear;\n',
    why: 'a break is closed and its money is nowhere',
  },
  {
    file: 'functions/payments/usecases/work-statement.ts',
    find: 'await findAllMissing(visit, isOver) : 0',
    replace: 'await Promise.resolve(0) : findAllMissing.length',
    why: 'what no account has is not looked for',
  },
];
