import { contract, recordFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';
import { WITHDRAWN } from '../../shared/kernel/milestones.ts';

/** What `figures-event-heard` hears. */
export const figuresHears = [
  'dossier.counted',
  'payment.counted',
  'message.counted',
] as const satisfies readonly EventType[];

/** The `detail-type`s that the rule before `figures-event-heard` lets through: what it hears, and that it is taken back. */
export const figuresRule: readonly string[] = figuresHears.flatMap((type) => [type, `${type}${WITHDRAWN}`]);

/** Figures of agencies, counted from rows, and their publication. */
export const figuresApiContract = contract({
  env: {
    figuresTable: 'FIGURES_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    figuresTable: recordFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    readFigures: { method: 'GET', path: '/v1/figures', permission: ['back_office', 'operator'] },
    proposePublication: { method: 'POST', path: '/v1/publications', permission: ['operator'] },
    readPublication: { method: 'GET', path: '/v1/publications/{publicationId}', permission: ['operator'] },
    approvePublication: { method: 'POST', path: '/v1/publications/{publicationId}/approve', permission: ['operator'] },
  },
});

/** Keeps one row for each dossier, fee and message by what is announced of them, and compares these with the ledgers. */
export const figuresEventHeardContract = contract({
  env: {
    figuresTable: 'FIGURES_TABLE',
    dossiersTable: 'DOSSIERS_TABLE',
    paymentsTable: 'PAYMENTS_TABLE',
    notificationsTable: 'NOTIFICATIONS_TABLE',
    eventQueue: 'EVENT_QUEUE_URL',
  },
  grants: {
    figuresTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    dossiersTable: ['dynamodb:Scan'],
    paymentsTable: ['dynamodb:Scan'],
    notificationsTable: ['dynamodb:Scan'],
    eventQueue: ['sqs:SendMessage'],
  },
});
