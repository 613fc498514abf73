import * as z from 'zod';
import type { FieldFault } from '../../../shared/kernel/failures.ts';
import { AmountVnd } from '../../../shared/kernel/money.ts';
import { OffsetDateTime } from '../../../shared/kernel/time.ts';
import { Reference } from './names.ts';

/** The columns of a statement in the normal format, in their order. */
export const statementColumns = [
  'reference',
  'provider_transaction_id',
  'kind',
  'amount_vnd',
  'fee_vnd',
  'occurred_at',
] as const;

/** Undefined where nothing stands in the field. */
const optional = <S extends z.ZodType<unknown, string>>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema]);

const Dong = z
  .string()
  .regex(/^\d{1,12}$/, 'expected whole dong, such as 150000')
  .transform(Number)
  .pipe(AmountVnd);

const Line = z.object({
  reference: optional(Reference),
  provider_transaction_id: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, 'expected the number of a transaction'),
  kind: z.enum(['payment', 'refund']),
  amount_vnd: Dong,
  fee_vnd: optional(Dong),
  occurred_at: OffsetDateTime,
});

/** What a line of a statement says: money that came, or that went back, by the provider's own account. */
export interface StatementLine {
  readonly reference: string | undefined;
  readonly providerTransactionId: string;
  readonly kind: 'payment' | 'refund';
  readonly amountVnd: number;
  /** What the provider kept of it, where it says so. */
  readonly feeVnd: number | undefined;
  readonly occurredAt: number;
}

/** A line by its number in the file, or what is wrong with it. */
export type ReadLine =
  | { readonly ok: true; readonly line: number; readonly said: StatementLine }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Where in a file a fault is, as callers are told: the header is line 1. */
export const linePath = (line: number, column?: string): string => `lines[${line}]${column ? `.${column}` : ''}`;

/** What is wrong with the header of a file; undefined where it is the normal format's. */
export const headerFault = (fields: readonly string[]): FieldFault | undefined =>
  fields.join(',') === statementColumns.join(',')
    ? undefined
    : { path: linePath(1), message: `expected the header ${statementColumns.join(',')}` };

/** What the fields of a line say. */
export function readLine(line: number, fields: readonly string[]): ReadLine {
  if (fields.length !== statementColumns.length) {
    const message = `expected ${statementColumns.length} fields`;
    return { ok: false, faults: [{ path: linePath(line), message }] };
  }
  const named = Object.fromEntries(statementColumns.map((column, n) => [column, (fields[n] ?? '').trim()]));
  const parsed = Line.safeParse(named);
  if (!parsed.success) {
    const byColumn = new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]));
    const faults = [...byColumn].map(([column, message]) => ({ path: linePath(line, column), message }));
    return { ok: false, faults };
  }
  const { reference, provider_transaction_id, kind, amount_vnd, fee_vnd, occurred_at } = parsed.data;
  const said = { reference, providerTransactionId: provider_transaction_id, kind, amountVnd: amount_vnd };
  return { ok: true, line, said: { ...said, feeVnd: fee_vnd, occurredAt: occurred_at } };
}
