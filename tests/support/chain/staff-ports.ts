import { digestsIn } from '../../../functions/notifications/adapters/digests-in-table.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';

/** The one agency of the chain, whose staff have one mailbox, and the digests that they get. */
export const staffPorts = (notifications: Table) => ({
  agencies: {
    named: async () => ({ name: 'Sở Tư pháp', quietHours: null }),
    staffAddresses: async () => ['phong.tuphap@example.gov.vn'],
  },
  digests: digestsIn(notifications, officialCalendar),
});
