import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVerificationOfFile } from '../../../functions/results/usecases/read-verification.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { cases } from '../../support/cases.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { NOON, resultsHouse } from '../../support/results-house.ts';
import { laterSigner } from '../../support/signers.ts';
import { playedTimestamping } from '../../support/timestamping.ts';

const minute = 60_000;

/** One turn of a queue: how many workers take the message, at which call they die, whether the person signs before, and which authorities stamp. */
const turn = fc.record({
  workers: fc.integer({ min: 1, max: 3 }),
  killAt: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined, freq: 3 }),
  signs: fc.boolean(),
  stamps: fc.subarray(['first', 'second']),
});

test('whoever dies at whichever calls, alone or beside others: one signature each, one file, one registered chain', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 6 }), async (turns) => {
      const { house, ports, table, puts, storedFile, ready, sign } = resultsHouse();
      const officer = laterSigner('Nguyễn Văn A');
      house.plan = {
        signatures: [
          { role: 'officer', field: 'Officer' },
          { role: 'agency', field: 'AgencySeal' },
        ],
      };
      house.signers.officer = ok(officer.signer);
      const resultId = await ready(simplePdf());
      let now = NOON;
      const { timestamping, set } = playedTimestamping(['first', 'second'], () => now);
      house.timestamping = timestamping;
      const work = async (workers: number, killAt?: number) => {
        let steps = 0;
        house.onCall = (name) => {
          steps += 1;
          if (steps === killAt) throw new Error(`killed at ${name}`);
        };
        now += 2 * minute;
        await Promise.allSettled(Array.from({ length: workers }, (_, n) => sign(resultId, 'v1', now + n * 500)));
        house.onCall = undefined;
      };
      for (const { workers, killAt, signs, stamps } of turns) {
        if (signs) await officer.sign();
        for (const name of ['first', 'second']) set(name, stamps.includes(name) ? 'up' : 'down');
        await work(workers, killAt);
      }
      for (const name of ['first', 'second']) set(name, 'up');
      await work(1);
      await officer.sign();
      await work(1);

      const entry = (await ports.registry.read(resultId))!;
      expect(entry).toMatchObject({ state: 'issued', revisions: [{ n: 1, level: 'B-T' }] });
      expect(puts).toHaveLength(1);
      expect(entry.issued?.sha256).toBe(ports.sha256(storedFile(resultId)!.pdf));
      expect(new Set(officer.begun).size).toBe(1);
      expect(entry.made.map(({ role }) => role).sort()).toEqual(['agency', 'officer']);
      expect(table.all().filter(({ pk }) => pk.startsWith('CONFLICT#'))).toEqual([]);
      expect(await readVerificationOfFile(ports)(entry.issued?.sha256 ?? '')).toMatchObject({ ok: true });
    }),
    cases(40),
  );
}, 300_000);
