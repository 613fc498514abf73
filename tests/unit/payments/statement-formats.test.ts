import { describe, expect, test } from 'vitest';
import { formatItems } from '../../../functions/payments/adapters/format-items.ts';
import { memoOf } from '../../../functions/payments/domain/memo.ts';
import { StatementFormat } from '../../../functions/payments/domain/statement-format.ts';
import type { ReadLine } from '../../../functions/payments/domain/statement-line.ts';
import { checkStatement, statementLines } from '../../../functions/payments/usecases/read-statement.ts';
import { listFormats, putFormat, readFormat } from '../../../functions/payments/usecases/statement-formats.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { must } from '../../support/payments.ts';

const bank = {
  delimiter: ';',
  skipLines: 2,
  columns: {
    reference: 'Mã đơn',
    providerTransactionId: 'Số bút toán',
    kind: 'Loại',
    amountVnd: 'Số tiền',
    feeVnd: 'Phí',
    occurredAt: 'Thời gian',
  },
  kinds: { 'Thanh toán': 'payment', 'Hoàn tiền': 'refund', 'Tổng cộng': 'none' },
  amountMarks: { thousands: '.', decimal: ',' },
  times: 'dd/MM/yyyy HH:mm:ss',
} as const;

const HEADER = 'Thời gian;Số tiền;Phí;Loại;Số bút toán;Mã đơn;Ghi chú';
const LINE = '20/11/2026 10:10:10;150.000,00;3.300;Thanh toán;FT1;REF1;"một; hai"';
const textOf = (...lines: readonly string[]) => ['NGÂN HÀNG "A', 'Sao kê', HEADER, ...lines, ''].join('\r\n');

async function* pieces(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const read = async (file: string | Uint8Array, format: object = bank, size = 5) => {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const lines: ReadLine[] = [];
  for await (const line of statementLines(pieces(bytes, size), StatementFormat.parse(format))) lines.push(line);
  return lines;
};

const said = async (file: string | Uint8Array, format: object = bank, size = 5) =>
  (await read(file, format, size)).map((line) => (line.ok ? line.said : line.faults.map(({ path }) => path)));

const first = {
  reference: 'REF1',
  providerTransactionId: 'FT1',
  kind: 'payment',
  amountVnd: 150_000,
  feeVnd: 3300,
  occurredAt: Date.parse('2026-11-20T10:10:10+07:00'),
};

describe('a file in a named format', () => {
  test('is read by its titles, kinds, marks and times, wherever it is cut; lines that do not count say nothing', async () => {
    const refund = LINE.replace('Thanh toán;FT1', 'Hoàn tiền;FT2').replace('3.300', '');
    const total = ';1.000.000;;Tổng cộng;;;';
    for (const size of [1, 2, 3, 1000])
      expect(await said(textOf(LINE, refund, total), bank, size)).toEqual([
        first,
        { ...first, kind: 'refund', providerTransactionId: 'FT2', feeVnd: undefined },
      ]);
  });

  test('tells lines by their number in the file', async () => {
    const lines = await read(textOf(LINE, '', LINE));
    expect(lines.map((line) => line.ok && line.line)).toEqual([4, 6]);
  });

  test.each([
    ['an amount with another mark', LINE.replace('150.000,00', '150,000.00'), 'lines[4].amount_vnd'],
    ['an amount in groups that are none', LINE.replace('150.000,00', '15.0000'), 'lines[4].amount_vnd'],
    ['an amount with a fraction of a dong', LINE.replace('150.000,00', '150.000,50'), 'lines[4].amount_vnd'],
    ['a negative amount', LINE.replace('150.000', '-150.000'), 'lines[4].amount_vnd'],
    ['a fee that is no number', LINE.replace('3.300', '2%'), 'lines[4].fee_vnd'],
    ['a kind that the format does not have', LINE.replace('Thanh toán', 'Khác'), 'lines[4].kind'],
    ['a time in another pattern', LINE.replace('20/11/2026', '2026-11-20'), 'lines[4].occurred_at'],
    ['a day that does not exist', LINE.replace('20/11', '31/11'), 'lines[4].occurred_at'],
    ['no transaction', LINE.replace('FT1', ''), 'lines[4].provider_transaction_id'],
    ['a field too many', `${LINE};x`, 'lines[4]'],
  ])('tells the place of %s', async (_, line, path) => {
    expect(await said(textOf(line))).toEqual([[path]]);
  });

  test.each([
    ['a column that is missing', HEADER.replace('Số tiền', 'Tiền'), 'lines[3].amount_vnd'],
    ['a column that stands twice', HEADER.replace('Ghi chú', 'Phí'), 'lines[3].fee_vnd'],
  ])('refuses %s by the header, and reads nothing under it', async (_, header, path) => {
    expect(await said(textOf(LINE, LINE).replace(HEADER, header))).toEqual([[path]]);
  });

  test('without a header tells where it should be', async () => {
    expect(await said('a\r\nb\r\n')).toEqual([['lines[3]']]);
    expect(await said('')).toEqual([['lines[3]']]);
  });

  const plain = { ...bank, skipLines: 0 };
  const text = `${HEADER}\n${LINE}\n`;
  const utf16 = (value: string) => new Uint8Array(Buffer.from(value, 'utf16le'));

  test.each([
    ['UTF-8', 'utf-8', new TextEncoder().encode(text)],
    ['UTF-8 with a byte order mark', 'utf-8', new TextEncoder().encode(`\ufeff${text}`)],
    ['decomposed UTF-8', 'utf-8', new TextEncoder().encode(text.normalize('NFD'))],
    ['UTF-16', 'utf-16le', utf16(text)],
    ['UTF-16 with a byte order mark', 'utf-16le', utf16(`\ufeff${text}`)],
  ])('is text in %s', async (_, encoding, bytes) => {
    for (const size of [1, 3, 1000]) expect(await said(bytes, { ...plain, encoding }, size)).toEqual([first]);
  });

  test.each([
    // Windows-1258 writes ề as ê and a combining grave, Đ as 0xD0 (Unicode consortium, CP1258.TXT); Windows-1252 has é at 0xE9.
    ['windows-1258', [0xd0, 0x69, 0xea, 0xcc, 0x75], 'Điều'.normalize('NFD').normalize('NFC')],
    ['windows-1252', [0x43, 0x61, 0x66, 0xe9], 'Café'],
  ] as const)('is text in %s', async (encoding, title, name) => {
    const columns = { providerTransactionId: name, amountVnd: 'A', occurredAt: 'T' };
    const bytes = new Uint8Array([...title, ...Buffer.from(',A,T\nFT1,5,20261120\n')]);
    expect(await said(bytes, { columns, encoding, times: 'yyyyMMdd' })).toMatchObject([
      { providerTransactionId: 'FT1', amountVnd: 5, occurredAt: Date.parse('2026-11-20T00:00:00+07:00') },
    ]);
  });

  test.each([
    [100, {}, '15000000', 150_000],
    [100, {}, '150000', 1500],
    [1000, { decimal: '.' }, '1500.0', undefined],
    [1, { thousands: ',' }, '150000', 150_000],
    [1, {}, '0', 0],
    [1000, { decimal: '.' }, '0.00', 0],
    [100, {}, '5', undefined],
    [1, {}, '9999999999999', undefined],
  ] as const)('an amount of scale %i with the marks %j: %s', async (amountScale, amountMarks, amount, dong) => {
    const columns = { providerTransactionId: 'N', amountVnd: 'A', occurredAt: 'T' };
    const [line] = await said(`N|A|T\nFT1|${amount}|2026-11-20T10:10:10Z\n`, {
      ...{ columns, amountScale, amountMarks, delimiter: '|' },
    });
    expect(line).toEqual(dong === undefined ? ['lines[2].amount_vnd'] : expect.objectContaining({ amountVnd: dong }));
  });

  test('names its order by the memo in what the payer wrote, where there is one alone', async () => {
    const columns = { content: 'C', providerTransactionId: 'N', amountVnd: 'A', occurredAt: 'T' };
    const [one, two] = [memoOf('abcdefgh1'), memoOf('abcdefgh2')];
    const line = (content: string) => `${content},FT1,5,20/11/2026`;
    const file = ['C,N,A,T', line(`CK ${one} tu A`), line(`${one} ${two}`), line('nop phi')].join('\n');
    const lines = await said(file, { columns, times: 'dd/MM/yyyy' });
    expect(lines.map((each) => 'reference' in each && each.reference)).toEqual([one, undefined, undefined]);
  });

  test('has at most 100,000 lines', async () => {
    const columns = { providerTransactionId: 'N', amountVnd: 'A', occurredAt: 'T' };
    const format = StatementFormat.parse({ columns, times: 'yyyyMMdd' });
    const file = (lines: number) =>
      new TextEncoder().encode(`N,A,T\n${Array.from({ length: lines }, (_, n) => `F${n},5,20261120`).join('\n')}`);
    expect(await checkStatement(pieces(file(100_000), 65_536), format)).toMatchObject({ ok: true });
    expect(await checkStatement(pieces(file(100_001), 65_536), format)).toMatchObject({
      failure: { fields: [{ path: 'lines[100002]', message: expect.stringContaining('100000') }] },
    });
  }, 30_000);
});

describe('a format', () => {
  const by = { recordedBy: `key_${'1'.repeat(26)}`, requestId: 'r-1' };
  const at = Date.parse('2026-11-20T09:00:00+07:00');
  const house = () => ({ formats: formatItems(memoryTable(), () => at) });

  test.each([
    ['another delimiter', { delimiter: '::' }, 'delimiter'],
    ['an encoding that nobody reads', { encoding: 'tcvn' }, 'encoding'],
    ['a pattern without a year', { times: 'dd/MM HH:mm' }, 'times'],
    ['a pattern with the month twice', { times: 'MM/MM/yyyy dd' }, 'times'],
    ['a pattern with other letters', { times: 'dd/MM/yyyy hh:mm a' }, 'times'],
    ['a scale that is no power of ten', { amountScale: 7 }, 'amountScale'],
    ['one mark for two things', { amountMarks: { thousands: '.', decimal: '.' } }, 'amountMarks'],
    ['a column of kinds and no kinds', { kinds: {} }, 'kinds'],
    ['a kind that there is not', { kinds: { x: 'transfer' } }, 'kinds.x'],
    ['a column of ours that there is not', { columns: { ...bank.columns, payer: 'x' } }, 'columns'],
  ])('with %s is refused', (_, wrong, path) => {
    const { error } = StatementFormat.safeParse({ ...bank, ...wrong });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('is kept version by version; an equal one, and equal ones at once, are one version', async () => {
    const ports = house();
    const format = StatementFormat.parse(bank);
    const [one, ...others] = await Promise.all([1, 2, 3].map(() => putFormat(ports)('bank', format, by)));
    expect([one, ...others].filter((each) => each?.ok && each.value.created)).toHaveLength(1);
    const other = { ...format, skipLines: 0 };
    expect(must(await putFormat(ports)('bank', other, by))).toMatchObject({ created: false, kept: { version: 2 } });
    expect(must(await putFormat(ports)('bank', other, by)).kept.version).toBe(2);
    expect(await ports.formats.find({ name: 'bank', version: 1 })).toEqual(format);
    expect(must(await readFormat(ports)('bank'))).toMatchObject({ version: 2, format: other });
    expect(await readFormat(ports)('unknown')).toMatchObject({ failure: { kind: 'not_found' } });
  });

  test('has at most so many versions', async () => {
    const ports = house();
    for (let n = 0; n < 100; n += 1)
      must(await putFormat(ports)('bank', StatementFormat.parse({ ...bank, skipLines: n }), by));
    expect(await putFormat(ports)('bank', StatementFormat.parse({ ...bank, skipLines: 100 }), by)).toMatchObject({
      failure: { kind: 'not_allowed_now' },
    });
  });

  test('is listed by its name, page by page, as it is now', async () => {
    const ports = house();
    for (const name of ['b', 'a', 'c', 'b'])
      must(await putFormat(ports)(name, StatementFormat.parse({ ...bank, skipLines: name.length }), by));
    const page = must(await listFormats(ports)(undefined, 2));
    expect(page.items.map(({ name, version }) => [name, version])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    const rest = must(await listFormats(ports)(page.after, 2));
    expect([rest.items.map(({ name }) => name), rest.after]).toEqual([['c'], undefined]);
  });
});
