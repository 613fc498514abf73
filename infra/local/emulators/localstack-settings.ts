/**
 * How LocalStack asks queues and streams for their next messages. By itself it waits a second after each batch, and after empty answers
 * up to fifteen: a chain of five queues would take a minute. `localstack/services/lambda_/event_source_mapping/esm_worker.py`.
 */
export const promptSources: Readonly<Record<string, string>> = {
  LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.1',
  LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '1',
};
