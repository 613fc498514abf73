import { contract } from '../../shared/kernel/contract.ts';

/** Agencies, merchants, message carriers and API keys for the operator. */
export const installationApiContract = contract({
  env: {
    installationTable: 'INSTALLATION_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    merchantSecrets: 'MERCHANT_SECRETS_PREFIX',
    carrierSecrets: 'CARRIER_SECRETS_PREFIX',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    installationTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    notificationsTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    pepper: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
    carrierSecrets: ['secretsmanager:GetSecretValue', 'secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
  },
  routes: {
    listAgencies: { method: 'GET', path: '/v1/agencies', permission: ['operator'] },
    readAgency: { method: 'GET', path: '/v1/agencies/{agencyCode}', permission: ['operator'] },
    putAgency: { method: 'PUT', path: '/v1/agencies/{agencyCode}', permission: ['operator'] },
    listMerchants: { method: 'GET', path: '/v1/merchants', permission: ['operator'] },
    readMerchant: { method: 'GET', path: '/v1/merchants/{provider}/{merchant}', permission: ['operator'] },
    putMerchant: { method: 'PUT', path: '/v1/merchants/{provider}/{merchant}', permission: ['operator'] },
    endMerchant: { method: 'DELETE', path: '/v1/merchants/{provider}/{merchant}', permission: ['operator'] },
    listCarriers: { method: 'GET', path: '/v1/carriers', permission: ['operator'] },
    readCarrier: { method: 'GET', path: '/v1/carriers/{carrierName}', permission: ['operator'] },
    putCarrier: { method: 'PUT', path: '/v1/carriers/{carrierName}', permission: ['operator'] },
    endCarrier: { method: 'DELETE', path: '/v1/carriers/{carrierName}', permission: ['operator'] },
    listApiKeys: { method: 'GET', path: '/v1/api-keys', permission: ['operator'] },
    readApiKey: { method: 'GET', path: '/v1/api-keys/{apiKeyId}', permission: ['operator'] },
    createApiKey: { method: 'POST', path: '/v1/api-keys', permission: ['operator'] },
    revokeApiKey: { method: 'DELETE', path: '/v1/api-keys/{apiKeyId}', permission: ['operator'] },
  },
});

/** Folds everything again, step by step through its own queue: nightly for the last two days, after a restore for all time. It raises the tables' epochs, and writes nothing else into them. */
export const rebuildContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    resultsTable: 'RESULTS_TABLE',
    webhooksTable: 'WEBHOOKS_TABLE',
    dossiersRefoldQueue: 'DOSSIERS_REFOLD_QUEUE_URL',
    paymentsRefoldQueue: 'PAYMENTS_REFOLD_QUEUE_URL',
    notificationsRefoldQueue: 'NOTIFICATIONS_REFOLD_QUEUE_URL',
    resultsRefoldQueue: 'RESULTS_REFOLD_QUEUE_URL',
    webhooksRefoldQueue: 'WEBHOOKS_REFOLD_QUEUE_URL',
    rebuildSteps: 'REBUILD_STEPS_QUEUE_URL',
  },
  grants: {
    dossiersTable: ['dynamodb:Scan'],
    paymentsTable: ['dynamodb:Scan'],
    notificationsTable: ['dynamodb:Scan'],
    resultsTable: ['dynamodb:Scan'],
    webhooksTable: ['dynamodb:Scan'],
    epochOfEveryTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    dossiersRefoldQueue: ['sqs:SendMessage'],
    paymentsRefoldQueue: ['sqs:SendMessage'],
    notificationsRefoldQueue: ['sqs:SendMessage'],
    resultsRefoldQueue: ['sqs:SendMessage'],
    webhooksRefoldQueue: ['sqs:SendMessage'],
    rebuildSteps: ['sqs:SendMessage'],
  },
});
