import * as z from 'zod';

/** How many items a page of a list may have: 1 to 200, 50 unless told. */
export const PageLimit = z
  .string()
  .regex(/^\d{1,9}$/, 'expected a whole number')
  .transform(Number)
  .pipe(z.int().min(1).max(200))
  .default(50);

/** The cursor that goes on after a key of a list; opaque to its holder. */
export const cursorAfter = (key: string): string => Buffer.from(key).toString('base64url');

/** A cursor as a caller sends it back, to the key that it holds; the pattern is that of the list's keys. */
export const cursorTo = (listKey: RegExp) =>
  z
    .string()
    .max(500)
    .transform((cursor) => Buffer.from(cursor, 'base64url').toString('utf8'))
    .refine((key) => listKey.test(key), 'expected a cursor of an earlier answer');

/** Names that a list is asked for in one parameter, separated by commas, each once: `due_soon,overdue`. A wrong one is a fault of the parameter. */
export const namesAmong = <const N extends string>(names: readonly N[]) =>
  z.string().transform((text, context): readonly N[] => {
    const asked = [...new Set(text.split(','))];
    if (asked.every((name) => names.some((known) => known === name))) return asked as N[];
    context.addIssue(`expected some of ${names.join(',')}`);
    return z.NEVER;
  });

/** What a page of a list is asked by: `limit`, and the `cursor` of an earlier answer. */
export const PageQuery = (listKey: RegExp) =>
  z.strictObject({ limit: PageLimit, cursor: cursorTo(listKey).optional() });

/** A part of a list in the order of its keys, and the key after which it goes on, where it does. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly after: string | undefined;
}

/** A page as callers are answered. */
export const pageView = <T>({ items, after }: ListPage<T>, viewOf: (item: T) => unknown) => ({
  items: items.map(viewOf),
  ...(after === undefined ? {} : { nextCursor: cursorAfter(after) }),
});
