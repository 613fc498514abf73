import { Duration, NestedStack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmWords, alarmEvents, type RunbookAnchor } from '../../shared/kernel/alarms.ts';
import type { Stage } from '../settings.ts';

/** One thing that a person should be told of. */
export interface AlarmProps {
  readonly metric: IMetric;
  /** Alarms from this value on. */
  readonly atLeast?: number;
  /** Alarms at this value and below. */
  readonly atMost?: number;
  /** How many of the last periods must be so; 1 unless told. */
  readonly periods?: number;
  /** Whether silence is a fault too. */
  readonly silenceIsFault?: boolean;
  /** What has happened, as a sentence. */
  readonly says: string;
  readonly runbook: RunbookAnchor;
}

/** The period that alarms look at unless told otherwise. */
export const alarmPeriod = Duration.minutes(5);

/** What a function counts by itself (`countOne`), under the name by which it logs. */
export const countedBy = (service: string, metricName: string): IMetric =>
  new Metric({
    namespace: 'motcua',
    metricName,
    dimensionsMap: { service },
    period: alarmPeriod,
    statistic: 'Sum',
  });

/** The name under which all functions of a stage count what a person is told of (`logAlarm`). */
export const alarmService = (stage: Stage): string => `motcua-${stage}`;

/**
 * Makes every alarm of a stack, in a nested one, since a stack holds at most 500 resources: with the runbook's section in its description and, where there is a topic, an action.
 * An emulator measures nothing, so the local stage has none.
 */
export class Alarms extends Construct {
  readonly #stage: Stage;
  readonly #topic: ITopic | undefined;
  #stack: NestedStack | undefined;

  constructor(scope: Construct, id: string, stage: Stage, topic?: ITopic) {
    super(scope, id);
    this.#stage = stage;
    this.#topic = topic;
  }

  /** Adds an alarm under an id that is unique in the stack. */
  add(id: string, props: AlarmProps): void {
    if (this.#stage === 'local') return;
    this.#stack ??= new NestedStack(this, 'Stack', { description: 'What a person is told of.' });
    const alarm = new Alarm(this.#stack, id, {
      metric: props.metric,
      threshold: props.atMost ?? props.atLeast ?? 1,
      comparisonOperator:
        props.atMost === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.silenceIsFault ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.says} See docs/runbook.md#${props.runbook}`,
    });
    if (this.#topic) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  /** Adds an alarm for each event that a person is told of, whichever function of the stage writes it. */
  addEvents(): void {
    for (const [event, words] of Object.entries<AlarmWords>(alarmEvents))
      this.add(event, { ...words, metric: countedBy(alarmService(this.#stage), event) });
  }
}
