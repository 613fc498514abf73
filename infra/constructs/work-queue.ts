import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue, QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { RunbookAnchor } from '../../shared/kernel/alarms.ts';
import { type Alarms, alarmPeriod } from './alarms.ts';
import { PrivateQueue } from './private-queue.ts';
import { ServiceFunction } from './service-function.ts';

/** How often a message is tried before it is parked. */
const TRIES = 5;

/** A queue whose messages wait for a person: nothing consumes it, and an alarm tells that it is not empty. */
export class DeadLetterQueue extends PrivateQueue {
  constructor(
    scope: Construct,
    id: string,
    name: string,
    alarms: Alarms,
    runbook: RunbookAnchor = 'dead-letters',
    order: Pick<QueueProps, 'fifo'> = {},
  ) {
    super(scope, id, { ...order, retentionPeriod: Duration.days(14) });
    alarms.add(`${name}DeadLetters`, {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      says: `Messages of ${name} were given up after all of their tries.`,
      runbook,
    });
    new CfnOutput(Stack.of(this), `DeadLetterQueue${name}`, { value: this.queueUrl });
  }
}

/** What a queue with its consumer is made from. */
export interface WorkQueueProps {
  readonly alarms: Alarms;
  /** The time-out of the function that consumes it; a message is hidden six times as long. */
  readonly consumerTimeoutSeconds: number;
  readonly runbook?: RunbookAnchor;
  /** Where it gives up what another queue's do as well: each message goes back to the queue that it came from. */
  readonly deadLetters?: DeadLetterQueue;
  /** Takes a message once within five minutes, by its deduplication id, and hands out those of a group one after another. */
  readonly fifo?: true;
}

/** A queue with its dead-letter queue: at least once, five tries, then parked and alarmed. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, name: string, props: WorkQueueProps) {
    super(scope, `${name}Queue`);
    const order = props.fifo ? { fifo: true } : {};
    this.deadLetters =
      props.deadLetters ?? new DeadLetterQueue(this, 'DeadLetters', name, props.alarms, props.runbook, order);
    this.queue = new PrivateQueue(this, 'Queue', {
      ...order,
      visibilityTimeout: Duration.seconds(6 * props.consumerTimeoutSeconds),
      retentionPeriod: Duration.days(7),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    props.alarms.add(`${name}Waits`, {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      atLeast: Duration.minutes(15).toSeconds(),
      says: `A message of ${name} has waited for 15 minutes.`,
      runbook: props.runbook ?? 'dead-letters',
    });
    new CfnOutput(Stack.of(this), `Queue${name}`, { value: this.queue.queueUrl });
  }

  /** Has a function consume the queue: what fails comes again by itself, the rest of its batch is done. */
  feeds(consumer: IFunction, maxConcurrency: number, batchSize = 10): void {
    consumer.addEventSource(
      new SqsEventSource(this.queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
    );
    if (consumer instanceof ServiceFunction) consumer.isCalledBy(this.queue.queueUrl);
  }
}
