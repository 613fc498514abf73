import { describe, expect, test } from 'vitest';
import { decisionsIn } from '../../../functions/dossiers/adapters/decision-ledger.ts';
import { apiHouse } from '../../support/api-house.ts';
import { transferRoom } from '../../support/transfer-room.ts';

type Headers = Record<string, string>;

/** The API with two operators and a back office of the city, and what is done with a decision on the calendar. */
const room = async () => {
  const house = await apiHouse();
  const { table, clock } = house.dossiers;
  const decisions = decisionsIn(table, () => clock.now);
  const one: Headers = await house.keyOf({ permission: 'operator', agencyCodes: [] });
  const two: Headers = await house.keyOf({ permission: 'operator', agencyCodes: [] });
  const city: Headers = await house.keyOf({ permission: 'back_office', agencyCodes: ['H26'] });
  /** Puts a decision where lists see it, as the stream's consumer does. */
  const place = async (decisionId: string) => {
    const head = await decisions.refold(decisionId);
    if (head) await decisions.place(head, 0);
  };
  const propose = async (given: Record<string, unknown> = {}, decisionId = 'storm') => {
    const body = {
      ...{ number: '77/QĐ-UBND', signedAt: '2026-11-16T08:00:00+07:00', scope: 'city', agencyCode: 'H26' },
      days: ['2026-11-18', '2026-11-19'].map((date) => ({ date, working: false, reason: 'Bão' })),
      by: 'Trần Thị C',
      ...given,
    };
    const route = 'PUT /v1/calendar-decisions/{decisionId}';
    const put = await house.call({ route, parameters: { decisionId }, body }, one);
    expect(put.body).toMatchObject({ status: 'proposed' });
  };
  const proposed = async (given?: Record<string, unknown>, decisionId?: string) => {
    await propose(given, decisionId);
    await place(decisionId ?? 'storm');
  };
  const list = async (query: Record<string, string> = {}, by = one) =>
    (await house.call({ route: 'GET /v1/approvals', query }, by)).body;
  const end = (approvalId: string, approve: boolean, by: Headers, more: Record<string, string> = {}) => {
    const body = { approve, by: 'Lê Thị Hoa', ...more };
    return house.call({ route: 'POST /v1/approvals/{approvalId}', parameters: { approvalId }, body }, by);
  };
  const decision = async (decisionId = 'storm') => {
    const route = 'GET /v1/calendar-decisions/{decisionId}';
    return (await house.call({ route, parameters: { decisionId } }, one)).body.status;
  };
  const revoke = (by: Headers) => {
    const route = 'POST /v1/calendar-decisions/{decisionId}/revoke';
    return house.call({ route, parameters: { decisionId: 'storm' }, body: { by: 'C' } }, by);
  };
  return { table, clock, one, two, city, place, propose, proposed, list, end, decision, revoke };
};

const conflict = (kind: string) => ({ status: 409, body: { kind } });

describe('a decision on the calendar that waits for a second person', () => {
  test('is listed for operators, of an agency and those above it, and for nobody else', async () => {
    const made = await room();
    await made.proposed();
    const { items, ...more } = await made.list();
    expect(more).toEqual({});
    expect(items).toEqual([
      {
        approvalId: expect.stringMatching(/^apr_[0-9a-z]{26}$/),
        kind: 'calendar_decision',
        subject: '/v1/calendar-decisions/storm',
        agencyCode: 'H26',
        reason: 'Bão',
        askedBy: expect.stringMatching(/^key_/),
        askedAt: '2026-11-16T10:00:00+07:00',
        state: 'open',
      },
    ]);
    expect((await made.list({ agency: 'H26' })).items).toEqual(items);
    expect((await made.list({ agency: 'H26.10' })).items).toEqual([]);
    expect((await made.list({}, made.city)).items).toEqual([]);
    for (const approve of [true, false])
      expect(await made.end(items[0].approvalId, approve, made.city)).toMatchObject({ status: 404 });
    expect(await made.decision()).toBe('proposed');
  });

  test('of the nation is of no agency', async () => {
    const made = await room();
    await made.proposed({ scope: 'nation', agencyCode: undefined });
    const [item] = (await made.list()).items;
    expect(item).toMatchObject({ kind: 'calendar_decision' });
    expect(item).not.toHaveProperty('agencyCode');
    expect((await made.list({ agency: 'H26' })).items).toEqual([]);
  });

  test('comes into force by the word of another than who proposed it, once', async () => {
    const made = await room();
    await made.proposed();
    const { approvalId } = (await made.list()).items[0];
    expect(await made.end(approvalId, true, made.one)).toMatchObject(conflict('same_person'));
    const ended = await made.end(approvalId, true, made.two);
    expect(ended).toMatchObject({ status: 200, body: { approvalId, state: 'approved' } });
    expect(await made.decision()).toBe('in_force');
    expect(await made.end(approvalId, true, made.two)).toEqual(ended);
    expect(await made.end(approvalId, false, made.one)).toMatchObject(conflict('already_decided'));
    expect(await made.decision()).toBe('in_force');
    await made.place('storm');
    expect((await made.list()).items).toEqual([]);
    expect((await made.list({ state: 'approved' })).items).toEqual([ended.body]);
  });

  test('stays approved when it is revoked later', async () => {
    const made = await room();
    await made.proposed();
    const { approvalId } = (await made.list()).items[0];
    await made.end(approvalId, true, made.two);
    expect(await made.revoke(made.one)).toMatchObject({ body: { status: 'revoked' } });
    await made.place('storm');
    expect((await made.list({ state: 'approved' })).items).toMatchObject([{ approvalId, state: 'approved' }]);
    expect((await made.list({ state: 'refused' })).items).toEqual([]);
    expect(await made.end(approvalId, false, made.one)).toMatchObject(conflict('already_decided'));
  });

  test('is dropped by a refusal, of who proposed it, too, with the reason', async () => {
    const made = await room();
    await made.proposed();
    const { approvalId } = (await made.list()).items[0];
    const ended = await made.end(approvalId, false, made.one, { reason: 'Trùng' });
    expect(ended).toMatchObject({ status: 200, body: { approvalId, state: 'refused' } });
    expect(await made.end(approvalId, false, made.two)).toEqual(ended);
    expect(await made.end(approvalId, true, made.two)).toMatchObject(conflict('already_decided'));
    expect(await made.decision()).toBe('revoked');
    expect(await made.table.get('CAL#storm', 'FACT#decided')).toMatchObject({ fact: { reason: 'Trùng' } });
    await made.place('storm');
    expect((await made.list({ state: 'refused' })).items).toMatchObject([{ approvalId }]);
    expect((await made.list({ state: 'approved' })).items).toEqual([]);
  });

  test('is asked about anew where another proposal takes its place', async () => {
    const made = await room();
    await made.proposed();
    const { approvalId } = (await made.list()).items[0];
    await made.propose({ number: '78/QĐ-UBND' });
    expect(await made.end(approvalId, true, made.two)).toMatchObject({ status: 404 });
    await made.place('storm');
    const [item, ...others] = (await made.list()).items;
    expect(others).toEqual([]);
    expect(item.approvalId).not.toBe(approvalId);
    expect(await made.end(approvalId, true, made.two)).toMatchObject({ status: 404 });
    expect(await made.end(item.approvalId, true, made.two)).toMatchObject({ status: 200 });
  });

  test('is not approved once one of its days has come', async () => {
    const made = await room();
    await made.proposed();
    const { approvalId } = (await made.list()).items[0];
    made.clock.now = Date.parse('2026-11-18T08:00:00+07:00');
    expect(await made.end(approvalId, true, made.two)).toMatchObject(conflict('not_allowed_now'));
    expect(await made.end(approvalId, false, made.two)).toMatchObject({ status: 200 });
  });
});

test('pages go through all that waits once, the oldest decision first and money behind', async () => {
  const made = await transferRoom();
  made.limit.vnd = 100_000;
  await made.decide(await made.unmatched('1'), 'refund');
  await made.decide(await made.unmatched('2'), 'refund');
  let now = made.clock.now;
  const decisions = decisionsIn(made.dossierTable, () => now);
  for (const [i, decisionId] of ['z', 'm', 'a'].entries()) {
    const days = [{ date: '2026-12-30', working: false, reason: `Ngày ${i}` }];
    const said = { number: '77', signedAt: 1, scope: 'nation' as const, days, by: 'C' };
    await decisions.record(decisionId, { kind: 'proposed', proposal: 1, ...said }, { recordedBy: 'k', requestId: 'r' });
    const head = await decisions.refold(decisionId);
    if (head) await decisions.place(head, 0);
    now += 1000;
  }
  await made.settle();
  const headers = { authorization: made.keys.operator };
  for (const limit of [1, 2, 3, 4, 5]) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: [String(limit)], ...(cursor ? { cursor: [cursor] } : {}) };
      const { body } = await made.call('listApprovals', {}, { query, headers });
      expect(body.items.length).toBeLessThanOrEqual(limit);
      for (const { kind, subject } of body.items) seen.push(kind === 'calendar_decision' ? subject.slice(-1) : kind);
      cursor = body.nextCursor;
    } while (cursor !== undefined && seen.length < 10);
    expect(seen, `${limit} a page`).toEqual(['z', 'm', 'a', 'transfer_decision', 'transfer_decision']);
  }
});
