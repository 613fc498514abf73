import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AlarmEvent } from '../kernel/alarms.ts';
import { firstCharacters } from '../kernel/characters.ts';
import { type Failure, isAlarming } from '../kernel/failures.ts';
import type { LogEvent } from '../kernel/log-events.ts';

/** The only things a log line may hold: codes, counts and kinds. Names, phones, addresses and bodies have no field. */
export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly failure?: string;
  /** The API key that was used. */
  readonly keyId?: string;
  /** Whoever was signed in, as the issuer calls the person. */
  readonly subject?: string;
  /** The client's address, where a request came from outside. */
  readonly source?: string;
  /** As the client wrote it, cut. */
  readonly userAgent?: string;
  /** SHA-256 of the token of a citizen's link: leads to its dossier under `TOK#<link>`, and opens nothing. */
  readonly link?: string;
  readonly agencyCode?: string;
  readonly dossierCode?: string;
  readonly aggregate?: string;
  /** Which part of which table a step of a rebuild reads: `dossiers 0/4`. */
  readonly segment?: string;
  readonly provider?: string;
  readonly merchant?: string;
  readonly carrier?: string;
  readonly reference?: string;
  readonly outcome?: string;
  readonly eventType?: string;
  readonly eventId?: string;
  readonly template?: string;
  /** The number of a form of a dossier. */
  readonly form?: string;
  readonly channel?: string;
  readonly count?: number;
  readonly durationMs?: number;
  readonly bytes?: number;
  readonly errorName?: string;
  readonly errorMessage?: string;
  readonly stack?: string;
}

const logger = new Logger({ serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'motcua' });
const metrics = new Metrics({ namespace: 'motcua', serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'motcua' });
/** Counts alarms for the whole installation, each at once: a function that throws afterwards has told them all the same. */
const alarms = new Metrics({
  namespace: 'motcua',
  serviceName: process.env.ALARM_SERVICE_NAME ?? 'motcua',
  singleMetric: true,
});

/** Writes one event of the dictionary with its fields, never a sentence. */
export const logEvent = (event: LogEvent, fields: LogFields = {}): void => logger.info(event, { ...fields });

/** Writes an event as an error and counts it under its name, where an alarm hears it. */
export const logAlarm = (event: AlarmEvent, fields: LogFields = {}): void => {
  logger.error(event, { ...fields });
  alarms.addMetric(event, MetricUnit.Count, 1);
};

/** Tells a person of a failure where its policy says so. */
export const alarmOfFailure = (failure: Failure['kind'], fields: LogFields): void => {
  if (isAlarming(failure)) logAlarm(failure, fields);
};

/** Writes an event that ended in a failure, and tells a person where the failure's policy says so. */
export const logFailure = (event: LogEvent, failure: Failure['kind'], fields: LogFields): void => {
  logEvent(event, { ...fields, failure });
  alarmOfFailure(failure, fields);
};

/** An exception as log fields: its name, message and stack, which hold no input. */
export const errorFields = (error: unknown): LogFields =>
  error instanceof Error
    ? {
        errorName: error.name,
        errorMessage: firstCharacters(error.message, 500),
        ...(error.stack ? { stack: firstCharacters(error.stack, 2000) } : {}),
      }
    : { errorName: typeof error, errorMessage: firstCharacters(String(error), 500) };

/** Counts one occurrence; written out at the end of the invocation by `flushMetrics`. */
export const countOne = (metric: string): void => {
  metrics.addMetric(metric, MetricUnit.Count, 1);
};

/** Writes the metrics gathered by this invocation (embedded metric format). */
export const flushMetrics = (): void => {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
};
