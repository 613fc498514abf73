import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';

/**
 * The citizen's pages and everything else without a key. It records what a citizen does (an attempt to pay, the wish for a
 * download code) and reads the rest; the tries of the look-up lie beside the download codes, whose table forgets.
 */
export const citizenPagesContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    resultsTable: 'RESULTS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    resultsBucket: 'RESULTS_BUCKET',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    providersOrigin: 'PROVIDERS_ORIGIN',
    returnsQueue: 'RETURNS_QUEUE_URL',
  },
  grants: {
    dossiersTable: readFacts,
    paymentsTable: recordFacts,
    notificationsTable: recordFacts,
    resultsTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    resultsBucket: ['s3:GetObject', 's3:GetObjectVersion'],
    resultsDataKey: ['kms:Decrypt'],
    pepper: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
    returnsQueue: ['sqs:SendMessage'],
  },
  routes: {
    root: { method: 'ANY', path: '/', permission: 'public' },
    everythingElse: { method: 'ANY', path: '/{proxy+}', permission: 'public' },
  },
});
