import type { Notice } from '../notice.ts';
import { acceptanceWithdrawn } from './acceptance-withdrawn.ts';
import { accepted } from './accepted.ts';
import { corrected } from './corrected.ts';
import { downloadCode } from './download-code.ts';
import { feeClosed } from './fee-closed.ts';
import { feeDue } from './fee-due.ts';
import { feeReminder } from './fee-reminder.ts';
import { finished } from './finished.ts';
import { paid } from './paid.ts';
import { partiallyPaid } from './partially-paid.ts';
import { promiseMoved } from './promise-moved.ts';
import { refunded } from './refunded.ts';
import { refused } from './refused.ts';
import { registered } from './registered.ts';
import { rescheduled } from './rescheduled.ts';
import { resultReady } from './result-ready.ts';
import { resultRevoked } from './result-revoked.ts';
import { returned } from './returned.ts';
import { statusChanged } from './status-changed.ts';
import { stopped } from './stopped.ts';
import { supplementRequested } from './supplement-requested.ts';
import { surplus, surplusCancelled, surplusExpired, surplusOverpaid } from './surplus.ts';
import type { Template } from './template.ts';
import { withdrawalReceived } from './withdrawal-received.ts';

/** The templates of the repository by their names. */
export const templates = {
  registered,
  accepted,
  acceptance_withdrawn: acceptanceWithdrawn,
  corrected,
  promise_moved: promiseMoved,
  rescheduled,
  supplement_requested: supplementRequested,
  refused,
  stopped,
  withdrawal_received: withdrawalReceived,
  status_changed: statusChanged,
  fee_due: feeDue,
  fee_reminder: feeReminder,
  partially_paid: partiallyPaid,
  paid,
  surplus,
  surplus_overpaid: surplusOverpaid,
  surplus_cancelled: surplusCancelled,
  surplus_expired: surplusExpired,
  refunded,
  fee_closed: feeClosed,
  result_ready: resultReady,
  result_revoked: resultRevoked,
  finished,
  returned,
  download_code: downloadCode,
} as const satisfies Readonly<Record<string, Template>>;

/** The name of a template of the repository. */
export type TemplateName = keyof typeof templates;

/** The name of the template that tells a notice; money that nobody owed has one for each reason. */
export const templateNameOf = (notice: Notice): TemplateName => {
  if (notice.template !== 'surplus') return notice.template;
  const special = `surplus_${notice.because}`;
  return Object.hasOwn(templates, special) ? (special as TemplateName) : 'surplus';
};

/** The template that tells a notice. */
export const templateFor = (notice: Notice): Template => templates[templateNameOf(notice)];
