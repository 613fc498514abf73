import { expect, test } from 'vitest';
import { ok } from '../../../shared/kernel/result.ts';
import { played, waiting } from '../../support/remote-signing.ts';

/** A result signed at the sandbox's service by an owner who takes some minutes; whoever signs is killed at one call. */
const killedOnceAt = async (step: number) => {
  const { answer, choose } = played();
  await choose('NVA-01', 'slow');
  const orders = { heard: 0 };
  const rooms = await waiting((call) => {
    if (call.method === 'signatures/signHash') orders.heard += 1;
    return answer(call);
  });
  rooms.stamped();
  const { house, table, signAt } = rooms;
  const isHandleKept = () => table.all().some(({ sk }) => sk.startsWith('FACT#signature#officer#given#'));
  const kill = { at: '', isOrderLost: false };
  let calls = 0;
  house.onCall = (name) => {
    calls += 1;
    if (calls !== step) return;
    kill.at = name;
    kill.isOrderLost = orders.heard > 0 && !isHandleKept();
    throw new Error('killed');
  };
  for (const minutes of [0, 2]) await signAt(minutes).catch(() => 'killed');
  await choose('NVA-01', 'approve');
  for (const minutes of [4, 6, 8]) await signAt(minutes).catch(() => 'killed');
  house.onCall = undefined;
  return { ...rooms, kill, orders };
};

/** One signature of each role, in one file, which is the one that is registered. */
const expectOnce = async (rooms: Awaited<ReturnType<typeof killedOnceAt>>, where: string) => {
  const { table, ports, puts, firstKey, resultId, storedFile } = rooms;
  const entry = await rooms.entry();
  expect(entry.state, where).toBe('issued');
  expect(puts, where).toEqual([firstKey(resultId)]);
  expect(entry.made.map(({ role }) => role).sort(), where).toEqual(['agency', 'officer']);
  expect(entry.revisions.length, where).toBe(1);
  expect(entry.issued?.sha256, where).toBe(ports.sha256(storedFile(resultId)!.pdf));
  const report = rooms.report();
  expect(report, where).toMatchObject({ verdict: 'valid', level: 'B-T', coversWholeFile: true });
  expect(report.signatures.map(({ field }) => field).sort(), where).toEqual(['AgencySeal', 'Officer']);
  expect(
    table.all().filter(({ pk }) => pk.startsWith('CONFLICT#')),
    where,
  ).toEqual([]);
};

test('killed at whatever call: one signature of each role, one file, and who signs is asked twice only where the order was lost', async () => {
  const killedAt = new Set<string>();
  for (let step = 1; ; step += 1) {
    const rooms = await killedOnceAt(step);
    const { kill, orders, signAt } = rooms;
    const where = `killed at call ${step}, ${kill.at}`;
    await expectOnce(rooms, where);
    expect(orders.heard, where).toBe(kill.isOrderLost ? 2 : 1);
    expect(await signAt(10), where).toEqual(ok('done before'));
    expect(orders.heard, where).toBe(kill.isOrderLost ? 2 : 1);
    if (kill.at === '') break;
    killedAt.add(kill.at);
  }
  const both = (call: string) => [`asked ${call}`, `answered ${call}`];
  const deadly = [
    ...['info', 'oauth2/token', 'credentials/info', 'signatures/signHash', 'signatures/signPolling'].flatMap(both),
    ...['keep prepared', 'prepared kept', 'stamp asked', 'stamp answered', 'store file', 'file stored'],
  ];
  expect([...killedAt]).toEqual(expect.arrayContaining(deadly));
});
