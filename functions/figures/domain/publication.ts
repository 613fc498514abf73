import * as z from 'zod';
import { addMonths, dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { type Figures, type Period, periodOf } from './figures.ts';
import { nameOf, type PublicRow } from './publishing.ts';

/** A month that may be published, `2026-11`. */
export const Month = z.string().regex(/^20(2[3-9]|[3-9]\d)-(0[1-9]|1[0-2])$/, 'expected a month, such as 2026-11');

/** What an operator says to have a month published. */
export const PublicationAsked = z.strictObject({
  period: Month,
  reason: z.string().trim().min(1).max(500).optional(),
  by: z.string().trim().min(1).max(200),
});

/** What an operator says to have a month published. */
export type PublicationAsked = z.infer<typeof PublicationAsked>;

/** What the second person says. */
export const Approved = z.strictObject({ by: z.string().trim().min(1).max(200) });

/** The period that a month is, as at its end. */
export const periodOfMonth = (month: string): Period => {
  const firstDay = dayOfDate(`${month}-01`);
  return periodOf(firstDay, addMonths(firstDay, 1) - 1, Number.POSITIVE_INFINITY);
};

/** A figure that differs from what was published before; a row that came or went differs from null. */
export interface Change {
  readonly agencyCode: string;
  readonly procedureCode: string;
  readonly field: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly reason: string;
}

/** A month's figures as they were when somebody proposed to publish them; nothing changes them any more. */
export interface Publication {
  readonly publicationId: string;
  readonly period: string;
  readonly reason?: string | undefined;
  readonly by: string;
  /** The key or person who asked, never the one who may approve. */
  readonly askedBy: string;
  readonly proposedAt: number;
  readonly calendarVersion: string;
  readonly formulaVersion: string;
  /** The version that it takes the place of. */
  readonly restates?: number | undefined;
  readonly rows: readonly PublicRow[];
  readonly changes: readonly Change[];
}

/** What was published of a month, and what waits for a second person. */
export interface MonthState {
  readonly period: string;
  /** Grows with every change. */
  readonly version: number;
  readonly proposed?: string | undefined;
  readonly published: readonly { readonly publicationId: string; readonly publishedAt: number; readonly by: string }[];
}

const figuresOf = ({ agencyCode: _, procedureCode: __, ...figures }: PublicRow): Figures => figures;

/** What is otherwise than it was published, figure by figure. */
export function changesBetween(before: readonly PublicRow[], after: readonly PublicRow[], reason: string): Change[] {
  const were = new Map(before.map((row) => [nameOf(row), row]));
  const are = new Map(after.map((row) => [nameOf(row), row]));
  return [...new Set([...were.keys(), ...are.keys()])].sort().flatMap((name): Change[] => {
    const [was, is] = [were.get(name), are.get(name)];
    const { agencyCode, procedureCode } = (is ?? was)!;
    const [a, b] = [was, is].map((row) => (row ? figuresOf(row) : {}) as Record<string, number | null>);
    return Object.keys({ ...a, ...b }).flatMap((field): Change[] => {
      const [from, to] = [a?.[field] ?? null, b?.[field] ?? null];
      return from === to ? [] : [{ agencyCode, procedureCode, field, from, to, reason }];
    });
  });
}
