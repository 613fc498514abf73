import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted where a transaction has one owner, of which the crowd in `deeds-worker.ts` must notice each. */
export const owners: readonly Mutant[] = [
  {
    file: 'functions/payments/adapters/money-owners.ts',
    find: 'if (there?.decided !== true || there.owner === paymentId) return [];',
    replace: "if (there?.owner !== '' || there.owner === paymentId) return [];",
    why: 'a fee does not look whether its money was decided to be another’s',
  },
  {
    file: 'functions/payments/adapters/money-owners.ts',
    find: '(await table.get(claim.pk, claim.sk)) ?? (await table.putIfAbsent(claim))',
    replace: 'await table.get(claim.pk, claim.sk)',
    why: 'a fee claims nothing of what it was told',
  },
  {
    file: 'functions/payments/adapters/money-owners.ts',
    find: "if (there && there.owner !== owner && there.decided !== true) return 'anothers' as const;",
    replace: '',
    why: 'a person’s decision passes over what a provider told under an order',
  },
  {
    file: 'functions/payments/adapters/ledger-transfers.ts',
    find: "decision === 'refund' ? transferId : undefined",
    replace: 'undefined',
    why: 'money that was decided to go back is claimed by nobody',
  },
  {
    file: 'functions/payments/domain/decisions.ts',
    find: "transaction.standing === 'received' || transaction.standing === 'elsewhere'",
    replace: "transaction.standing === 'received'",
    why: 'a person may accept what is another’s money',
  },
];
