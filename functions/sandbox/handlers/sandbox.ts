import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { plainHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { manifestOf } from '../../payments/providers/manifests.ts';
import { createdOrdersIn } from '../adapters/created-orders.ts';
import { inboxIn } from '../adapters/inbox.ts';
import { merchantAccountsIn } from '../adapters/merchant-accounts.ts';
import { orderDeedsIn } from '../adapters/order-deeds.ts';
import { ordersIn } from '../adapters/orders.ts';
import { receivedHooksIn } from '../adapters/received-hooks.ts';
import { refundsIn } from '../adapters/refunds.ts';
import { transfersIn } from '../adapters/transfers.ts';
import { httpWebhookCaller } from '../adapters/webhook-caller.ts';
import { sandboxContract } from '../contract.ts';
import { playedProviders } from '../providers/registry.ts';
import { carrierRoutes } from './carrier-routes.ts';
import { carryPorts } from './carrier-wiring.ts';
import { messageRoutes } from './message-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { receiverRoutes } from './receiver-routes.ts';
import { routed } from './router.ts';
import { transferRoutes } from './transfer-routes.ts';

const env = readEnv(sandboxContract);
const table = openTables();
const payments = table(env.paymentsTable);
const own = table(env.sandboxTable);
const secrets = secretsManagerReader(systemClock);

const orders = {
  providers: playedProviders,
  orders: ordersIn(payments),
  accounts: merchantAccountsIn(payments, secrets),
  created: createdOrdersIn(own),
  deeds: orderDeedsIn(own),
  transfers: transfersIn(own),
  refunds: refundsIn(own),
  webhooks: httpWebhookCaller(),
};
const inbox = inboxIn(own);
const carried = carryPorts(table(env.notificationsTable), own, { secrets, inbox, receiptQueue: env.receiptQueue });

/** Fake money, phone and mailbox. */
export const handler = plainHandler(
  routed([
    ...carrierRoutes(carried),
    ...messageRoutes(inbox, env.publicOrigin),
    ...receiverRoutes(receivedHooksIn(own, () => randomUUID())),
    ...orderRoutes(orders, env.publicOrigin),
    ...transferRoutes(orders),
    ...providerRoutes({ ...orders, shownAs: manifestOf }, env.publicOrigin),
  ]),
  { now: systemClock, publicOrigin: env.publicOrigin },
);
