import { AgencyCode, madeId } from '../../../shared/kernel/ids.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { webhooksApiContract } from '../contract.ts';
import { askingOf } from '../domain/facts.ts';
import { DeliveryQuery, WebhookSetUp } from '../domain/requests.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { DeliveryQueue, WebhookSecrets } from '../ports.ts';
import { type LogPorts, listDeliveries, redeliver } from '../usecases/read-deliveries.ts';
import { endWebhook, putWebhook, readWebhook, rotateWebhook, type SetUpPorts } from '../usecases/set-up-webhook.ts';
import { deliveryView, webhookView } from '../usecases/webhook-view.ts';

/** What the routes need of their surroundings. */
export interface WebhookRoutePorts extends SetUpPorts, LogPorts {
  readonly queue: DeliveryQueue;
  readonly secrets: () => Promise<WebhookSecrets>;
}

const agency = pathCode('agencyCode', AgencyCode);
const delivery = pathCode('deliveryId', madeId('dlv'));

/** The routes by which a back office sets its webhook up and looks after its deliveries. */
export const webhookRoutes = (ports: WebhookRoutePorts): RouteHandlers<(typeof webhooksApiContract)['routes']> => {
  const withSecret = async () => {
    const secrets = await ports.secrets();
    return (webhook: Webhook) => ({
      ...webhookView(webhook),
      secret: secrets.secretOf(webhook.agencyCode, webhook.generation),
    });
  };
  return {
    putWebhook: taking([agency, jsonBody(WebhookSetUp)], async ({ caller }, answer, agencyCode, setUp) =>
      answer(await putWebhook(ports)(caller, agencyCode, setUp), 200, await withSecret()),
    ),
    readWebhook: taking([agency], async ({ caller }, answer, agencyCode) =>
      answer(await readWebhook(ports)(caller, agencyCode), 200, webhookView),
    ),
    endWebhook: taking([agency], async ({ caller, now }, answer, agencyCode) =>
      answer(await endWebhook(ports)(caller, agencyCode, now), 200, webhookView),
    ),
    rotateWebhook: taking([agency], async ({ caller, now }, answer, agencyCode) =>
      answer(await rotateWebhook(ports)(caller, agencyCode, now), 200, await withSecret()),
    ),
    listDeliveries: taking([agency, queryOf(DeliveryQuery)], async ({ caller }, answer, agencyCode, query) => {
      const page = { after: query.cursor, limit: query.limit };
      return answer(await listDeliveries(ports)(caller, agencyCode, page), 200, ({ deliveries, after }) => ({
        items: deliveries.map(deliveryView),
        ...(after === undefined ? {} : { nextCursor: cursorAfter(after) }),
      }));
    }),
    redeliver: taking([agency, delivery, idempotencyKey], async (request, answer, agencyCode, deliveryId, once) => {
      const { caller, requestId, now } = request;
      const asked = { caller, requestId, now, agencyCode, deliveryId, asking: askingOf(once) };
      return answer(await redeliver(ports)(asked), 202, deliveryView);
    }),
  };
};
