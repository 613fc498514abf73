/** Every line of the log that is no alarm, and what it says. `logEvent` takes no other; docs/data.md lists them. */
export const logEvents = {
  answered: 'A request was answered: who asked, which route, which status, how long it took.',
  attempt_settled: 'A provider that was asked about an attempt said how it ended.',
  attempt_unanswered: 'A provider that was asked about an attempt did not say how it ended.',
  callback_answered: "What became of a provider's notice.",
  dossier_read: 'Somebody read a dossier: a key, or a citizen by the link.',
  download_code_refused: 'A download code was asked for and not sent.',
  download_code_tried: 'A download code was typed, and what became of it.',
  epochs_raised: 'The epochs of the tables were raised after a restore.',
  erasures_replayed: 'A restored table was told which personal data were erased.',
  fee_closed: 'A fee ran out.',
  looked_up: 'Somebody looked a dossier up, and whether it was found.',
  message_done: 'A message of a queue was handled.',
  message_failed: 'A message of a queue was not handled, why, and whether it comes again.',
  message_handled: 'What became of a message to a person at one visit of its queue.',
  payment_not_started: 'A citizen wanted to pay and was not led to the provider.',
  payment_read: 'A key read a fee.',
  payments_listed: 'A key listed fees.',
  personal_data_erased: 'A key had the personal data of a dossier erased.',
  rebuild_asked: 'A rebuild was begun.',
  rebuild_step: 'A rebuild went on by a step of one segment of one table.',
  refund_called: 'A provider was called for a refund, and what it said.',
  result_downloaded: 'A key was given the address of a document.',
  result_not_signed: 'Why a document is not signed yet.',
  result_read: 'A key read a result.',
  result_signing: 'What became of a document that was to be signed.',
  stream_consumed: "A batch of a table's stream was folded and told.",
  swept: 'A sweep is done, and how much it did.',
} as const;

/** The name of a line of the log that is no alarm. */
export type LogEvent = keyof typeof logEvents;
