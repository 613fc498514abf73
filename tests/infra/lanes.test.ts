import { expect, test } from 'vitest';
import { laneDetails, laneShares } from '../../functions/notifications/contract.ts';
import { MessageLimits } from '../../shared/kernel/message-limits.ts';
import { resources, templatesOf } from './templates.ts';

const { service } = templatesOf('production');
const sizeOf = (template: { toJSON(): unknown }): number =>
  Object.keys((template.toJSON() as { Resources: object }).Resources).length;

const senders = resources(service, 'AWS::Lambda::Function').filter(([name]) =>
  /^NotificationsMessageQueued/.test(name),
);
const [sender] = senders;

/** The queues that call the function which sends, each with how many of its batches are sent at once. */
const fed = () =>
  resources(service, 'AWS::Lambda::EventSourceMapping')
    .filter(([, { Properties }]) => JSON.stringify(Properties.FunctionName).includes(`"${sender?.[0]}"`))
    .map(([, { Properties }]) => ({
      queue: JSON.stringify(Properties.EventSourceArn),
      batch: Properties.BatchSize,
      ...(Properties.ScalingConfig as { readonly MaximumConcurrency: number }),
    }));

test('each lane has a queue of its own, and the function as much reserved as all lanes may take together', () => {
  expect(senders).toHaveLength(1);
  const lanes = fed().map(({ queue, batch, MaximumConcurrency }) => [
    /Urgent|Bulk/.exec(queue)?.[0] ?? 'normal',
    MaximumConcurrency,
    batch,
  ]);
  expect(lanes.sort()).toEqual([
    ['Bulk', laneShares.bulk.atOnce, laneShares.bulk.batch],
    ['Urgent', laneShares.urgent.atOnce, laneShares.urgent.batch],
    ['normal', laneShares.normal.atOnce, laneShares.normal.batch],
  ]);
  const together = fed().reduce((sum, { MaximumConcurrency }) => sum + MaximumConcurrency, 0);
  expect(sender?.[1].Properties.ReservedConcurrentExecutions).toBe(together);
});

test('the rule before each queue lets through its lane alone', () => {
  const rules = resources(service, 'AWS::Events::Rule').filter(([, { Properties }]) =>
    JSON.stringify(Properties.EventPattern ?? '').includes('message.intended'),
  );
  const led = rules.map(([, { Properties }]) => [
    /Urgent|Bulk/.exec(JSON.stringify(Properties.Targets))?.[0] ?? 'normal',
    (Properties.EventPattern as { readonly detail?: unknown }).detail,
  ]);
  expect(led.sort()).toEqual([
    ['Bulk', laneDetails.bulk],
    ['Urgent', laneDetails.urgent],
    ['normal', laneDetails.normal],
  ]);
});

test('the limits that the sending function is given are read as they were set', () => {
  const environment = sender?.[1].Properties.Environment as { readonly Variables: Record<string, string> } | undefined;
  const limits = environment?.Variables.MESSAGE_LIMITS ?? '{}';
  expect(MessageLimits.safeParse(JSON.parse(limits))).toMatchObject({ success: true });
});

test('a stack holds at most 500 resources', () => {
  expect(sizeOf(service)).toBeLessThanOrEqual(500);
});
