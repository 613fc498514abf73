import { contract, readFacts, recordFacts } from '../../shared/kernel/contract.ts';

/** What waits for a second person, whatever it is about, and that person's word. */
export const approvalsApiContract = contract({
  env: {
    paymentsTable: 'PAYMENTS_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
    refundQueue: 'REFUND_QUEUE_URL',
  },
  grants: {
    paymentsTable: recordFacts,
    // The calendar and decisions on it, and whose personal data were erased.
    dossiersTable: readFacts,
    // Decisions on the calendar and its editions, which lie there apart from every dossier.
    calendar: ['dynamodb:PutItem'],
    installationTable: ['dynamodb:GetItem'],
    refundQueue: ['sqs:SendMessage'],
  },
  routes: {
    listApprovals: { method: 'GET', path: '/v1/approvals', permission: ['back_office', 'operator'] },
    approve: { method: 'POST', path: '/v1/approvals/{approvalId}', permission: ['back_office', 'operator'] },
  },
});
