import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';

/** The fees of back offices: open, read, give a way to pay, take back. */
export const paymentsApiContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
    providersOrigin: 'PROVIDERS_ORIGIN',
    refundQueue: 'REFUND_QUEUE_URL',
  },
  grants: {
    paymentsTable: recordFacts,
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
    refundQueue: ['sqs:SendMessage'],
  },
  routes: {
    openPayment: { method: 'POST', path: '/v1/dossiers/{dossierCode}/payments', permission: ['back_office'] },
    listPayments: { method: 'GET', path: '/v1/payments', permission: ['back_office', 'operator'] },
    readPayment: { method: 'GET', path: '/v1/payments/{paymentId}', permission: ['back_office', 'operator'] },
    openAttempt: { method: 'POST', path: '/v1/payments/{paymentId}/attempts', permission: ['back_office'] },
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
    listApprovals: { method: 'GET', path: '/v1/approvals', permission: ['back_office', 'operator'] },
    approve: { method: 'POST', path: '/v1/approvals/{approvalId}', permission: ['back_office', 'operator'] },
    cancelPayment: { method: 'POST', path: '/v1/payments/{paymentId}/cancel', permission: ['back_office'] },
  },
});

/** The callbacks of payment providers: one read, one conditional put. */
export const providerWebhookContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN', publicOrigin: 'PUBLIC_ORIGIN' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
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

/** Asks a provider at once about an attempt whose payer has come back. Its time-out must stay above the ten seconds that a provider has for an answer. */
export const attemptReturnedContract = contract({
  env: { paymentsTable: 'PAYMENTS_TABLE', providersOrigin: 'PROVIDERS_ORIGIN' },
  grants: {
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
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
