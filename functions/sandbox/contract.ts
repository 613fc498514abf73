import { contract } from '../../shared/kernel/contract.ts';

/** Plays the outside world in every stage but production; asks for no key, since nothing in such a stage is real. */
export const sandboxContract = contract({
  env: {
    sandboxTable: 'SANDBOX_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    receiptQueue: 'RECEIPT_QUEUE_URL',
    publicOrigin: 'PUBLIC_ORIGIN',
  },
  grants: {
    sandboxTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    paymentsTable: ['dynamodb:GetItem', 'dynamodb:Scan'],
    notificationsTable: ['dynamodb:GetItem', 'dynamodb:Query'],
    receiptQueue: ['sqs:SendMessage'],
    carrierSecrets: ['secretsmanager:GetSecretValue'],
    merchantSecrets: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    home: { method: 'ANY', path: '/sandbox', permission: 'public' },
    pages: { method: 'ANY', path: '/sandbox/{proxy+}', permission: 'public' },
  },
});

/** Sends the receipts of the carriers that the sandbox plays, each when its time has come. */
export const sandboxReceiptsContract = contract({ env: {}, grants: {} });
