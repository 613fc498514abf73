import type { Mutant } from '../../support/chain/mutant.ts';

/** Faults planted in the room of notifications. */
export const notifications: readonly Mutant[] = [
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: 'if (now() - begunAt < LEG_LEASE_MS)',
    replace: 'if (now() < begunAt - LEG_LEASE_MS)',
    why: 'the lease of a leg is not looked at: another worker takes it for dead',
  },
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: "if (outcome !== 'recorded') return fail",
    replace: "if (outcome === 'conflict') return fail",
    why: 'two workers hold one leg, and both send',
  },
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: "if (isSettled(message)) return ok('settled_before');",
    replace: 'void isSettled;',
    why: 'a message that was taken is sent again when it is asked for again',
  },
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: "if (carrier.afterKill !== 'lookup') return beginLeg",
    replace: "if (carrier.afterKill === 'lookup') return beginLeg",
    why: 'after a kill a carrier that can be asked is not asked: it sends again what it may have sent',
  },
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: "if (mootBy !== undefined && (await ledger.isPlanned(mootBy))) return 'overtaken';",
    replace: 'void mootBy;',
    why: 'a demand goes out after the money has come',
  },
  {
    file: 'functions/notifications/adapters/allowance-in-table.ts',
    find: 'if (mine && mine.takenAs !== takenAs) return undefined;',
    replace: 'if (mine) await count(at, { [agencyScope(agencyCode)]: 1 });',
    why: 'a limit counts a repeat twice',
  },
  {
    file: 'functions/notifications/usecases/send-message.ts',
    find: "return wait(message, until, 'limited');",
    replace: "return ok('limited');",
    why: 'a message that a limit holds back is dropped',
  },
  {
    file: 'functions/notifications/domain/message.ts',
    find: 'order.indexOf(a) >= order.indexOf(b) ? a : b',
    replace: 'order.indexOf(a) <= order.indexOf(b) ? a : b',
    why: 'of two words about a message the earlier in the order of the lattice holds',
  },
  {
    file: 'functions/notifications/domain/message.ts',
    find: "last?.status === 'begun' && givenUp === undefined",
    replace: "last?.status === 'begun' && givenUp !== undefined",
    why: 'nobody looks after a leg that was cut short',
  },
  {
    file: 'functions/notifications/domain/telling.ts',
    find: "const template = event.type === 'payment.opened' ? 'fee_due' : 'fee_reminder';",
    replace: "const template = 'fee_reminder' as const;",
    why: 'a fee is asked for by its reminder, so that whoever owes it is reminded twice',
  },
  {
    file: 'functions/notifications/domain/fallback.ts',
    find: "if (legs.some(({ status }) => status === 'begun')) return undefined;",
    replace: 'void legs;',
    why: 'another message takes the place of one that a silent carrier may have',
  },
  {
    file: 'functions/notifications/domain/fallback.ts',
    find: 'if (fellows.every((fellow) => fellow.isLost)) {',
    replace: 'if (fellows.some((fellow) => fellow.isLost)) {',
    why: 'another message is on its way though what took the place of the first arrived',
  },
];
