import { contract, recordFacts, recordPersonalFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';
import { WITHDRAWN } from '../../shared/kernel/milestones.ts';

/** Where an agency's own words for one template, channel and language lie. */
const TEMPLATE = '/v1/agencies/{agencyCode}/templates/{template}/{channel}/{language}';

/** The events that people and agencies' staff are told of, whose withdrawals come the same way, and erasures. */
export const notificationsHears = [
  'dossier.registered',
  'dossier.accepted',
  'dossier.status_changed',
  'dossier.promised',
  'dossier.due_soon',
  'dossier.overdue',
  'payment.opened',
  'payment.due_soon',
  'payment.partially_paid',
  'payment.under_review',
  'payment.paid',
  'payment.surplus',
  'payment.refunded',
  'payment.settled',
  'result.issued',
  'result.revoked',
  'dossier.personal_data_erased',
  'message.failed',
] as const satisfies readonly EventType[];

/** The `detail-type`s that the rule before `notifications-event-heard` lets through. */
export const notificationsRule: readonly string[] = notificationsHears.flatMap((type) => [type, `${type}${WITHDRAWN}`]);

/** The `detail-type`s that the rules before `message-queued` let through. */
export const messageQueueHears = ['message.intended'] as const satisfies readonly EventType[];

/**
 * What of these each lane's rule lets through, by the pattern of its `detail`: a message that names no lane, or one that only a later
 * release knows, is a normal one.
 */
export const laneDetails = {
  urgent: { data: { lane: ['urgent'] } },
  normal: { data: { lane: [{ exists: false }, { 'anything-but': ['urgent', 'bulk'] }] } },
  bulk: { data: { lane: ['bulk'] } },
} as const;

/** How many batches of each lane are sent at once, which no other lane takes from it, and how many messages wait for each other in one. */
export const laneShares = {
  urgent: { atOnce: 5, batch: 1 },
  normal: { atOnce: 10, batch: 10 },
  bulk: { atOnce: 5, batch: 10 },
} as const;

/** Intends messages for what other capabilities announce and in the morning those that tell agencies' staff what is due soon, and records what the mail service says of mails. */
export const notificationsEventHeardContract = contract({
  env: {
    notificationsTable: 'NOTIFICATIONS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
  },
  grants: {
    notificationsTable: recordPersonalFacts,
    dossiersTable: ['dynamodb:Query'],
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
});

/** Sends messages, and asks carriers what became of them. Its time-out must stay under `LEG_LEASE_MS`, and its queue's visibility time-out above it. */
export const messageQueuedContract = contract({
  env: {
    notificationsTable: 'NOTIFICATIONS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    messageQueue: 'MESSAGE_QUEUE_URL',
    urgentQueue: 'URGENT_MESSAGE_QUEUE_URL',
    bulkQueue: 'BULK_MESSAGE_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    carriersOrigin: 'CARRIERS_ORIGIN',
    stage: 'STAGE',
    messageLimits: 'MESSAGE_LIMITS',
  },
  grants: {
    notificationsTable: recordFacts,
    dossiersTable: ['dynamodb:GetItem', 'dynamodb:Query'],
    installationTable: ['dynamodb:GetItem'],
    messageQueue: ['sqs:SendMessage'],
    urgentQueue: ['sqs:SendMessage'],
    bulkQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
    carrierSecrets: ['secretsmanager:GetSecretValue', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
    mailIdentity: ['ses:SendEmail', 'ses:SendRawEmail'],
    smsSenders: ['sms-voice:SendTextMessage'],
  },
});

/** What became of messages, for back offices and operators, who may have one sent again. */
export const messagesApiContract = contract({
  env: {
    notificationsTable: 'NOTIFICATIONS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    messageQueue: 'MESSAGE_QUEUE_URL',
    urgentQueue: 'URGENT_MESSAGE_QUEUE_URL',
    bulkQueue: 'BULK_MESSAGE_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    messageLimits: 'MESSAGE_LIMITS',
    stage: 'STAGE',
  },
  grants: {
    notificationsTable: recordFacts,
    dossiersTable: ['dynamodb:Query'],
    installationTable: ['dynamodb:GetItem'],
    messageQueue: ['sqs:SendMessage'],
    urgentQueue: ['sqs:SendMessage'],
    bulkQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    listDossierMessages: {
      method: 'GET',
      path: '/v1/dossiers/{dossierCode}/messages',
      permission: ['back_office', 'operator'],
    },
    readMessage: { method: 'GET', path: '/v1/messages/{messageId}', permission: ['back_office', 'operator'] },
    resendMessage: {
      method: 'POST',
      path: '/v1/messages/{messageId}/resend',
      permission: ['back_office', 'operator'],
    },
    liftSuppression: {
      method: 'POST',
      path: '/v1/messages/{messageId}/lift-suppression',
      permission: ['operator'],
    },
    listMessages: { method: 'GET', path: '/v1/messages', permission: ['back_office', 'operator'] },
    listMessageLimits: { method: 'GET', path: '/v1/message-limits', permission: ['operator'] },
    resetMessageLimit: { method: 'POST', path: '/v1/message-limits/{scope}', permission: ['operator'] },
  },
});

/** Hears what carriers say became of messages, at an address that only they know. */
export const carrierReceiptContract = contract({
  env: { notificationsTable: 'NOTIFICATIONS_TABLE', pepper: 'PEPPER_SECRET_ID', publicOrigin: 'PUBLIC_ORIGIN' },
  grants: {
    notificationsTable: recordPersonalFacts,
    pepper: ['secretsmanager:GetSecretValue'],
    carrierSecrets: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    get: { method: 'GET', path: '/webhooks/messages/{carrierName}/{token}', permission: 'public' },
    post: { method: 'POST', path: '/webhooks/messages/{carrierName}/{token}', permission: 'public' },
  },
});

/** Folds the table's stream into heads and announces their milestones. */
export const notificationsFactsRecordedContract = contract({
  env: { notificationsTable: 'NOTIFICATIONS_TABLE', bus: 'EVENT_BUS', refoldQueue: 'REFOLD_QUEUE_URL' },
  grants: { notificationsTable: recordFacts, bus: ['events:PutEvents'], refoldQueue: ['sqs:SendMessage'] },
});

/** Agencies' own words, for the operator. */
export const templatesApiContract = contract({
  env: {
    notificationsTable: 'NOTIFICATIONS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    notificationsTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    installationTable: ['dynamodb:GetItem'],
  },
  routes: {
    putTemplate: { method: 'PUT', path: TEMPLATE, permission: ['operator'] },
    readTemplate: { method: 'GET', path: TEMPLATE, permission: ['operator'] },
    endTemplate: { method: 'DELETE', path: TEMPLATE, permission: ['operator'] },
  },
});
