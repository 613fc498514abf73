import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatementFormat } from '../../../functions/payments/domain/statement-format.ts';
import type { ReadLine } from '../../../functions/payments/domain/statement-line.ts';
import { statementLines } from '../../../functions/payments/usecases/read-statement.ts';

const Line = fc.record({
  reference: fc.constantFrom('', 'REF1', 'a.b-c_9'),
  transaction: fc.integer({ min: 1, max: 999_999_999 }).map(String),
  kind: fc.constantFrom('payment', 'refund'),
  amountVnd: fc.integer({ min: 0, max: 999_999_999_999 }),
  feeVnd: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: undefined }),
  /** Seconds of some days of 2026, in the time of Viet Nam. */
  second: fc.integer({ min: 0, max: 200 * 86_400 }),
});
type Line = typeof Line extends fc.Arbitrary<infer T> ? T : never;

/** How another program would write it; the marks differ from each other and from the delimiter, or the field is quoted. */
const Written = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  encoding: fc.constantFrom('utf-8', 'utf-16le'),
  hasMark: fc.boolean(),
  skipLines: fc.nat({ max: 3 }),
  amountScale: fc.constantFrom(1, 10, 100, 1000),
  marks: fc.constantFrom({}, { thousands: ',' }, { thousands: '.', decimal: ',' }, { thousands: ' ', decimal: '.' }),
  times: fc.constantFrom('dd/MM/yyyy HH:mm:ss', 'yyyyMMddHHmmss', 'ss.mm.HH yyyy-MM-dd'),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7, maxLength: 7 }),
});
type Written = typeof Written extends fc.Arbitrary<infer T> ? T : never;

const titles = ['Mã đơn', 'Số bút toán', 'Loại', 'Số tiền', 'Phí', 'Thời gian', 'Ghi chú'];
const words: Readonly<Record<string, string>> = { payment: 'Thanh toán', refund: 'Hoàn tiền' };
const epoch = Date.UTC(2026, 0, 1);

const amountText = (dong: number, { amountScale, marks }: Written): string => {
  const { thousands = '', decimal } = marks as { thousands?: string; decimal?: string };
  const grouped = new Intl.NumberFormat('en-US').format(BigInt(dong) * BigInt(amountScale)).replaceAll(',', thousands);
  return decimal === undefined ? grouped : `${grouped}${decimal}00`;
};

const timeText = (second: number, { times }: Written): string => {
  const [date = '', time = ''] = new Date(epoch + second * 1000).toISOString().split(/[T.]/);
  const [yyyy = '', MM = '', dd = ''] = date.split('-');
  const [HH = '', mm = '', ss = ''] = time.split(':');
  return times
    .replace('yyyy', yyyy)
    .replace('MM', MM)
    .replace('dd', dd)
    .replace('HH', HH)
    .replace('mm', mm)
    .replace('ss', ss);
};

const fileOf = (lines: readonly Line[], written: Written): Uint8Array => {
  const row = (fields: readonly string[]) => written.order.map((place) => `"${fields[place]}"`).join(written.delimiter);
  const rows = lines.map(({ reference, transaction, kind, amountVnd, feeVnd, second }) =>
    row([
      ...[reference, transaction, words[kind] ?? '', amountText(amountVnd, written)],
      ...[feeVnd === undefined ? '' : amountText(feeVnd, written), timeText(second, written), 'Nộp phí; "" | , hồ sơ'],
    ]),
  );
  const before = Array.from({ length: written.skipLines }, () => 'Sao kê "tài khoản');
  const text = `${written.hasMark ? '\ufeff' : ''}${[...before, row(titles), ...rows].join('\r\n')}`;
  return Buffer.from(text, written.encoding === 'utf-8' ? 'utf8' : 'utf16le');
};

test('what another program wrote by a format is read as it was meant, wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(Line, { maxLength: 5 }),
      Written,
      fc.integer({ min: 1, max: 50 }),
      async (lines, written, size) => {
        const [reference, providerTransactionId, kind, amountVnd, feeVnd, occurredAt] = titles;
        const format = StatementFormat.parse({
          ...{ delimiter: written.delimiter, encoding: written.encoding, skipLines: written.skipLines },
          ...{ amountScale: written.amountScale, amountMarks: written.marks, times: written.times },
          columns: { reference, providerTransactionId, kind, amountVnd, feeVnd, occurredAt },
          kinds: { 'Thanh toán': 'payment', 'Hoàn tiền': 'refund' },
        });
        const bytes = fileOf(lines, written);
        async function* pieces() {
          for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
        }
        const read: ReadLine[] = [];
        for await (const line of statementLines(pieces(), format)) read.push(line);
        expect(read).toEqual(
          lines.map((line, n) => ({
            ok: true,
            line: written.skipLines + 2 + n,
            said: {
              reference: line.reference || undefined,
              providerTransactionId: line.transaction,
              kind: line.kind,
              amountVnd: line.amountVnd,
              feeVnd: line.feeVnd,
              occurredAt: epoch + line.second * 1000 - 7 * 3_600_000,
            },
          })),
        );
      },
    ),
    { numRuns: 500, seed: 20_261_120 },
  );
});
