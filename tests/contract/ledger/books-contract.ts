import { describe, expect, test } from 'vitest';
import { rebuildableTable } from '../../../functions/installation/adapters/rebuildable-table.ts';
import { firstSteps, type RebuildStep } from '../../../functions/installation/domain/rebuild-step.ts';
import { takeRebuildStep } from '../../../functions/installation/usecases/rebuild.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { EPOCH_KEY } from '../../../shared/platform/ledger/epoch.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { consumeStream, type FoldParts, refoldAndAnnounce } from '../../../shared/platform/stream-handler.ts';
import { type DoorFact, doorBook } from '../../support/door-book.ts';
import { alarmed } from '../../support/logged.ts';
import { streamed } from '../../support/streamed-table.ts';
import { type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth = 1): TallyFact => ({ kind: 'coin', id, worth, at: 1000 });
const opened = (at = 1000): DoorFact => ({ kind: 'opened', at });
const fromTheFuture = { fact: { kind: 'future' }, recordedAt: 1, recordedBy: 'x', requestId: 'y' };

/** A capability of two books over one table, of which one's prefix is the beginning of the other's. */
const house = async (make: () => Promise<Table>) => {
  const { table, read } = streamed(await make());
  const tallies = ledgerOver(tallyBook(), table, () => 5000);
  const doors = ledgerOver(doorBook(), table, () => 5000);
  const publishings: (readonly Announcement[])[] = [];
  const refolds: string[] = [];
  const parts: FoldParts = {
    capability: 'tally',
    books: [tallies, doors],
    bus: {
      async publish(_, told) {
        publishings.push(told);
      },
    },
    refoldQueue: {
      async send(aggregates) {
        refolds.push(...aggregates);
      },
    },
  };
  const consume = (code = parts) => consumeStream(read(), code);
  return {
    table,
    tallies,
    doors,
    parts,
    publishings,
    refolds,
    consume,
    /** Lets the stream bring all that was written, and what that writes in turn. */
    async settle(): Promise<void> {
      for (let batch = read(); batch.length > 0; batch = read()) await consumeStream(batch, parts);
    },
    told: () => [...new Set(publishings.flat().map(({ id }) => id))].sort(),
    headOf: async (pk: string) => (await table.get(pk, 'HEAD'))?.document,
    waiting: async () =>
      (await table.queryIndex({ index: 'timer', pk: 'T#WALL#0', limit: 10 })).items.map(({ pk, sk }) => `${pk} ${sk}`),
  };
};

/** What the books of one table promise each other, whatever table lies under them. */
export const booksContract = (name: string, make: () => Promise<Table>): void => {
  describe(`two books over one ${name} table`, () => {
    test('under equal ids each is folded from its own facts, shown under its own key, and a batch tells both by one publishing', async () => {
      const { tallies, doors, consume, headOf, waiting, publishings, told } = await house(make);
      await tallies.record('a', coin('x', 4), by);
      await doors.record('a', opened(), by);
      await consume();
      expect(await headOf('TLY#a')).toEqual({ total: 4 });
      expect(await headOf('TLYX#a')).toEqual({ isOpen: true });
      expect(publishings).toEqual([]);
      await consume();
      expect(publishings).toHaveLength(1);
      expect(told()).toEqual(['a:coin:x', 'door:a:1000']);
      expect(await waiting()).toEqual(['TLY#a ENTRY#fill', 'TLYX#a ENTRY#close']);
      await doors.record('a', { kind: 'closed', at: 2000 }, by);
      await tallies.record('a', coin('y', 1), by);
      await consume();
      await consume();
      expect(await waiting()).toEqual(['TLY#a ENTRY#fill']);
      expect(await tallies.state('a')).toMatchObject({ total: 5 });
      expect(await doors.state('a')).toEqual({ doorId: 'a', openedAt: [1000], isOpen: false });
    });

    test('of an aggregate whose head came twice in one batch all is told, though the other book has heads of that id', async () => {
      const { tallies, doors, consume, told } = await house(make);
      for (const [at, id] of [
        [1000, 'x'],
        [2000, 'y'],
      ] as const) {
        await tallies.record('a', coin(id), by);
        await doors.record('a', opened(at), by);
        await tallies.refold('a');
        await doors.refold('a');
      }
      await consume();
      expect(told()).toEqual(['a:coin:x', 'a:coin:y', 'door:a:1000', 'door:a:2000']);
    });

    test('items that are neither facts nor heads are passed over, whatever their keys begin with', async () => {
      const { table, tallies, settle, refolds, told } = await house(make);
      const beside = ['REF#p#m#1', 'PLACE#FEES#d', 'UNM#p#m#1', 'MER#p#m', 'TLY', 'TLYX', 'TLY#a', 'TOK#1'];
      for (const pk of beside) await table.put({ pk, sk: 'ASK#1', fact: { kind: 'coin' }, recordedAt: 1 });
      await table.put({ ...EPOCH_KEY, epoch: 1 });
      await tallies.record('b', coin('x'), by);
      expect(await alarmed(settle)).toEqual([]);
      expect(refolds).toEqual([]);
      expect(told()).toEqual(['b:coin:x']);
    });

    test('a parked aggregate of one book holds up neither that id in the other nor the rest of its batch; mended, a refold tells it', async () => {
      const { table, tallies, doors, parts, settle, refolds, told } = await house(make);
      await tallies.record('a', coin('x'), by);
      await table.put({ pk: 'TLY#a', sk: 'FACT#future', ...fromTheFuture });
      await doors.record('a', opened(), by);
      await tallies.record('b', coin('y'), by);
      expect(await alarmed(settle)).toMatchObject([{ message: 'aggregate_parked', aggregate: 'TLY#a' }]);
      expect(new Set(refolds)).toEqual(new Set(['TLY#a']));
      expect(told()).toEqual(['b:coin:y', 'door:a:1000']);
      await expect(refoldAndAnnounce('TLY#a', parts)).rejects.toThrow('unknown fact');
      await table.put({ pk: 'TLY#a', sk: 'FACT#future', ...fromTheFuture, fact: coin('z') });
      await refoldAndAnnounce('TLY#a', parts);
      expect(told()).toEqual(['a:coin:x', 'a:coin:z', 'b:coin:y', 'door:a:1000']);
    });

    test('facts of a book that this code does not have are parked under their key, until code that has it folds them', async () => {
      const { tallies, doors, parts, consume, refolds, headOf, told } = await house(make);
      const older: FoldParts = { ...parts, books: [tallies] };
      await doors.record('a', opened(), by);
      await tallies.record('a', coin('x'), by);
      expect(await alarmed(() => consume(older))).toMatchObject([{ message: 'aggregate_parked', aggregate: 'TLYX#a' }]);
      expect(refolds).toEqual(['TLYX#a']);
      await consume(older);
      expect(told()).toEqual(['a:coin:x']);
      await expect(refoldAndAnnounce('TLYX#a', older)).rejects.toThrow(ParkedAggregate);
      await expect(refoldAndAnnounce('TLYX#a', older)).rejects.toThrow('TLYX#a: no book of its table has its prefix');
      expect(await headOf('TLYX#a')).toBeUndefined();
      await refoldAndAnnounce('TLYX#a', parts);
      expect(told()).toEqual(['a:coin:x', 'door:a:1000']);
    });

    test('the head of one book’s newer fold is left to newer code by its key', async () => {
      const { table, doors, tallies, consume, refolds } = await house(make);
      await doors.record('a', opened(), by);
      await ledgerOver(doorBook(2), table, () => 5000).refold('a');
      await tallies.record('a', coin('x'), by);
      await consume();
      expect(refolds).toEqual(['TLYX#a']);
    });

    test('a rebuild asks for the aggregates of both and heals them', async () => {
      const { table, tallies, doors, parts, told, headOf, waiting } = await house(make);
      await tallies.record('a', coin('x', 4), by);
      await tallies.record('a', coin('x', 5), by);
      await doors.record('a', opened(), by);
      await doors.record('b', opened(), by);
      await table.put({ pk: 'REF#p#m#1', sk: 'REF' });
      const asked: string[] = [];
      const waitingSteps: RebuildStep[] = [...firstSteps('run', 0)];
      const none = { page: async () => ({ aggregates: [] }), refold: async () => undefined };
      const take = takeRebuildStep({
        steps: { send: async (step) => void waitingSteps.push(step) },
        capabilities: {
          dossiers: none,
          notifications: none,
          results: none,
          webhooks: none,
          payments: rebuildableTable(table, { send: async (aggregates) => void asked.push(...aggregates) }),
        },
      });
      for (let step = waitingSteps.shift(); step; step = waitingSteps.shift()) await take(step, () => true);
      expect(new Set(asked)).toEqual(new Set(['TLY#a', 'TLYX#a', 'TLYX#b']));
      for (const aggregate of asked) await refoldAndAnnounce(aggregate, parts);
      expect(told()).toEqual(['a:coin:x', 'door:a:1000', 'door:b:1000']);
      expect(await headOf('TLY#a')).toEqual({ total: 4 });
      expect(await waiting()).toEqual(['TLY#a ENTRY#fill', 'TLYX#a ENTRY#close', 'TLYX#b ENTRY#close']);
    });
  });
};
