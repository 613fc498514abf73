import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';

/** The fees of back offices: open, read, give a way to pay, take back; and whether merchants' credentials work, which it alone can ask. */
export const paymentsApiContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
    providersOrigin: 'PROVIDERS_ORIGIN',
  },
  grants: {
    paymentsTable: recordFacts,
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    openPayment: { method: 'POST', path: '/v1/dossiers/{dossierCode}/payments', permission: ['back_office'] },
    listFees: {
      method: 'GET',
      path: '/v1/dossiers/{dossierCode}/payments',
      permission: ['back_office', 'operator'],
    },
    listPayments: { method: 'GET', path: '/v1/payments', permission: ['back_office', 'operator'] },
    readPayment: { method: 'GET', path: '/v1/payments/{paymentId}', permission: ['back_office', 'operator'] },
    checkMerchant: { method: 'POST', path: '/v1/merchants/{provider}/{merchant}/check', permission: ['operator'] },
    openAttempt: { method: 'POST', path: '/v1/payments/{paymentId}/attempts', permission: ['back_office'] },
    cancelPayment: { method: 'POST', path: '/v1/payments/{paymentId}/cancel', permission: ['back_office'] },
  },
});

/** What people do with money that came: give it back, decide about it, match it to a fee; and what was receipted of it. It calls no provider. */
export const moneyApiContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
    resultsBucket: 'RESULTS_BUCKET',
    refundQueue: 'REFUND_QUEUE_URL',
  },
  grants: {
    paymentsTable: recordFacts,
    // Whose personal data were erased.
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    // Sealed receipts lie there.
    resultsBucket: ['s3:GetObject', 's3:GetObjectVersion'],
    resultsDataKey: ['kms:Decrypt'],
    pepper: ['secretsmanager:GetSecretValue'],
    refundQueue: ['sqs:SendMessage'],
  },
  routes: {
    listTransfers: { method: 'GET', path: '/v1/unmatched-transfers', permission: ['back_office', 'operator'] },
    matchTransfer: {
      method: 'POST',
      path: '/v1/unmatched-transfers/{transferId}/match',
      permission: ['back_office', 'operator'],
    },
    decideTransfer: {
      method: 'POST',
      path: '/v1/unmatched-transfers/{transferId}/decisions',
      permission: ['back_office', 'operator'],
    },
    refundTransfer: {
      method: 'POST',
      path: '/v1/unmatched-transfers/{transferId}/transfer',
      permission: ['back_office', 'operator'],
    },
    askRefund: {
      method: 'POST',
      path: '/v1/payments/{paymentId}/refunds',
      permission: ['back_office', 'operator'],
    },
    listRefunds: {
      method: 'GET',
      path: '/v1/payments/{paymentId}/refunds',
      permission: ['back_office', 'operator'],
    },
    recordTransfer: {
      method: 'POST',
      path: '/v1/payments/{paymentId}/refunds/{refundId}/transfer',
      permission: ['back_office', 'operator'],
    },
    decide: {
      method: 'POST',
      path: '/v1/payments/{paymentId}/decisions',
      permission: ['back_office', 'operator'],
    },
    readReceipts: {
      method: 'GET',
      path: '/v1/payments/{paymentId}/receipts',
      permission: ['back_office', 'operator'],
    },
    listReceipts: { method: 'GET', path: '/v1/receipts', permission: ['back_office', 'operator'] },
  },
});

const reconciliationPath = '/v1/reconciliations/{provider}/{merchant}/{date}';

/** Statements of providers and banks: handed in, and how they differ from the ledger. */
export const reconciliationApiContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
    statementsBucket: 'STATEMENTS_BUCKET',
    uploadsBucket: 'UPLOADS_BUCKET',
    statementQueue: 'STATEMENT_QUEUE_URL',
    refundQueue: 'REFUND_QUEUE_URL',
  },
  grants: {
    paymentsTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    statementsBucket: ['s3:PutObject'],
    // What an address of ours lets its holder do.
    uploadsBucket: ['s3:PutObject'],
    statementQueue: ['sqs:SendMessage'],
    refundQueue: ['sqs:SendMessage'],
  },
  routes: {
    putStatement: { method: 'PUT', path: reconciliationPath, permission: ['back_office', 'operator'] },
    askUpload: { method: 'POST', path: `${reconciliationPath}/uploads`, permission: ['back_office', 'operator'] },
    putFormat: { method: 'PUT', path: '/v1/statement-formats/{name}', permission: ['operator'] },
    readFormat: { method: 'GET', path: '/v1/statement-formats/{name}', permission: ['operator'] },
    listFormats: { method: 'GET', path: '/v1/statement-formats', permission: ['operator'] },
    readReconciliation: { method: 'GET', path: reconciliationPath, permission: ['back_office', 'operator'] },
    listBreaks: { method: 'GET', path: `${reconciliationPath}/breaks`, permission: ['back_office', 'operator'] },
    decideBreak: {
      method: 'POST',
      path: `${reconciliationPath}/breaks/{breakId}/decisions`,
      permission: ['back_office', 'operator'],
    },
  },
});

/** Takes uploaded statements up, and works statements through, line by line, against what the ledger knows. */
export const statementQueuedContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    statementsBucket: 'STATEMENTS_BUCKET',
    uploadsBucket: 'UPLOADS_BUCKET',
    statementQueue: 'STATEMENT_QUEUE_URL',
  },
  grants: {
    paymentsTable: recordFacts,
    statementsBucket: ['s3:GetObject', 's3:PutObject'],
    // ListBucket makes a missing object answer 404 instead of 403.
    uploadsBucket: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
    statementQueue: ['sqs:SendMessage'],
  },
});

/** The callbacks of payment providers: one read, one conditional put, on the condition that it is not erased for what a payer wrote. */
export const providerWebhookContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN', publicOrigin: 'PUBLIC_ORIGIN' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    get: { method: 'GET', path: '/webhooks/payments/{provider}/{merchant}', permission: 'public' },
    post: { method: 'POST', path: '/webhooks/payments/{provider}/{merchant}', permission: 'public' },
  },
});

/** Asks providers, every minute, about attempts whose callback did not come, and closes fees whose term is over. */
export const feeSweepContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    providersOrigin: 'PROVIDERS_ORIGIN',
    stage: 'STAGE',
    refundQueue: 'REFUND_QUEUE_URL',
  },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
    refundQueue: ['sqs:SendMessage'],
  },
});

/** Has providers list what came to merchants' accounts, and records what nobody told of. Its time-out must stay above that in which it begins pages, and a page more. */
export const transferPullContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN', stage: 'STAGE' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
  },
});

/** Asks a provider at once about an attempt whose payer has come back. Its time-out must stay above the ten seconds that a provider has for an answer. */
export const attemptReturnedContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
  },
});

/** The `detail-type`s that the rule before `payments-event-heard` lets through. */
export const paymentsHears = [
  'dossier.personal_data_erased',
  'payment.paid',
  'payment.refunded',
  'receipt.sealed',
] as const satisfies readonly EventType[];

/** Makes receipts of what was paid and credit notes of what was given back, keeps where their sealed files lie, and erases what payers wrote. */
export const paymentsEventHeardContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
  },
  grants: {
    paymentsTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
});

/** Has providers give money back, and asks what became of that. Its time-out must stay above the sixteen seconds that a provider has for two answers. */
export const refundQueuedContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN', refundQueue: 'REFUND_QUEUE_URL' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
    refundQueue: ['sqs:SendMessage'],
  },
});

/** Folds what was recorded of payments and announces it. */
export const paymentsFactsRecordedContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', bus: 'EVENT_BUS', refoldQueue: 'REFOLD_QUEUE_URL' },
  grants: {
    paymentsTable: recordFacts,
    bus: ['events:PutEvents'],
    refoldQueue: ['sqs:SendMessage'],
  },
});
