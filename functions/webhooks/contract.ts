import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';
import { WITHDRAWN } from '../../shared/kernel/milestones.ts';

/** What `webhooks-event-heard` hears. */
export const webhooksHears = [
  'dossier.registered',
  'dossier.accepted',
  'dossier.promised',
  'dossier.status_changed',
  'dossier.due_soon',
  'dossier.overdue',
  'payment.opened',
  'payment.partially_paid',
  'payment.paid',
  'payment.under_review',
  'payment.refunded',
  'payment.settled',
  'message.failed',
  'result.issued',
  'result.refused',
  'result.replaced',
  'result.revoked',
] as const satisfies readonly EventType[];

/** The `detail-type`s that the rule before `webhooks-event-heard` lets through: what it hears, and that it is taken back. */
export const webhooksRule: readonly string[] = webhooksHears.flatMap((type) => [type, `${type}${WITHDRAWN}`]);

/** Webhooks of back offices: set-up, the log of deliveries, telling again. */
export const webhooksApiContract = contract({
  env: {
    webhooksTable: 'WEBHOOKS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    deliveryQueue: 'DELIVERY_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    sandboxOrigin: 'SANDBOX_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    webhooksTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    deliveryQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    putWebhook: { method: 'PUT', path: '/v1/agencies/{agencyCode}/webhook', permission: ['back_office', 'operator'] },
    readWebhook: { method: 'GET', path: '/v1/agencies/{agencyCode}/webhook', permission: ['back_office', 'operator'] },
    endWebhook: {
      method: 'DELETE',
      path: '/v1/agencies/{agencyCode}/webhook',
      permission: ['back_office', 'operator'],
    },
    rotateWebhook: {
      method: 'POST',
      path: '/v1/agencies/{agencyCode}/webhook/rotate',
      permission: ['back_office', 'operator'],
    },
    listDeliveries: {
      method: 'GET',
      path: '/v1/agencies/{agencyCode}/webhook/deliveries',
      permission: ['back_office', 'operator'],
    },
    redeliver: {
      method: 'POST',
      path: '/v1/agencies/{agencyCode}/webhook/deliveries/{deliveryId}/redeliver',
      permission: ['back_office', 'operator'],
    },
  },
});

/** Makes deliveries of what other capabilities announce. */
export const webhooksEventHeardContract = contract({
  env: { webhooksTable: 'WEBHOOKS_TABLE', dossiersTable: 'DOSSIERS_TABLE', deliveryQueue: 'DELIVERY_QUEUE_URL' },
  grants: { webhooksTable: recordFacts, dossiersTable: readFacts, deliveryQueue: ['sqs:SendMessage'] },
});

/** Calls receivers. Its time-out must stay above the fifteen seconds that one has for an answer, and under `TRY_LEASE_MS`. */
export const deliveryQueuedContract = contract({
  env: {
    webhooksTable: 'WEBHOOKS_TABLE',
    deliveryQueue: 'DELIVERY_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
    sandboxOrigin: 'SANDBOX_ORIGIN',
  },
  grants: {
    webhooksTable: recordFacts,
    deliveryQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
});

/** Queues, every minute, the deliveries whose next try is due. */
export const deliverySweepContract = contract({
  env: { webhooksTable: 'WEBHOOKS_TABLE', deliveryQueue: 'DELIVERY_QUEUE_URL', stage: 'STAGE' },
  grants: { webhooksTable: ['dynamodb:Query'], deliveryQueue: ['sqs:SendMessage'] },
});

/** Folds the table's stream into heads. */
export const webhooksFactsRecordedContract = contract({
  env: { webhooksTable: 'WEBHOOKS_TABLE', bus: 'EVENT_BUS', refoldQueue: 'REFOLD_QUEUE_URL' },
  grants: { webhooksTable: recordFacts, bus: ['events:PutEvents'], refoldQueue: ['sqs:SendMessage'] },
});
