import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { Webhook } from '../domain/webhook.ts';
import type { Webhooks } from '../ports.ts';

const keyOf = (agencyCode: AgencyCode) => ({ pk: `HOOK#${agencyCode}`, sk: 'HOOK' });

const readWebhook = storedAs(Webhook);

/** The webhooks of agencies in their table, `HOOK#<agency>` / `HOOK`: a row that is replaced. It holds no secret. */
export const webhooksIn = (table: Pick<Table, 'get' | 'putIfVersion'>): Webhooks => ({
  async find(agencyCode) {
    const { pk, sk } = keyOf(agencyCode);
    const item = await table.get(pk, sk);
    if (!item) return undefined;
    const webhook = readWebhook(item);
    if (!webhook) throw new ParkedAggregate(pk, 'its row is no webhook');
    return webhook;
  },
  put: (webhook) =>
    table.putIfVersion(
      { ...webhook, ...keyOf(webhook.agencyCode) },
      webhook.version === 1 ? undefined : webhook.version - 1,
    ),
});
