import { describe, expect, test } from 'vitest';
import { immediateSigner } from '../../../functions/results/adapters/immediate-signer.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { delayedUntil, renewalOf } from '../../../functions/results/domain/renewal.ts';
import { viewOf } from '../../../functions/results/domain/view.ts';
import type { RevocationSource } from '../../../functions/results/pades/revocation/gather.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { renewResult } from '../../../functions/results/usecases/renew-result.ts';
import { revokeResult } from '../../../functions/results/usecases/revoke-result.ts';
import { sweepRenewals } from '../../../functions/results/usecases/sweep-renewals.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, sortable } from '../../../shared/kernel/time.ts';
import type { Timers } from '../../../shared/kernel/timers.ts';
import { addresses, installedAuthority } from '../../support/installed-authority.ts';
import { simplePdf } from '../../support/pdf-samples.ts';
import { backOffice, NOON, resultsHouse } from '../../support/results-house.ts';

const SIGNED = NOON + 90_000;
const installed = await installedAuthority(NOON);
const rootsPem = (await installed.trust.anchors()).rootsPem;

/** A result that was issued at B-T, with a plan of that level, and everything that it is to last by. */
const issued = async (level: string) => {
  const rooms = resultsHouse();
  const { house, ports } = rooms;
  const clock = { now: SIGNED };
  const tsa = { isUp: true, failures: [] as string[] };
  const found = { isOcsp: true, crlOf: (now: number) => now as number | undefined, asked: [] as string[] };
  await ports.trust.putAnchors({ rootsPem });
  house.plan = { level, signatures: [{ role: 'agency', field: 'AgencySeal' }] };
  house.signers.agency = ok(immediateSigner(installed.signer, installed.roots));
  house.timestamping = {
    authorities: [
      {
        name: 'tsa-1',
        request: async (der) => (tsa.isUp ? installed.services.stampBy('tsa-1', der, clock.now) : new Uint8Array()),
      },
    ],
    roots: installed.roots,
    failed: (name) => tsa.failures.push(name),
  };
  const source: RevocationSource = {
    async ocsp(url, request) {
      found.asked.push(url);
      return found.isOcsp ? installed.services.ocsp(request, clock.now) : undefined;
    },
    async crl(url) {
      found.asked.push(url);
      const at = found.crlOf(clock.now);
      return at === undefined ? undefined : installed.services.crl(at);
    },
  };
  const resultId = await rooms.ready(simplePdf());
  expect(await rooms.sign(resultId)).toEqual(ok('issued'));
  const entry = async () => (await ports.registry.read(resultId))!;
  const parts = { ...ports, source };
  const renewAt = (now: number) => {
    clock.now = now;
    return renewResult(parts)({ resultId, requestId: 'r9', asOf: now, now });
  };
  const fileOf = (n: number) => rooms.stored.get(ports.files.keyOf(resultId, n))?.pdf;
  const report = (n: number, now: number) =>
    verifyPdf(fileOf(n)!, { roots: installed.roots, now: new Date(now), requireRevocation: true });
  return { ...rooms, clock, tsa, found, parts, resultId, entry, renewAt, fileOf, report };
};

const missing = ok('delayed:revocation_unavailable');

describe('a result that is to last', () => {
  test('at B-LTA has the data and a time stamp over them as its second version, with every byte of the first', async () => {
    const { entry, renewAt, fileOf, report, found } = await issued('B-LTA');
    expect(viewOf(await entry(), '')).toMatchObject({ state: 'issued', level: 'B-T' });
    expect(report(1, SIGNED)).toMatchObject({ verdict: 'indeterminate', reason: 'revocation_unknown' });
    expect(await renewAt(SIGNED + MINUTE_MS)).toEqual(ok('renewed'));
    const [first, second] = [fileOf(1)!, fileOf(2)!];
    expect(Buffer.from(second.subarray(0, first.length)).equals(Buffer.from(first))).toBe(true);
    expect(report(2, SIGNED + MINUTE_MS)).toMatchObject({ verdict: 'valid', level: 'B-LTA', coversWholeFile: true });
    const { versions, level, signatures } = viewOf(await entry(), '');
    expect([level, versions.map((one) => one.level)]).toEqual(['B-LTA', ['B-T', 'B-LTA']]);
    expect(signatures).toMatchObject([{ state: 'signed', signedAt: '2026-11-19T09:01:30+07:00' }]);
    expect(new Set(found.asked)).toEqual(new Set([addresses.ocspUrl]));
    expect(await renewAt(SIGNED + 2 * MINUTE_MS)).toEqual(ok('not due'));
  });

  test('at B-LT has the data alone, and nothing more ever', async () => {
    const { entry, renewAt, report } = await issued('B-LT');
    expect(await renewAt(SIGNED + MINUTE_MS)).toEqual(ok('renewed'));
    expect(report(2, SIGNED + MINUTE_MS)).toMatchObject({ verdict: 'valid', level: 'B-LT' });
    expect((await entry()).current).toMatchObject({ n: 2, level: 'B-LT' });
    expect(renewalOf(await entry())).toBeUndefined();
  });

  test('is stamped anew a year later, while what it rests on can be asked about, and is sound long after', async () => {
    const { entry, renewAt, report } = await issued('B-LTA');
    await renewAt(SIGNED + MINUTE_MS);
    const stamped = SIGNED + MINUTE_MS;
    const second = (await entry()).current?.archived;
    expect(second?.stampedAt).toBe(stamped);
    expect(second?.certificateEnds).toBeGreaterThan(stamped + 9 * 365 * DAY_MS);
    expect(renewalOf(await entry())).toEqual({ level: 'B-LTA', at: stamped + 365 * DAY_MS, tries: 0 });
    expect(await renewAt(stamped + 365 * DAY_MS - 1)).toEqual(ok('not due'));
    expect(await renewAt(stamped + 365 * DAY_MS)).toEqual(ok('renewed'));
    expect(report(3, stamped + 366 * DAY_MS)).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
    expect((await entry()).revisions.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  test('is stamped by the clock, whatever moment it is swept as of', async () => {
    const { entry, renewAt, parts, resultId } = await issued('B-LTA');
    await renewAt(SIGNED + MINUTE_MS);
    const asOf = SIGNED + 366 * DAY_MS;
    expect(await renewResult(parts)({ resultId, requestId: 'r9', asOf, now: SIGNED + MINUTE_MS })).toEqual(
      ok('renewed'),
    );
    expect((await entry()).current).toMatchObject({ n: 3, archived: { stampedAt: SIGNED + MINUTE_MS } });
  });

  test('waits for data from after its signature, looked for ever later', async () => {
    const { entry, renewAt, found, puts } = await issued('B-LTA');
    found.isOcsp = false;
    found.crlOf = () => SIGNED - MINUTE_MS;
    expect(await renewAt(SIGNED + MINUTE_MS)).toEqual(missing);
    expect(renewalOf(await entry())?.at).toBe(SIGNED + MINUTE_MS + HOUR_MS / 4);
    expect(await renewAt(SIGNED + 2 * MINUTE_MS)).toEqual(ok('not due'));
    found.crlOf = () => undefined;
    expect(await renewAt(SIGNED + HOUR_MS)).toEqual(missing);
    expect(renewalOf(await entry())).toMatchObject({ at: SIGNED + 1.5 * HOUR_MS, tries: 2 });
    expect(puts).toHaveLength(1);
    found.crlOf = (now) => now;
    expect(await renewAt(SIGNED + 2 * HOUR_MS)).toEqual(ok('renewed'));
    expect((await entry()).current).toMatchObject({ n: 2, level: 'B-LTA' });
  });

  test('waits for a time stamp without a word of its own: the next sweep asks again', async () => {
    const { entry, renewAt, tsa } = await issued('B-LTA');
    const before = await entry();
    tsa.isUp = false;
    expect(await renewAt(SIGNED + MINUTE_MS)).toMatchObject({
      ok: false,
      failure: { kind: 'temporarily_unavailable' },
    });
    expect(tsa.failures).toEqual(['tsa-1']);
    expect(await entry()).toEqual(before);
    tsa.isUp = true;
    expect(await renewAt(SIGNED + DAY_MS)).toEqual(ok('renewed'));
  });

  test('has one second version, whoever makes it at once or is killed at whatever step', async () => {
    const { renewAt, entry, puts } = await issued('B-LTA');
    const both = await Promise.all([renewAt(SIGNED + MINUTE_MS), renewAt(SIGNED + MINUTE_MS)]);
    expect(both).toEqual([ok('renewed'), ok('renewed')]);
    expect([puts.length, (await entry()).revisions.length]).toEqual([2, 2]);

    for (let step = 1; ; step += 1) {
      const rooms = await issued('B-LTA');
      let calls = 0;
      rooms.house.onCall = () => {
        calls += 1;
        if (calls === step) throw new Error('killed');
      };
      const killed = await rooms.renewAt(SIGNED + MINUTE_MS).catch(() => 'killed');
      rooms.house.onCall = undefined;
      await rooms.renewAt(SIGNED + 2 * MINUTE_MS);
      const { current, revisions } = await rooms.entry();
      expect(current, `killed at ${step}`).toMatchObject({ n: 2, level: 'B-LTA' });
      expect([revisions.length, rooms.puts.length]).toEqual([2, 2]);
      expect(current?.sha256).toBe(rooms.ports.sha256(rooms.fileOf(2)!));
      if (killed !== 'killed') break;
    }
  });

  test('no longer is once it was revoked; a plan without such a level never was', async () => {
    const { entry, ports, resultId, renewAt } = await issued('B-LTA');
    const input = { decisionNumber: '1/QĐ', reason: 'Sai', by: 'B' };
    await revokeResult(ports)({ resultId, input, caller: backOffice, requestId: 'r4', now: SIGNED + 1000 });
    expect((await entry()).state).toBe('revoked');
    expect(await renewAt(SIGNED + MINUTE_MS)).toEqual(ok('not due'));
    for (const level of ['B-T', 'B-B']) expect(renewalOf(await (await issued(level)).entry())).toBeUndefined();
  });
});

test('what waits lies among the timers at its moment', async () => {
  const { entry, renewAt } = await issued('B-LTA');
  const timerOf = async () => resultBook.project(await entry()).entries.renewal?.timer;
  const [resultId, first] = [(await entry()).resultId, await timerOf()];
  expect(first?.sk).toBe(`${sortable((await entry()).current!.registeredAt)}#${resultId}`);
  await renewAt(SIGNED + MINUTE_MS);
  expect(await timerOf()).toEqual({ pk: first?.pk, sk: `${sortable(SIGNED + MINUTE_MS + 365 * DAY_MS)}#${resultId}` });
});

test('what could not be had is looked for four times a day for ten days, then once in thirty, a hundred times in all', async () => {
  const waits = [0, 1, 2, 3, 4, 43, 44, 99].map((tries) => delayedUntil(tries, 0) / HOUR_MS);
  expect(waits).toEqual([0.25, 0.5, 1, 3, 6, 6, 720, 720]);
  const { entry } = await issued('B-LTA');
  const known = await entry();
  const delayed = { kind: 'renewal_delayed', n: 2, until: NOON, reason: 'revoked' } as const;
  const after = (length: number) =>
    renewalOf({ ...known, delays: Array.from({ length }, (_, tries) => ({ ...delayed, tries })) });
  expect(after(99)).toMatchObject({ tries: 99 });
  expect(after(100)).toBeUndefined();
});

test('a stamp of an authority whose certificate ends soon is covered before that, and not at once', async () => {
  const { entry, renewAt } = await issued('B-LTA');
  await renewAt(SIGNED + MINUTE_MS);
  const known = await entry();
  if (!known.issued) throw new Error('it was not issued');
  const dueAfter = (days: number) => {
    const archived = { stampedAt: 0, certificateEnds: days * DAY_MS };
    return (renewalOf({ ...known, current: { ...known.current, archived } })?.at ?? 0) / DAY_MS;
  };
  expect([1000, 400, 360, 100, 4].map(dueAfter)).toEqual([365, 310, 270, 75, 3]);
});

test('a file with a signature that bears no time stamp stays as it is', async () => {
  const { entry } = await issued('B-LTA');
  const known = await entry();
  if (!known.issued) throw new Error('it was not issued');
  expect(renewalOf({ ...known, current: { ...known.current, level: 'B-B' } })).toBeUndefined();
});

describe('a sweep', () => {
  const timersOf = (...ids: readonly string[]): Timers<{ readonly resultId: never }> => ({
    shards: [0],
    async *waiting() {
      for (const resultId of ids) yield [{ resultId: resultId as never }];
    },
  });

  test('renews what is due and begins no other once no authority answers, or once its time is over', async () => {
    const { parts, resultId, tsa, clock } = await issued('B-LTA');
    const sweepOf = (...ids: readonly string[]) =>
      sweepRenewals({ ...parts, timers: timersOf(...ids), clock: () => clock.now, until: () => clock.now + 30_000 });
    clock.now = SIGNED + MINUTE_MS;
    tsa.isUp = false;
    expect(await sweepOf(resultId, resultId)(clock.now, 'r1')).toEqual({ renewed: 0, delayed: 0, failed: [] });
    expect(tsa.failures).toEqual(['tsa-1']);
    tsa.isUp = true;
    const late = sweepRenewals({
      ...{ ...parts, timers: timersOf(resultId) },
      ...{ clock: () => clock.now + 1, until: () => clock.now },
    });
    expect(await late(clock.now, 'r1')).toEqual({ renewed: 0, delayed: 0, failed: [] });
    expect(await sweepOf(resultId, resultId)(clock.now, 'r1')).toEqual({ renewed: 1, delayed: 0, failed: [] });
    // As of a year later it is due again as soon as it was stamped.
    const aYearLater = clock.now + 366 * DAY_MS;
    expect(await sweepOf(resultId, resultId)(aYearLater, 'r1')).toEqual({ renewed: 1, delayed: 0, failed: [] });
  });

  test('goes on past a result whose newest file is gone', async () => {
    const [{ parts, resultId, clock }, gone] = [await issued('B-LTA'), 'res_gone'];
    const lost = {
      ...parts.files,
      stored: async (...[id, n]: Parameters<typeof parts.files.stored>) =>
        id === gone ? undefined : parts.files.stored(id, n),
    };
    const registry = {
      ...parts.registry,
      read: (id: typeof resultId) => parts.registry.read(id === gone ? resultId : id),
    };
    clock.now = SIGNED + MINUTE_MS;
    const sweep = sweepRenewals({
      ...{ ...parts, registry, files: lost, timers: timersOf(gone, resultId) },
      ...{ clock: () => clock.now, until: () => clock.now },
    });
    expect(await sweep(clock.now, 'r1')).toMatchObject({ renewed: 1, failed: [{ resultId: gone }] });
  });

  test('names what went wrong and goes on', async () => {
    const { parts, resultId, clock } = await issued('B-LTA');
    const broken = { ...parts.files, stored: async () => Promise.reject(new Error('the store is away')) };
    clock.now = SIGNED + MINUTE_MS;
    const sweep = sweepRenewals({
      ...{ ...parts, files: broken, timers: timersOf(resultId, 'res_unknown') },
      ...{ clock: () => clock.now, until: () => clock.now },
    });
    expect(await sweep(clock.now, 'r1')).toMatchObject({ renewed: 0, failed: [{ resultId }] });
  });
});
