import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { firstCharacters } from '../kernel/characters.ts';

/** The only things a log line may hold: codes, counts and kinds. Names, phones, addresses and bodies have no field. */
export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly failure?: string;
  readonly keyId?: string;
  /** The client's address, where a request came from outside. */
  readonly source?: string;
  /** As the client wrote it, cut. */
  readonly userAgent?: string;
  /** SHA-256 of the token of a citizen's link: leads to its dossier under `TOK#<link>`, and opens nothing. */
  readonly link?: string;
  readonly agencyCode?: string;
  readonly dossierCode?: string;
  readonly aggregate?: string;
  readonly provider?: string;
  readonly merchant?: string;
  readonly reference?: string;
  readonly outcome?: string;
  readonly eventType?: string;
  readonly eventId?: string;
  readonly template?: string;
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

/** Writes one event with its fields: `callback_recorded`, never a sentence. */
export const logEvent = (event: string, fields: LogFields = {}): void => logger.info(event, { ...fields });

/** Writes an event that a person should look at. */
export const logAlarm = (event: string, fields: LogFields = {}): void => logger.error(event, { ...fields });

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
