import { Duration, Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Dashboard as CloudWatchDashboard, GraphWidget, type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Stage } from '../settings.ts';
import { ServiceFunction } from './service-function.ts';
import { DeadLetterQueue, WorkQueue } from './work-queue.ts';

const period = Duration.minutes(5);

/** One page that shows whether the product does its work: callers, functions, queues, streams, tables. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, stage: Stage, api: RestApi) {
    super(scope, id);
    const all = Stack.of(this).node.findAll();
    const functions = all.filter((each) => each instanceof ServiceFunction);
    const queues = all.filter((each) => each instanceof WorkQueue);
    const deadLetters = all.filter((each) => each instanceof DeadLetterQueue);
    const named = (label: string): { label: string; period: Duration } => ({ label, period });
    const graph = (title: string, left: IMetric[]): GraphWidget =>
      new GraphWidget({ title, left, width: 12, height: 7 });

    new CloudWatchDashboard(this, 'Page', {
      dashboardName: `motcua-${stage}`,
      defaultInterval: Duration.hours(12),
      widgets: [
        [
          graph('Requests and refusals', [
            api.metricCount(named('requests')),
            api.metricClientError({ ...named('4xx'), statistic: 'Sum' }),
            api.metricServerError({ ...named('5xx'), statistic: 'Sum' }),
          ]),
          graph('Latency of answers, ms', [
            api.metricLatency({ ...named('median'), statistic: Stats.percentile(50) }),
            api.metricLatency({ ...named('p99'), statistic: Stats.percentile(99) }),
          ]),
        ],
        [
          graph(
            'Errors of functions',
            functions.map((each) => each.metricErrors({ ...named(each.node.id), statistic: 'Sum' })),
          ),
          graph(
            'Duration of functions, p99, ms',
            functions.map((each) => each.metricDuration({ ...named(each.node.id), statistic: Stats.percentile(99) })),
          ),
        ],
        [
          graph(
            'Age of the oldest message, s',
            queues.map(({ queue, node }) =>
              queue.metricApproximateAgeOfOldestMessage({ ...named(node.id), statistic: 'Maximum' }),
            ),
          ),
          graph(
            'Dead letters',
            deadLetters.map((each) =>
              each.metricApproximateNumberOfMessagesVisible({ ...named(each.node.path), statistic: 'Maximum' }),
            ),
          ),
        ],
        [
          graph(
            'Lag of streams, ms',
            functions
              .filter((each) => each.node.tryFindChild('Stream'))
              .map((each) => each.metric('IteratorAge', { ...named(each.node.id), statistic: 'Maximum' })),
          ),
        ],
      ],
    });
  }
}
