import { expect, test } from 'vitest';
import { call, dossierOf, eventually, keys, registered, sendEvent, stack } from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';

const entries = async (dossierCode: string, type: string) =>
  (await dossierOf(dossierCode)).timeline.filter((entry: { type: string }) => entry.type === type);

const accepted = async (timeLimit: { amount: number; unit: string }, receivedAt: string) => {
  const { dossierCode } = await registered({
    receivedAt,
    submittedAt: receivedAt,
    timeLimit,
    notify: { sms: false, email: false },
  });
  const answer = await sendEvent(dossierCode, 'accepted', receivedAt);
  expect(answer.status, answer.text).toBe(200);
  return { dossierCode, promisedAt: answer.body.promisedAt };
};

test('the sweep announces due soon and overdue once each, never early', async () => {
  // Far ahead of today, whenever that is, so that only the sweep's time decides.
  const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
  const { dossierCode, promisedAt } = await accepted({ amount: 40, unit: 'working_days' }, aMinuteAgo);
  const due = Date.parse(promisedAt);
  // The sweep reads an index that is a moment behind: the head must be there first.
  await eventually(async () => {
    await invoke('deadlineSweep', { time: new Date(due - 60_000).toISOString() });
    expect(await entries(dossierCode, 'due_soon')).toHaveLength(1);
  });
  await invoke('deadlineSweep', { time: new Date(due).toISOString() });
  expect(await entries(dossierCode, 'overdue')).toHaveLength(0);
  // Two at once, as when a tick is delivered twice, and one after them.
  const late = () => invoke('deadlineSweep', { time: new Date(due + 60_000).toISOString() });
  await Promise.all([late(), late()]);
  await invoke('deadlineSweep', { time: new Date(due + 120_000).toISOString() });
  expect(await entries(dossierCode, 'overdue')).toHaveLength(1);
  expect(await entries(dossierCode, 'due_soon')).toHaveLength(1);
});

test('a supplement pauses the clock and moves the promise by the working time it took', async () => {
  const { dossierCode, promisedAt } = await accepted({ amount: 3, unit: 'working_days' }, '2026-11-16T09:30:00+07:00');
  expect(promisedAt).toBe('2026-11-19T17:00:00+07:00');
  const paused = await sendEvent(dossierCode, 'supplement_requested', '2026-11-17T08:00:00+07:00');
  expect(paused.body).toMatchObject({ status: { number: 5 }, promisedAt, clock: { state: 'paused' } });
  const resumed = await sendEvent(dossierCode, 'supplement_received', '2026-11-18T08:00:00+07:00');
  expect(resumed.body.promisedAt).toBe('2026-11-20T17:00:00+07:00');
});

test('overdue dossiers are listed, soonest first, for their agency only', async () => {
  const { dossierCode } = await accepted({ amount: 1, unit: 'working_days' }, '2026-11-16T09:30:00+07:00');
  const codes = async (key: string, agency: string) => {
    const found: string[] = [];
    let cursor = '';
    do {
      const path = `/v1/deadlines?state=due_soon,overdue&agency=${agency}&limit=200${cursor}`;
      const { status, text, body: page } = await call('GET', path, { key });
      expect(status, text).toBe(200);
      for (const item of page.items) found.push(item.dossierCode);
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '');
    return found;
  };
  await eventually(async () => expect(await codes(keys.backOffice, stack.agencies.main)).toContain(dossierCode));
  expect(await codes(keys.otherBackOffice, stack.agencies.other)).not.toContain(dossierCode);
});
