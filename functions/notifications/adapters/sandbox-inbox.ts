import { sortable } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Channel } from '../domain/notice.ts';
import type { SandboxInbox } from '../ports.ts';

const keyOf = (channel: Channel, clientReference: string): string => `MSG#${channel}#${clientReference}`;

/** The sandbox's phone and mailbox in its table, listed by recipient in the order of arrival. */
export const sandboxInbox = (sandboxTable: Table): SandboxInbox => ({
  async keep(message) {
    const { channel, to, acceptedAt, clientReference } = message;
    await sandboxTable.putIfAbsent({
      pk: keyOf(channel, clientReference),
      sk: 'MSG',
      ...message,
      listPk: `TO#${to.toLowerCase()}`,
      listSk: `${sortable(acceptedAt)}#${clientReference}`,
    });
  },
  async has(channel, clientReference) {
    return (await sandboxTable.get(keyOf(channel, clientReference), 'MSG')) !== undefined;
  },
});
