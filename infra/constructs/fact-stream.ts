import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { FACT_PREFIXES, HEAD_KEY } from '../../shared/kernel/book.ts';
import { type Alarms, alarmPeriod } from './alarms.ts';
import { DeadLetterQueue, WorkQueue } from './work-queue.ts';

/** How long a batch of folds may take. */
export const foldTimeoutSeconds = 30;

/** The queue of a capability's aggregates that must be folded again. */
export const refoldQueue = (scope: Construct, capability: string, alarms: Alarms): WorkQueue =>
  new WorkQueue(scope, `${capability}Refold`, {
    alarms,
    consumerTimeoutSeconds: foldTimeoutSeconds,
    runbook: 'parked-aggregate',
  });

/** What the consumer of a table's facts is made from. */
export interface FactStreamProps {
  readonly table: Table;
  readonly refold: WorkQueue;
  readonly consumer: LambdaFunction;
  readonly alarms: Alarms;
}

/**
 * Has a function consume what a table's stream brings of facts and heads, from its beginning, and the refold queue. A batch that throws is halved and tried
 * again; records that still fail after the last try leave their position in a queue that is alarmed, and `rebuild` folds
 * what they brought. Bad data never comes so far, because the handler parks it; the many tries are for lost
 * infrastructure, which may hold up the shard without harm: the facts stay in the table.
 */
export function consumeFacts(scope: Construct, capability: string, props: FactStreamProps): void {
  const { table, refold, consumer, alarms } = props;
  const { tableStreamArn: streamArn } = table;
  if (!streamArn) throw new Error(`${capability}: the table needs a stream`);
  consumer.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
  );
  consumer.addToRolePolicy(
    // A listing has no narrower resource than the streams of one table.
    new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [`${table.tableArn}/stream/*`] }),
  );
  const failed = new DeadLetterQueue(scope, 'StreamDeadLetters', `${capability}Stream`, alarms, 'stream-failing');
  consumer.addEventSourceMapping('Stream', {
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    parallelizationFactor: 4,
    bisectBatchOnError: true,
    retryAttempts: 30,
    maxRecordAge: Duration.hours(12),
    // Entries, look-up keys and questions lead to nothing there, and calling for them would cost.
    filters: [
      FilterCriteria.filter({
        dynamodb: { Keys: { sk: { S: [...FACT_PREFIXES.map((prefix) => ({ prefix })), HEAD_KEY] } } },
      }),
    ],
    onFailure: new SqsDlq(failed),
  });
  refold.feeds(consumer, 5);

  alarms.add(`${capability}StreamLags`, {
    metric: consumer.metric('IteratorAge', { period: alarmPeriod, statistic: 'Maximum' }),
    atLeast: Duration.minutes(5).toMilliseconds(),
    says: `The stream of ${capability} is consumed five minutes late.`,
    runbook: 'stream-failing',
  });
}
