import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted in the room of dossiers. */
export const dossiers: readonly Mutant[] = [
  {
    file: 'functions/dossiers/usecases/hear-event.ts',
    find: 'withdrawn, number, event }',
    replace: 'withdrawn, number: 0, event }',
    why: 'what is heard is kept without its number',
  },
  {
    file: 'functions/dossiers/domain/facts.ts',
    find: 'return `FACT#heard#',
    replace: "if (fact.number >= 0) return 'FACT#heard#any';\n      return `FACT#heard#",
    why: 'of all that is heard the first word alone is kept',
  },
  {
    file: 'functions/dossiers/domain/hearing.ts',
    find: '.filter(({ data }) => data.blocksProcessing)',
    replace: '.filter(({ data }) => !data.blocksProcessing)',
    why: 'a blocking fee does not pause the clock',
  },
  {
    file: 'functions/dossiers/domain/milestones.ts',
    find: '(ofIt ?? promises.unrecorded)?.promisedAt',
    replace: 'promises.standing?.promisedAt',
    why: 'the promise that an acceptance told is rewritten by what comes later',
  },
  {
    file: 'functions/dossiers/domain/promises.ts',
    find: 'if (!last) return false;',
    replace: 'return false;',
    why: 'a fold that is behind the last promise makes another one',
  },
  {
    file: 'functions/dossiers/domain/promises.ts',
    find: 'version.publishedAt < last.calendarPublishedAt',
    replace: 'false',
    why: 'older code takes back what a newer calendar promised',
  },
  {
    file: 'functions/dossiers/domain/dossier.ts',
    find: 'moved.filter(({ eventId }) => !voided.has(eventId)).map(asMove)',
    replace: 'moved.map(asMove)',
    why: 'an event that was taken back still counts',
  },
  {
    file: 'functions/dossiers/adapters/dossier-book.ts',
    find: "if (has('due_soon')) return due.at;",
    replace: "if (has('due_soon')) return undefined;",
    why: 'what is due soon does not wait to become overdue',
  },
  {
    file: 'functions/dossiers/domain/resolve-clock.ts',
    find: "if (now > due.at) return 'overdue';",
    replace: "if (now > due.at - USUAL_LEAD_MS) return 'overdue';",
    why: 'what is due soon is announced as overdue',
  },
  {
    file: 'functions/dossiers/usecases/record-event.ts',
    find: "    if (outcome === 'conflict') return fail({ kind: 'conflict', key: event.eventId });\n",
    replace: '',
    why: 'an event under a taken name is answered as if it had been kept',
  },
  {
    file: 'functions/dossiers/domain/status.ts',
    find: 'return feeIsOpen && (base',
    replace: 'return !feeIsOpen && (base',
    why: 'a fee that is open does not show',
  },
];
