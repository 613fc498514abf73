import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookUp } from '../../functions/web/usecases/look-up.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { tableTries } from '../../shared/platform/table-tries.ts';
import { memoryTable } from '../support/memory-table.ts';
import { settingsFor } from '../support/settings.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

const { strangerLimits: limits } = settingsFor('production');
const MORNING = inVietNam('2026-11-16 08:00');
const DOSSIERS = 400;
const DAYS = 2;

const codeOf = (dossier: number): string => `H26.10-261116-${String(1000 + dossier)}`;
const phoneOf = (dossier: number): string => `09${String(10_000_000 + dossier * 7919 + (dossier % 10) * 1_000_003)}`;

/** A look-up over so many dossiers, which counts the tries that were judged: only then does it ask what would be right. */
const installation = () => {
  const counted = { judged: 0 };
  const pepper = pepperFrom('a pepper for tests, 32 characters or more');
  const known = new Map(Array.from({ length: DOSSIERS }, (_, dossier) => [codeOf(dossier), phoneOf(dossier)]));
  const find = lookUp({
    ways: {
      async wayIn(dossierCode) {
        counted.judged += 1;
        const phone = known.get(dossierCode);
        return phone === undefined ? undefined : { phones: [phone], token: dossierCode };
      },
    },
    tries: tableTries(memoryTable(), async () => pepper),
    limits,
  });
  const look = (dossier: number, digits: string, sourceIp: string, now: number) =>
    find({ dossierCode: codeOf(dossier), digits, sourceIp, now });
  return { look, counted };
};

interface Moment {
  readonly at: number;
  readonly who: 'owner' | 'stranger';
  readonly dossier: number;
  readonly source: number;
  readonly digits: string;
}

/** Two days: strangers by the thousand on some networks, owners now and then, partly on the same networks. */
const moments = (sources: number, guesses: number): fc.Arbitrary<readonly Moment[]> => {
  const someone = (who: Moment['who']) =>
    fc.record({
      at: fc.integer({ min: 0, max: DAYS * DAY_MS }),
      who: fc.constant(who),
      dossier: fc.oneof(fc.integer({ min: 0, max: DOSSIERS - 1 }), fc.integer({ min: 0, max: 3 })),
      source: fc.integer({ min: 0, max: sources - 1 }),
      digits: fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0')),
    });
  return fc
    .tuple(
      fc.array(someone('stranger'), { minLength: guesses, maxLength: guesses, size: 'max' }),
      fc.array(someone('owner'), { minLength: 60, maxLength: 60, size: 'max' }),
    )
    .map(([strangers, owners]) => [...strangers, ...owners].sort((a, b) => a.at - b.at));
};

const { perSource, inAll } = limits.wrongDigits;
const dayOf = (limit: typeof perSource): number => (limit.at(-1)?.atMost ?? 0) * (DAYS + 1);

test.each([
  ['one network', 1, 3000, dayOf(perSource)],
  ['a botnet of 400 networks', 400, 5000, dayOf(inAll)],
])('of the guesses from %s few are judged, and every owner gets in', async (_, sources, guesses, mostJudged) => {
  await fc.assert(
    fc.asyncProperty(moments(sources, guesses), async (story) => {
      const { look, counted } = installation();
      const opened = new Set<number>();
      let byStrangers = 0;
      for (const { at, who, dossier, source, digits } of story) {
        const now = MORNING + at;
        const ip = source % 2 === 0 ? `198.51.${source >> 8}.${source & 255}` : `2001:db8:0:${source.toString(16)}::7`;
        if (who === 'owner') {
          // The last digits first; where they are refused, the whole number, as the page says.
          const phone = phoneOf(dossier);
          const found = await look(dossier, phone.slice(-4), ip, now);
          expect(found.ok || (await look(dossier, phone, ip, now)).ok).toBe(true);
          continue;
        }
        const before = counted.judged;
        if ((await look(dossier, digits, ip, now)).ok) opened.add(dossier);
        byStrangers += counted.judged - before;
      }
      expect(byStrangers).toBeGreaterThan(mostJudged / 10);
      expect(byStrangers).toBeLessThanOrEqual(mostJudged);
      // A guess opens a dossier once in 10,000: so many judged ones make one opening unlikely and a third a fault.
      expect(opened.size).toBeLessThanOrEqual(2);
    }),
    { numRuns: 3 },
  );
});
