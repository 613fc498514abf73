import { describe, expect, test } from 'vitest';
import { listBreaks } from '../../../functions/payments/usecases/read-reconciliation.ts';
import { checkStatement } from '../../../functions/payments/usecases/read-statement.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { reconciling } from '../../bench/callbacks/reconciling.ts';
import { backOffice, MERCHANT, must } from '../../support/payments.ts';
import { theCaller as caller, statementRoom as room, theStatement as statement } from '../../support/statement-room.ts';
import { csvOf, type Written } from '../../support/statements.ts';

const HEADER = csvOf([]);

async function* pieces(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const faultsOf = async (text: string | Uint8Array, size = 7) => {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const checked = await checkStatement(pieces(bytes, size));
  return checked.ok ? [] : checked.failure.kind === 'invalid_input' ? checked.failure.fields : [checked.failure];
};

const LINE = 'REF1,T1,payment,150000,3300,2026-11-20T10:10:10+07:00';

describe('the reader', () => {
  test.each([
    ['LF', `${HEADER}${LINE}\n`],
    ['no end of the last line', `${HEADER}${LINE}`],
    ['CRLF', `${HEADER}${LINE}\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${HEADER}${LINE}\n`],
    ['quoted fields', `${HEADER}"REF1","T1","payment","150000","3300","2026-11-20T10:10:10+07:00"\r\n`],
    ['neither reference nor fee', `${HEADER},T1,refund,150000,,2026-11-20T03:10:10Z\n\n`],
    ['no line at all', HEADER],
  ])('takes %s, wherever it is cut', async (_, text) => {
    for (const size of [1, 2, 3, 1000]) expect(await faultsOf(text, size)).toEqual([]);
  });

  test.each([
    ['nothing', '', 'lines[1]'],
    ['another header', `a,b\n${LINE}`, 'lines[1]'],
    [
      'columns in another order',
      HEADER.replace('reference,provider_transaction_id', 'provider_transaction_id,reference'),
      'lines[1]',
    ],
    ['an amount with a fraction', `${HEADER}${LINE}\n${LINE.replace('150000', '150000.5')}`, 'lines[3].amount_vnd'],
    ['a negative amount', `${HEADER}${LINE.replace('150000', '-1')}`, 'lines[2].amount_vnd'],
    ['a fee that is no number', `${HEADER}${LINE.replace('3300', '2%')}`, 'lines[2].fee_vnd'],
    ['another kind', `${HEADER}${LINE.replace('payment', 'transfer')}`, 'lines[2].kind'],
    ['a time without offset', `${HEADER}${LINE.replace('+07:00', '')}`, 'lines[2].occurred_at'],
    ['no transaction', `${HEADER}${LINE.replace('T1', '')}`, 'lines[2].provider_transaction_id'],
    ['too few fields', `${HEADER}REF1,T1\n`, 'lines[2]'],
    ['a quotation mark that is not closed', `${HEADER}"REF1,T1\n`, 'lines[2]'],
    ['something after a quoted field', `${HEADER}"REF1"x,T1\n`, 'lines[2]'],
    ['a line without end', `${HEADER}${'x'.repeat(9000)}`, 'lines[2]'],
  ])('tells the place of %s', async (_, text, path) => {
    for (const size of [1, 1000])
      expect((await faultsOf(text, size)).map((fault) => 'path' in fault && fault.path)).toEqual([path]);
  });

  test('tells several faults at once, and not without end', async () => {
    const wrong = LINE.replace('150000', 'x').replace('payment', 'y');
    expect(await faultsOf(`${HEADER}${wrong}\n`)).toHaveLength(2);
    expect(await faultsOf(`${HEADER}${`${wrong}\n`.repeat(1000)}`, 1000)).toHaveLength(100);
  });

  test('takes nothing that is not UTF-8', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(`${HEADER}${LINE}\n`), 0xff]);
    expect(await faultsOf(bytes)).toMatchObject([{ path: 'lines[3]' }]);
    const inside = new TextEncoder()
      .encode(`${HEADER}${LINE}\n`)
      .map((byte) => (byte === 'T'.charCodeAt(0) ? 0xc3 : byte));
    expect(await faultsOf(inside)).toMatchObject([
      { path: 'lines[2].provider_transaction_id' },
      { path: 'lines[2].occurred_at' },
    ]);
  });
});

describe('handing in', () => {
  test('the same file again is the same version; another one the next; equal ones at once are one', async () => {
    const { put, told } = await room();
    const lines = [{ transaction: '1', reference: 'X' }];
    expect(must(await put(lines))).toEqual({ version: 1 });
    expect(must(await put(lines))).toEqual({ version: 1 });
    expect(must(await put([]))).toEqual({ version: 2 });
    const other = [{ transaction: '2', reference: 'X' }];
    const versions = await Promise.all(Array.from({ length: 10 }, () => put(other)));
    expect(new Set(versions.map((each) => must(each).version))).toEqual(new Set([3]));
    expect(told.length).toBeGreaterThanOrEqual(3);
  });

  test('nothing is kept of a file with a wrong line, of a day to come, or of an account that is not the caller’s', async () => {
    const { put, kept, told, clock } = await room();
    expect(await put([{ transaction: '' }])).toMatchObject({ failure: { kind: 'invalid_input' } });
    expect(await put([], '2026-11-21')).toMatchObject({ failure: { fields: [{ path: 'date' }] } });
    expect(await put([], statement.date, backOffice('H27'))).toMatchObject({ failure: { kind: 'not_found' } });
    expect([kept.size, told.length]).toEqual([0, 0]);
    clock.now += DAY_MS;
    expect(await put([], '2026-11-21')).toMatchObject({ ok: true });
  });

  test('a day has so many files', async () => {
    const { put } = await room();
    for (let n = 0; n < 50; n += 1) must(await put([{ transaction: String(n) }]));
    expect(await put([])).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });
});

describe('a line', () => {
  test('of money that the provider told matches', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const { changes, ...shown } = await made.reconciled([{ ...one, transaction: '77' }]);
    expect(shown).toEqual({ state: 'done', version: 1, lines: 1, matched: 1, breaks: [] });
    expect(changes).toEqual([]);
  });

  test('of money that was never heard of is money of its fee, once, and its break closes', async () => {
    const made = await room();
    const one = await made.attempt('a');
    const lines = [{ ...one, transaction: '77' }];
    const shown = await made.reconciled(lines);
    expect(shown).toMatchObject({ lines: 1, matched: 1 });
    expect(shown.breaks).toMatchObject([{ kind: 'missing_in_ledger', state: 'closed', amountVnd: 150_000 }]);
    expect(await made.known(one.paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
    expect(await made.pay(one, '77')).toBe('repeated');
    expect(await made.known(one.paymentId)).toMatchObject({ receivedVnd: 150_000, flags: [] });
  });

  test('of an order that is not ours is an unmatched transfer; told by the provider too it is one', async () => {
    const made = await room();
    const strange = { reference: 'NOBODY1', amountVnd: 150_000 };
    await made.pay(strange, '78');
    await made.reconciled([
      { reference: 'NOBODY1', transaction: '78' },
      { reference: 'NOBODY2', transaction: '79' },
    ]);
    const transfers = made.table.all().filter(({ pk, sk }) => pk.startsWith('TXN#') && sk === 'HEAD');
    expect(transfers).toHaveLength(2);
    expect(await made.shown()).toMatchObject({ matched: 2, breaks: [{ kind: 'missing_in_ledger', state: 'closed' }] });
  });

  test('with another number of its transaction matches by reference and amount, and one money is one line', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const bank = { ...one, transaction: 'FT9' };
    expect(await made.reconciled([bank])).toMatchObject({ matched: 1, breaks: [] });
    await made.reconciled([bank, { ...one, transaction: 'FT10' }]);
    expect(await made.known(one.paymentId)).toMatchObject({ receivedVnd: 300_000 });
  });

  test('paid twice and heard of once: the second is found, whichever line comes first', async () => {
    for (const order of [
      ['77', '88'],
      ['88', '77'],
    ]) {
      const made = await room();
      const one = await made.attempt('a');
      await made.pay(one, '77');
      await made.reconciled(order.map((transaction) => ({ ...one, transaction })));
      expect(await made.known(one.paymentId)).toMatchObject({ receivedVnd: 300_000, flags: ['duplicate', 'overpaid'] });
    }
  });

  test('without a reference is an unmatched transfer at once, once', async () => {
    const made = await room();
    const { breaks, matched } = await made.reconciled([{ transaction: 'FT9' }]);
    expect([matched, breaks]).toMatchObject([1, [{ kind: 'missing_in_ledger', state: 'closed' }]]);
    await made.reconciled([{ transaction: 'FT9' }, { transaction: 'FT9' }]);
    expect(made.table.all().filter(({ pk, sk }) => pk.startsWith('TXN#') && sk.startsWith('FACT#told'))).toHaveLength(
      1,
    );
  });

  test('of another amount is a break, which changes no money and which a corrected file closes', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const wrong = await made.reconciled([{ ...one, transaction: '77', amountVnd: 140_000 }]);
    expect(wrong.breaks).toMatchObject([
      { kind: 'amount_differs', amountVnd: 140_000, expectedVnd: 150_000, state: 'open' },
    ]);
    expect(await made.known(one.paymentId)).toMatchObject({ receivedVnd: 150_000, heldVnd: 0 });
    const right = await made.reconciled([{ ...one, transaction: '77' }]);
    expect(right).toMatchObject({ version: 2, matched: 1, breaks: [{ state: 'closed' }] });
    expect(right.changes).toMatchObject([
      { reference: one.reference, was: { amountVnd: 140_000 }, is: { amountVnd: 150_000 } },
    ]);
    const again = await made.reconciled([{ ...one, transaction: '77', amountVnd: 140_000 }]);
    expect(again).toMatchObject({ version: 3, breaks: [{ state: 'open' }] });
  });

  test('twice in a file counts once; twice with two amounts is a break that stays when it is worked through again', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const line = { ...one, transaction: '77' };
    expect(await made.reconciled([line, line])).toMatchObject({ lines: 2, matched: 2, breaks: [] });
    const two = await made.reconciled([line, { ...line, amountVnd: 1 }]);
    expect(two).toMatchObject({ matched: 1, breaks: [{ kind: 'amount_differs', amountVnd: 1, state: 'open' }] });
  });

  test('gone from a corrected file stays known, with a break', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.reconciled([{ ...one, transaction: '77' }]);
    const shown = await made.reconciled([]);
    expect(shown).toMatchObject({ lines: 0, breaks: [{ kind: 'missing_at_provider', state: 'open' }] });
    expect(shown.changes).toMatchObject([{ reference: one.reference, was: { kind: 'payment', amountVnd: 150_000 } }]);
    expect(shown.changes[0]?.is).toBeUndefined();
    expect(await made.known(one.paymentId)).toMatchObject({ state: 'paid' });
    expect(await made.reconciled([{ ...one, transaction: '77' }])).toMatchObject({ breaks: [{ state: 'closed' }] });
  });

  test('of a fee other than the contract’s is a break where there is a contract', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const line = { ...one, transaction: '77', feeVnd: 3301 };
    expect(await made.reconciled([line])).toMatchObject({ matched: 1 });
    const row = made.table.peek(`MER#vnpay#${MERCHANT}`, 'MER');
    await made.table.put({ ...row, pk: `MER#vnpay#${MERCHANT}`, sk: 'MER', fee: { perMille: 11, fixedVnd: 1650 } });
    made.clock.now += 61_000;
    expect(await made.reconciled([line, { transaction: 'R1', kind: 'refund', feeVnd: 5 }])).toMatchObject({
      breaks: expect.arrayContaining([
        expect.objectContaining({ kind: 'fee_differs', amountVnd: 3301, expectedVnd: 3300 }),
      ]),
    });
    expect(await made.reconciled([{ ...line, feeVnd: 3300 }])).toMatchObject({ matched: 1 });
  });

  test('of a refund that nobody asked for is a break and gives nothing back', async () => {
    const made = await room();
    const one = await made.attempt('a');
    await made.pay(one, '77');
    const shown = await made.reconciled([{ ...one, transaction: 'R1', kind: 'refund' }]);
    expect(shown.breaks).toMatchObject([{ kind: 'missing_in_ledger', line: 'refund', state: 'open' }]);
    expect(await made.known(one.paymentId)).toMatchObject({ state: 'paid', refundedVnd: 0 });
    const { breakId } = shown.breaks[0] as { breakId: string };
    expect(await made.decide(breakId, 'refund')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect(must(await made.decide(breakId, 'write_off')).found).toMatchObject({ state: 'closed' });
    expect(await made.known(one.paymentId)).toMatchObject({ state: 'paid', refundedVnd: 0 });
  });
});

describe('working through', () => {
  const many = (count: number): Written[] =>
    Array.from({ length: count }, (_, n) => ({ transaction: `T${n}`, reference: `NOBODY${n}` }));

  test('goes on where it was stopped, and ends the same', async () => {
    const made = await room();
    must(await made.put(many(230)));
    let calls = 0;
    const outcomes = await made.workAll(() => {
      calls += 1;
      return calls % 3 === 0;
    });
    expect(outcomes.filter(({ outcome }) => outcome === 'unfinished').length).toBeGreaterThan(2);
    expect(await made.shown()).toMatchObject({ state: 'done', lines: 230, matched: 230 });
  });

  test('killed at any call of the table, another visit ends the same', async () => {
    const lines = [...many(3), { transaction: 'FT1' }, { transaction: 'T1', reference: 'NOBODY1', amountVnd: 5 }];
    const whole = await room();
    const expected = await whole.reconciled(lines);
    for (let kill = 1; ; kill += 1) {
      const made = await room();
      must(await made.put(lines));
      let calls = 0;
      made.table.onCall = async () => {
        calls += 1;
        if (calls === kill) throw new Error('killed');
      };
      const next = made.told[0];
      if (!next) throw new Error('nothing told');
      const killed = await made
        .work(next, () => false, 'm-1')
        .then(
          () => false,
          () => true,
        );
      made.table.onCall = undefined;
      await made.workAll();
      expect(await made.shown(), `killed at ${kill}`).toEqual(expected);
      if (!killed) break;
    }
  });

  test('two visits at once count each line once', async () => {
    const made = await room();
    must(await made.put(many(120)));
    const [next] = made.told;
    if (!next) throw new Error('nothing told');
    await Promise.all([1, 2].map(() => made.work(next, () => false, 'm-1')));
    await made.workAll();
    expect(await made.shown()).toMatchObject({ lines: 120, matched: 120 });
    expect(made.table.all().filter(({ pk, sk }) => pk.startsWith('TXN#') && sk.startsWith('FACT#told'))).toHaveLength(
      120,
    );
  });

  test('an older version gives way to a newer one', async () => {
    const made = await room();
    must(await made.put(many(2)));
    must(await made.put(many(1)));
    expect((await made.workAll()).map(({ outcome }) => outcome)).toEqual(['superseded', 'done']);
    expect(await made.shown()).toMatchObject({ version: 2, lines: 1 });
  });

  test('all breaks are listed, page by page, by kind and state', async () => {
    const made = await room();
    await made.reconciled(Array.from({ length: 5 }, (_, n) => ({ transaction: `R${n}`, kind: 'refund' as const })));
    const wanted = { statement, kind: undefined, state: 'open' as const, limit: 2, caller };
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = must(await listBreaks(made.ports)({ ...wanted, after: after as `brk_${string}` | undefined }));
      ids.push(...page.items.map(({ breakId }) => breakId));
      after = page.after;
    } while (after);
    expect(new Set(ids).size).toBe(5);
    const closed = must(await listBreaks(made.ports)({ ...wanted, state: 'closed', after: undefined }));
    expect(closed.items).toEqual([]);
  });

  test('holds no more of a file that is ten times as long', async () => {
    await reconciling(2000);
    const [short, long] = [await reconciling(10_000), await reconciling(100_000)];
    expect(long.peakMegabytes).toBeLessThan(short.peakMegabytes + 4);
  }, 60_000);
});
