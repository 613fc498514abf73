import { contract, readFacts, recordFacts, recordPersonalFacts } from '../../shared/kernel/contract.ts';
import type { EventType } from '../../shared/kernel/events.ts';
import { WITHDRAWN } from '../../shared/kernel/milestones.ts';

/**
 * The events of other capabilities that a dossier keeps; their withdrawals come the same way. That a fee was paid is told by what
 * settles it.
 */
const heard = [
  'payment.opened',
  'payment.settled',
  'result.issued',
  'result.delivered',
  'message.delivered',
] as const satisfies readonly EventType[];

/** The `detail-type`s that the rule before `dossiers-event-heard` lets through. */
export const dossiersHears: readonly string[] = heard.flatMap((type) => [type, `${type}${WITHDRAWN}`]);

/** Dossiers, deadlines and calendars for portals and back offices. */
export const dossiersApiContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    erasuresTable: 'ERASURES_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    dossiersTable: recordPersonalFacts,
    erasuresTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    installationTable: ['dynamodb:GetItem', 'dynamodb:Query'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    registerDossier: { method: 'PUT', path: '/v1/dossiers/{dossierCode}', permission: ['back_office'] },
    readDossier: {
      method: 'GET',
      path: '/v1/dossiers/{dossierCode}',
      permission: ['back_office', 'portal', 'operator'],
    },
    erasePersonalData: {
      method: 'DELETE',
      path: '/v1/dossiers/{dossierCode}/personal-data',
      permission: ['operator'],
    },
    readPreferences: {
      method: 'GET',
      path: '/v1/dossiers/{dossierCode}/preferences',
      permission: ['back_office', 'operator'],
    },
    putPreferences: { method: 'PUT', path: '/v1/dossiers/{dossierCode}/preferences', permission: ['back_office'] },
    recordEvent: { method: 'POST', path: '/v1/dossiers/{dossierCode}/events', permission: ['back_office'] },
    listDeadlines: { method: 'GET', path: '/v1/deadlines', permission: ['back_office', 'operator'] },
    listApologies: { method: 'GET', path: '/v1/apologies', permission: ['back_office', 'operator'] },
    approveApology: { method: 'POST', path: '/v1/apologies/{dossierCode}/approve', permission: ['back_office'] },
    listRatings: { method: 'GET', path: '/v1/ratings', permission: ['back_office', 'operator'] },
    calculateDeadline: { method: 'POST', path: '/v1/deadlines/calculate', permission: 'public' },
    putCalendarDecision: { method: 'PUT', path: '/v1/calendar-decisions/{decisionId}', permission: ['operator'] },
    readCalendarDecision: { method: 'GET', path: '/v1/calendar-decisions/{decisionId}', permission: ['operator'] },
    listCalendarDecisions: { method: 'GET', path: '/v1/calendar-decisions', permission: ['operator'] },
    approveCalendarDecision: {
      method: 'POST',
      path: '/v1/calendar-decisions/{decisionId}/approve',
      permission: ['operator'],
    },
    revokeCalendarDecision: {
      method: 'POST',
      path: '/v1/calendar-decisions/{decisionId}/revoke',
      permission: ['operator'],
    },
    readCalendar: { method: 'GET', path: '/v1/calendars/{year}', permission: 'public' },
  },
});

/** Forms of dossiers as papers, drawn when they are asked for. */
export const dossierFormsContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    installationTable: 'INSTALLATION_TABLE',
    pepper: 'PEPPER_SECRET_ID',
    publicOrigin: 'PUBLIC_ORIGIN',
    stage: 'STAGE',
  },
  grants: {
    dossiersTable: readFacts,
    installationTable: ['dynamodb:GetItem'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
  routes: {
    readForm: { method: 'GET', path: '/v1/dossiers/{dossierCode}/forms/{form}', permission: ['back_office'] },
    fetchForm: { method: 'GET', path: '/v1/dossiers/{dossierCode}/forms/{form}/{key}', permission: 'public' },
  },
});

/** Keeps what other capabilities announce about a dossier. */
export const dossiersEventHeardContract = contract({
  env: { dossiersTable: 'DOSSIERS_TABLE' },
  grants: { dossiersTable: recordFacts },
});

/** Folds the table's stream into heads and announces their milestones. */
export const dossiersFactsRecordedContract = contract({
  env: {
    dossiersTable: 'DOSSIERS_TABLE',
    bus: 'EVENT_BUS',
    refoldQueue: 'REFOLD_QUEUE_URL',
    pepper: 'PEPPER_SECRET_ID',
  },
  grants: {
    dossiersTable: recordFacts,
    bus: ['events:PutEvents'],
    refoldQueue: ['sqs:SendMessage'],
    pepper: ['secretsmanager:GetSecretValue'],
  },
});

/** After a restore: tells the dossiers' table again what was erased. */
export const dossiersTableRestoredContract = contract({
  env: { dossiersTable: 'DOSSIERS_TABLE', erasuresTable: 'ERASURES_TABLE' },
  grants: { dossiersTable: ['dynamodb:GetItem', 'dynamodb:PutItem'], erasuresTable: ['dynamodb:Scan'] },
});

/** Announces, every minute, what became due soon or overdue. */
export const deadlineSweepContract = contract({
  env: { dossiersTable: 'DOSSIERS_TABLE', stage: 'STAGE' },
  grants: { dossiersTable: recordFacts },
});
