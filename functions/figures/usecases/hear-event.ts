import type { BusEvent } from '../../../shared/kernel/events.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { rowOf } from '../domain/row-of-event.ts';
import type { RowStore } from '../ports.ts';

/** Keeps what an event says as the row that it is about; what is heard again or late changes nothing. */
export const hearEvent =
  ({ store }: { readonly store: RowStore }) =>
  async ({ event, number, withdrawn }: BusEvent): Promise<Result<'kept' | 'ignored'>> => {
    const row = rowOf(event);
    if (!row) return ok('ignored');
    await (withdrawn ? store.takeBack(row, number) : store.keep(row, number));
    return ok('kept');
  };
