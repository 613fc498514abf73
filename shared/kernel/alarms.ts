import type { AlarmingFailure } from './failures.ts';

/** The sections of docs/runbook.md that alarms link to. */
export type RunbookAnchor =
  | 'dead-letters'
  | 'parked-aggregate'
  | 'stream-failing'
  | 'rebuild'
  | 'function-errors'
  | 'webhook-errors'
  | 'signing'
  | 'renewal'
  | 'sweep'
  | 'calendar-coverage'
  | 'fee-sweep'
  | 'transfer-pull'
  | 'money'
  | 'receipts'
  | 'refunds'
  | 'reconciliation'
  | 'conflict'
  | 'not-configured'
  | 'messages'
  | 'message-limits'
  | 'webhooks'
  | 'figures'
  | 'strangers';

/** What whoever is woken by an event reads. */
export interface AlarmWords {
  /** What has happened, as a sentence. */
  readonly says: string;
  readonly runbook: RunbookAnchor;
  /** In how many five minutes after one another it must happen before anyone is told; 1 unless told. */
  readonly periods?: number;
}

/**
 * Every event of the log that a person is told of, whichever function writes it: `logAlarm` takes no other and counts each under its
 * name, and the infrastructure makes an alarm of each. A failure whose policy says `alarm` must be among them.
 */
export const alarmEvents = {
  conflict: { says: 'Two stories came under one key; the first stands.', runbook: 'conflict' },
  not_configured: { says: 'Something was asked that this installation is not set up for.', runbook: 'not-configured' },
  bug: { says: 'A request was answered 500.', runbook: 'function-errors' },
  message_threw: { says: 'A message of a queue made its function throw.', runbook: 'function-errors' },
  aggregate_parked: { says: 'An aggregate cannot be folded.', runbook: 'parked-aggregate' },
  dossier_not_swept: {
    says: 'A dossier could not be looked at for a quarter of an hour.',
    runbook: 'sweep',
    periods: 3,
  },
  calendar_runs_out: {
    says: 'Open dossiers have dates that no decided calendar reaches, or less than 60 days of it are left.',
    runbook: 'calendar-coverage',
  },
  fee_not_swept: { says: 'A fee could not be looked at for a quarter of an hour.', runbook: 'fee-sweep', periods: 3 },
  return_not_told: { says: 'The return of a payer could not be told; the fee sweep asks later.', runbook: 'fee-sweep' },
  provider_silent: { says: 'A provider has not said for a day how an attempt ended.', runbook: 'fee-sweep' },
  transfers_not_listed: {
    says: "A provider refuses a merchant's credentials, or has not listed for a day what came to its account.",
    runbook: 'transfer-pull',
  },
  merchant_not_pulled: {
    says: "What came to a merchant's account could not be looked at.",
    runbook: 'transfer-pull',
  },
  money_to_decide: {
    says: 'Money came that nobody owed, of a wrong amount, or that the provider suspects.',
    runbook: 'money',
  },
  refund_not_told: { says: 'A refund could not be told to its queue; the fee sweep tells it.', runbook: 'refunds' },
  refund_unanswered: {
    says: 'A refund is not answered: its provider is silent for a day, or its merchant is gone.',
    runbook: 'refunds',
  },
  reconciliation_break: {
    says: 'A statement differs from the ledger, and a person must decide.',
    runbook: 'reconciliation',
  },
  message_handed_on: {
    says: 'A carrier did not take a message; the next one of its channel was asked.',
    runbook: 'messages',
  },
  carrier_token_lost: {
    says: "The exchange of a carrier's token was cut short; an operator must set up another refresh token.",
    runbook: 'messages',
  },
  message_limited: {
    says: 'Messages wait: a recipient, an agency or the installation has had as many, or as dear ones, as it may.',
    runbook: 'message-limits',
  },
  carrier_tripped: {
    says: 'A carrier failed again and again; for a while it is given half of its share.',
    runbook: 'message-limits',
  },
  codes_pumped: {
    says: 'Download codes are asked for from one neighbourhood of the network, for many phones; no more are sent to it.',
    runbook: 'message-limits',
  },
  signing_waits: {
    says: 'A document has waited a quarter of an hour for a time stamp, or for what signs and keeps it.',
    runbook: 'signing',
  },
  certificate_ends: {
    says: 'The certificate of the seal or of a signer ends in 60 or 30 days, within a week, or has ended.',
    runbook: 'signing',
  },
  result_not_renewed: {
    says: 'A result could not be made to last for a quarter of an hour.',
    runbook: 'renewal',
    periods: 3,
  },
  delivery_failed: { says: 'A webhook took a delivery at none of its tries.', runbook: 'webhooks' },
  delivery_not_swept: {
    says: 'A delivery could not be looked at for a quarter of an hour.',
    runbook: 'webhooks',
    periods: 3,
  },
  figures_drifted: { says: 'A row of the figures lacked what the ledger had told; it was mended.', runbook: 'figures' },
  money_unmatched: { says: 'Money came for an order that is not ours.', runbook: 'money' },
} as const satisfies Readonly<Record<AlarmingFailure, AlarmWords>> & Readonly<Record<string, AlarmWords>>;

/** The name of an event that a person is told of. */
export type AlarmEvent = keyof typeof alarmEvents;
