import { contract, readFacts, recordFacts, recordPersonalFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';

/** Results for back offices and portals: open, upload, issue, withdraw, read, download; who signs them, for the operator; and the public check of a code. */
export const resultsApiContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    uploadsBucket: 'UPLOADS_BUCKET',
    resultsBucket: 'RESULTS_BUCKET',
    pepper: 'PEPPER_SECRET_ID',
    signerSecrets: 'SIGNER_SECRETS_PREFIX',
    // Named here and used nowhere: a signer may name it.
    signingKey: 'SIGNING_KEY_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    queue: 'RESULT_QUEUE_URL',
    strangerLimits: 'STRANGER_LIMITS',
    stage: 'STAGE',
  },
  grants: {
    // A delivery names who took the result.
    resultsTable: recordPersonalFacts,
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    queue: ['sqs:SendMessage'],
    // ListBucket makes a missing object answer 404 instead of 403; a file to be checked is read by its version.
    uploadsBucket: ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
    resultsBucket: ['s3:GetObject', 's3:GetObjectVersion'],
    resultsDataKey: ['kms:Decrypt'],
    pepper: ['secretsmanager:GetSecretValue'],
    // Written here and read by whoever asks the service.
    signerSecrets: ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
  },
  routes: {
    openResult: { method: 'POST', path: '/v1/dossiers/{dossierCode}/results', permission: ['back_office'] },
    listResults: {
      method: 'GET',
      path: '/v1/dossiers/{dossierCode}/results',
      permission: ['back_office', 'portal', 'operator'],
    },
    requestIssue: { method: 'POST', path: '/v1/results/{resultId}/issue', permission: ['back_office'] },
    askUpload: { method: 'POST', path: '/v1/results/{resultId}/upload', permission: ['back_office'] },
    withdrawResult: { method: 'POST', path: '/v1/results/{resultId}/withdraw', permission: ['back_office'] },
    revokeResult: { method: 'POST', path: '/v1/results/{resultId}/revoke', permission: ['back_office'] },
    recordDelivery: { method: 'POST', path: '/v1/results/{resultId}/deliveries', permission: ['back_office'] },
    readResult: { method: 'GET', path: '/v1/results/{resultId}', permission: ['back_office', 'portal', 'operator'] },
    downloadResult: { method: 'GET', path: '/v1/results/{resultId}/download', permission: ['portal', 'back_office'] },
    readSignature: { method: 'GET', path: '/v1/results/{resultId}/signatures/{role}', permission: ['back_office'] },
    putSignature: { method: 'PUT', path: '/v1/results/{resultId}/signatures/{role}', permission: ['back_office'] },
    putSignatureSigner: {
      method: 'PUT',
      path: '/v1/results/{resultId}/signatures/{role}/signer',
      permission: ['back_office'],
    },
    listSigners: { method: 'GET', path: '/v1/signers', permission: ['operator'] },
    readSigner: { method: 'GET', path: '/v1/signers/{signerId}', permission: ['operator'] },
    putSigner: { method: 'PUT', path: '/v1/signers/{signerId}', permission: ['operator'] },
    endSigner: { method: 'DELETE', path: '/v1/signers/{signerId}', permission: ['operator'] },
    readSigningPlan: { method: 'GET', path: '/v1/agencies/{agencyCode}/signing-plan', permission: ['operator'] },
    putSigningPlan: { method: 'PUT', path: '/v1/agencies/{agencyCode}/signing-plan', permission: ['operator'] },
    readVerificationOfFile: { method: 'GET', path: '/v1/verifications', permission: 'public' },
    openCheck: { method: 'POST', path: '/v1/verifications/uploads', permission: 'public' },
    readCheck: { method: 'GET', path: '/v1/verifications/uploads/{checkId}', permission: 'public' },
    readVerification: { method: 'GET', path: '/v1/verifications/{verificationCode}', permission: 'public' },
  },
});

/** Where files that lie ready for signers elsewhere are in the uploads' bucket. */
export const preparedPrefix = 'prepared/';

/** The `detail-type`s that the rule before `result-queued` lets through. */
export const resultQueueHears = [
  'result.issue_requested',
  'receipt.made',
  // Who took a result is forgotten with the dossier's person.
  'dossier.personal_data_erased',
] as const satisfies readonly EventType[];

/** Signs what is to be issued, and seals receipts: the only function that may use the key. */
export const resultQueuedContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    uploadsBucket: 'UPLOADS_BUCKET',
    resultsBucket: 'RESULTS_BUCKET',
    signingKey: 'SIGNING_KEY_ID',
    signerSecrets: 'SIGNER_SECRETS_PREFIX',
    pepper: 'PEPPER_SECRET_ID',
    queue: 'RESULT_QUEUE_URL',
    publicOrigin: 'PUBLIC_ORIGIN',
  },
  grants: {
    resultsTable: recordFacts,
    // The payer's name, and the agency's: both stand on a receipt.
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
    uploadsBucket: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions'],
    preparedFiles: ['s3:PutObject'],
    checkedFiles: ['s3:DeleteObjectVersion'],
    resultsBucket: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
    resultsDataKey: ['kms:GenerateDataKey', 'kms:Decrypt'],
    signingKey: ['kms:Sign', 'kms:GetPublicKey'],
    timestampSecrets: ['secretsmanager:GetSecretValue'],
    signerSecrets: ['secretsmanager:GetSecretValue'],
    queue: ['sqs:SendMessage'],
  },
});

/** Makes issued results last: revocation data and document time stamps, each file once more under its own key. It signs nothing. */
export const resultRenewalContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    resultsBucket: 'RESULTS_BUCKET',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    resultsTable: recordFacts,
    resultsBucket: ['s3:PutObject', 's3:GetObject', 's3:ListBucket'],
    resultsDataKey: ['kms:GenerateDataKey', 'kms:Decrypt'],
    timestampSecrets: ['secretsmanager:GetSecretValue'],
  },
});

/** Folds what was recorded of results and announces it. */
export const resultsFactsRecordedContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    bus: 'EVENT_BUS',
    refoldQueue: 'REFOLD_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
  },
  grants: {
    resultsTable: recordFacts,
    bus: ['events:PutEvents'],
    refoldQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
});

/** Puts the seal's certificate in place when a stage is deployed. */
export const signerSetupContract = contract({
  env: {
    resultsTable: 'RESULTS_TABLE',
    signingKey: 'SIGNING_KEY_ID',
    pkiAuthority: 'PKI_AUTHORITY_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    resultsTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    signingKey: ['kms:GetPublicKey'],
    pkiAuthority: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
  },
});

/** Where the development authority answers: its certificates name these addresses. */
export const authorityPaths = {
  timestamp: '/sandbox/pki/timestamp',
  ocsp: '/sandbox/pki/ocsp',
  crl: '/pki/development.crl',
  certificate: '/pki/development.cer',
} as const;

/**
 * The development authority: its time stamps (RFC 3161), its status of certificates (RFC 6960), its revocation list and its own
 * certificate, in every stage but production; asks for no key, since nothing that it says counts outside.
 */
export const trustServicesContract = contract({
  env: { pkiAuthority: 'PKI_AUTHORITY_SECRET_ID', sandboxTable: 'SANDBOX_TABLE', publicOrigin: 'PUBLIC_ORIGIN' },
  grants: {
    pkiAuthority: ['secretsmanager:GetSecretValue'],
    sandboxTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  },
  routes: {
    timestamp: { method: 'POST', path: authorityPaths.timestamp, permission: 'public' },
    ocsp: { method: 'POST', path: authorityPaths.ocsp, permission: 'public' },
    // Two authorities by their names, and what each of them does.
    tsa: { method: 'ANY', path: '/sandbox/tsa/{proxy+}', permission: 'public' },
    // A remote signing service, and what the owners of its credentials do.
    csc: { method: 'ANY', path: '/sandbox/csc/{proxy+}', permission: 'public' },
    // Any method: a route of its own would answer HEAD with what the gateway says of an unknown address.
    crl: { method: 'ANY', path: authorityPaths.crl, permission: 'public' },
    certificate: { method: 'ANY', path: authorityPaths.certificate, permission: 'public' },
  },
});
