import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';

/** The citizen's pages and everything else without a key: whatever only reads. It writes nothing and knows no merchant's secret. */
export const citizenPagesContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    resultsTable: 'RESULTS_TABLE',
    figuresTable: 'FIGURES_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
  },
  grants: {
    dossiersTable: readFacts,
    paymentsTable: readFacts,
    resultsTable: readFacts,
    figuresTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    root: { method: 'ANY', path: '/', permission: 'public' },
    everythingElse: { method: 'ANY', path: '/{proxy+}', permission: 'public' },
  },
});

/** The look-up: reads the cards of dossiers and counts tries, which lie beside the download codes, whose table forgets. */
export const lookUpContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    triesTable: 'RESULTS_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    strangerLimits: 'STRANGER_LIMITS',
  },
  grants: {
    dossiersTable: ['dynamodb:Query'],
    triesTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    lookUp: { method: 'POST', path: '/', permission: 'public' },
  },
});

/**
 * Files of anybody's that are sent to be checked: the one function of the pages that signs uploads and reads what was uploaded, below
 * `checks/` alone. It reads the registers, and writes what it found and tries.
 */
export const citizenCheckContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    uploadsBucket: 'UPLOADS_BUCKET',
    queue: 'RESULT_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    strangerLimits: 'STRANGER_LIMITS',
  },
  grants: {
    resultsTable: readFacts,
    checksAndTries: ['dynamodb:PutItem'],
    // Makes a missing file answer 404 instead of 403.
    uploadsBucket: ['s3:ListBucket'],
    checkedFiles: ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion'],
    queue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    openCheck: { method: 'ANY', path: '/verify/uploads', permission: 'public' },
    check: { method: 'ANY', path: '/verify/uploads/{checkId}', permission: 'public' },
  },
});

/** Paying: the one function of the pages that opens attempts, has returns asked about, and reads merchants' secrets. */
export const citizenPayContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    providersOrigin: 'PROVIDERS_ORIGIN',
    returnsQueue: 'RETURNS_QUEUE_URL',
  },
  grants: {
    dossiersTable: readFacts,
    paymentsTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
    returnsQueue: ['sqs:SendMessage'],
  },
  routes: {
    pay: { method: 'ANY', path: '/t/{token}/pay', permission: 'public' },
    transfer: { method: 'ANY', path: '/t/{token}/pay/{reference}', permission: 'public' },
    paymentReturn: { method: 'ANY', path: '/payments/return/{provider}/{merchant}', permission: 'public' },
  },
});

/**
 * What whoever holds a dossier's link is given, sent and asked: results and receipts behind codes, whose addresses it signs, which messages
 * are sent, and how the dossier was handled. It cannot write a fact of a result or a fee.
 */
export const citizenResultContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    resultsTable: 'RESULTS_TABLE',
    resultsBucket: 'RESULTS_BUCKET',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    strangerLimits: 'STRANGER_LIMITS',
  },
  grants: {
    dossiersTable: readFacts,
    choices: ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
    messages: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    paymentsTable: readFacts,
    resultsTable: readFacts,
    // Download codes, tries, and that a file was given out.
    codesAndTries: ['dynamodb:PutItem'],
    resultsBucket: ['s3:GetObject', 's3:GetObjectVersion'],
    resultsDataKey: ['kms:Decrypt'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    result: { method: 'ANY', path: '/t/{token}/result', permission: 'public' },
    receipt: { method: 'ANY', path: '/t/{token}/receipts/{receiptId}', permission: 'public' },
    preferences: { method: 'ANY', path: '/t/{token}/preferences', permission: 'public' },
    rating: { method: 'ANY', path: '/t/{token}/rating', permission: 'public' },
    unsubscribe: { method: 'ANY', path: '/t/{token}/unsubscribe', permission: 'public' },
  },
});
