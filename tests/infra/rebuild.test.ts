import { expect, test } from 'vitest';
import { alarmsOf, policies, resources, templatesOf } from './templates.ts';

const production = templatesOf('production');

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

test('a rebuild goes on through a queue of its own, which takes each step once and those of a segment in their order', () => {
  const queues = resources(production.service, 'AWS::SQS::Queue').filter(([id]) => id.includes('RebuildSteps'));
  expect(queues).toHaveLength(2);
  for (const [, { Properties }] of queues) expect(Properties.FifoQueue).toBe(true);
  const [id, { Properties }] = queues.find(([, queue]) => queue.Properties.RedrivePolicy) ?? queues[0]!;
  // A step that comes again must do so while the queue still knows the step that it handed on.
  expect(Number(Properties.VisibilityTimeout)).toBeLessThan(300);
  const mappings = resources(production.service, 'AWS::Lambda::EventSourceMapping').filter(([, mapping]) =>
    JSON.stringify(mapping.Properties.EventSourceArn).includes(`"${id}"`),
  );
  expect(mappings.map(([, mapping]) => mapping.Properties)).toMatchObject([
    { BatchSize: 1, FunctionName: { Ref: expect.stringMatching(/^InstallationRebuild[0-9A-F]{8}$/) } },
  ]);
  const waits = alarmsOf(production).filter(([, alarm]) =>
    String(alarm.Properties.AlarmDescription).endsWith('#rebuild'),
  );
  expect(waits.map(([name]) => name.replace(/^Alarms|[0-9A-F]{8}$/g, '')).sort()).toEqual([
    'RebuildDeadLetters',
    'RebuildErrors',
    'RebuildStepsDeadLetters',
    'RebuildStepsWaits',
    'RebuildThrottles',
  ]);
});

test('a rebuild may scan tables, raise their epochs and fill refold queues and its own, nothing else', () => {
  const statements = policies(production.service).flatMap(([id, granted]) =>
    id.startsWith('InstallationRebuildRole') ? granted : [],
  );
  const granted = statements.flatMap(({ Action, Resource }) =>
    list(Action).flatMap((action) => list(Resource).map(() => action)),
  );
  const count = (action: string) => granted.filter((one) => one === action).length;
  expect(count('dynamodb:Scan')).toBe(5);
  const epochs = statements.filter(({ Action }) => list(Action).includes('dynamodb:PutItem'));
  expect(epochs).toMatchObject([
    {
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['EPOCH*'] } },
    },
  ]);
  expect(granted.filter((action) => action.startsWith('dynamodb:'))).toHaveLength(5 + 2 * 5);
  // Five refold queues, its own, and the dead letters of the schedule.
  expect(count('sqs:SendMessage')).toBe(7);
  expect(count('sqs:ReceiveMessage')).toBe(1);
});
