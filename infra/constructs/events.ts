import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue, LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { RunbookAnchor } from '../../shared/kernel/alarms.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue, type WorkQueue } from './work-queue.ts';

/** What a queue of events and its consumer are made from. */
export interface EventConsumerProps {
  readonly bus: IEventBus;
  readonly queue: WorkQueue;
  /** The `detail-type`s that the rule lets through. */
  readonly types: readonly string[];
  /** The pattern of what they say, where it lets through only some of them. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly consumer: LambdaFunction;
  /** How many batches may be worked on at the same time. */
  readonly maxConcurrency: number;
  readonly batchSize?: number;
}

/** Leads events of the bus into a queue and the queue to a function; what cannot be delivered for a day joins the dead letters. */
export function consumeEvents(scope: Construct, id: string, props: EventConsumerProps): void {
  const { queue, deadLetters } = props.queue;
  props.queue.feeds(props.consumer, props.maxConcurrency, props.batchSize);
  new Rule(scope, id, {
    eventBus: props.bus,
    eventPattern: { detailType: [...props.types], ...(props.detail ? { detail: props.detail } : {}) },
    targets: [new SqsQueue(queue, { deadLetterQueue: deadLetters, maxEventAge: Duration.hours(24) })],
  });
}

/** Leads the ticks of a schedule into a queue that is consumed already; its `time` is the moment that a tick is for. */
export function tickOnSchedule(scope: Construct, id: string, schedule: Schedule, work: WorkQueue): void {
  const target = new SqsQueue(work.queue, { deadLetterQueue: work.deadLetters, maxEventAge: Duration.hours(1) });
  new Rule(scope, id, { schedule, targets: [target] });
}

/** Calls a function on a schedule with the schedule's own event, whose `time` is the moment it is for. */
export function callOnSchedule(scope: Construct, name: string, schedule: Schedule, props: ScheduleProps): void {
  const failed = new DeadLetterQueue(scope, `${name}DeadLetters`, name, props.alarms, props.runbook);
  props.callee.configureAsyncInvoke({
    retryAttempts: props.retries,
    maxEventAge: Duration.hours(1),
    onFailure: new SqsDestination(failed),
  });
  new Rule(scope, `${name}Rule`, {
    schedule,
    targets: [new Target(props.callee, { deadLetterQueue: failed, retryAttempts: 2, maxEventAge: Duration.hours(1) })],
  });
}

/** What a scheduled call is made from. */
export interface ScheduleProps {
  readonly callee: LambdaFunction;
  /** How often a call that threw is repeated, 0 to 2. */
  readonly retries: number;
  readonly alarms: Alarms;
  readonly runbook: RunbookAnchor;
}
