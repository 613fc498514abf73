import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted in what all rooms share. */
export const platform: readonly Mutant[] = [
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: '(await table.putIfVersion(headItem(pk, head), before?.version))',
    replace: '(await table.put(headItem(pk, head)).then(() => true))',
    why: 'a head is put without condition: a slow fold replaces what faster ones made',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: 'await table.partition(pk);',
    replace: '(await table.query(pk)).toReversed();',
    why: 'the head is read after the facts: what lands between two pages of the query is withdrawn again',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: '(await table.putIfAbsent(item)) ?? item',
    replace: 'item',
    why: 'what a state itself makes is not kept',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: 'table.putOver(item)',
    replace: 'table.put(item)',
    why: 'an entry is put without the order of numbers: one of an older head comes back',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: "return 'conflict';",
    replace: "return 'repeated';",
    why: 'a conflict is answered like a repeat',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: 'await keepConflict(table, item, digest);',
    replace: 'void keepConflict;',
    why: 'a conflict is kept nowhere',
  },
  {
    file: 'shared/platform/ledger/ledger.ts',
    find: "if (outcome === 'kept') return 'recorded';",
    replace: "if (outcome === 'kept') return 'recorded';\n      await table.put(item);",
    why: 'a fact under a taken key replaces what is there',
  },
  {
    file: 'shared/platform/ledger/head.ts',
    find: 'const number = numberOf(epoch, version);',
    replace: 'const number = numberOf(epoch, 1);',
    why: 'the number of a head does not grow',
  },
  {
    file: 'shared/platform/ledger/head.ts',
    find: 'new Set([...Object.keys(were), ...Object.keys(are)])',
    replace: 'new Set(Object.keys(are))',
    why: 'a withdrawn milestone is dropped from the head, and a vanished entry leaves no tombstone',
  },
  {
    file: 'shared/platform/ledger/head.ts',
    find: '(was) => ({ ...was, withdrawn: true }),',
    replace: '(was) => was,',
    why: 'what no longer holds is not withdrawn',
  },
  {
    file: 'shared/platform/ledger/head.ts',
    find: '    () => ({}),',
    replace: '    (was) => was,',
    why: 'an entry that vanished keeps its place',
  },
  {
    file: 'shared/platform/ledger/head.ts',
    find: 'epochOf(before.number) < epoch;',
    replace: 'false;',
    why: 'a restored table is not told again in its new epoch',
  },
  {
    file: 'shared/platform/stream-handler.ts',
    find: '!book?.isSilent(after)',
    replace: 'book?.isSilent(after) === true',
    why: 'the facts that change a head are passed over, and those that change none are folded',
  },
  {
    file: 'shared/platform/stream-handler.ts',
    find: 'if (lost) throw lost.reason;',
    replace: 'void lost;',
    why: "the stream's consumer swallows what failed",
  },
  {
    file: 'shared/platform/stream-handler.ts',
    find: 'since: heads.get(after.pk)?.since ?? head.number',
    replace: 'since: head.number',
    why: "of several heads in one batch only the last one's changes are told",
  },
  {
    file: 'shared/platform/stream-handler.ts',
    find: 'announcements(head, EVERYTHING)), book',
    replace: 'announcements(head)), book',
    why: 'a refold tells only what its own head changed',
  },
  {
    file: 'shared/platform/stream-handler.ts',
    find: 'book.place(head, EVERYTHING)]',
    replace: 'book.place(head)]',
    why: 'a refold places only what its own head changed',
  },
  {
    file: 'shared/platform/ledger/epoch.ts',
    find: 'if (known && now() < known.until)',
    replace: 'if (known)',
    why: 'a function never learns that the epoch was raised',
  },
  {
    file: 'shared/kernel/events.ts',
    find: 'epochOf(number) === epochs.get(aggregateOf(event)),',
    replace: 'Number.isInteger(epochs.get(aggregateOf(event))),',
    why: 'the epoch is ignored: what was told before a restore is believed for ever',
  },
  {
    file: 'shared/platform/ledger/erasure.ts',
    find: 'items.some(({ sk }) => sk === ERASED_KEY);',
    replace: 'items.length < 0;',
    why: 'personal data that were to be erased stay',
  },
];
