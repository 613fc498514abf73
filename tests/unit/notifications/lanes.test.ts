import { expect, test } from 'vitest';
import { intendedMilestone } from '../../../functions/notifications/domain/book.ts';
import { laneNamed, laneOf } from '../../../functions/notifications/domain/lanes.ts';
import { NOON, withSms } from '../../support/notifications-house.ts';

const moved = { template: 'promise_moved', promisedAt: NOON, insteadOf: null } as const;

test.each([
  [{ template: 'download_code', nonce: 'n' }, 'urgent'],
  [{ ...moved, because: 'decision' }, 'bulk'],
  [{ ...moved, because: 'pause' }, 'normal'],
  [{ template: 'due_soon', digest: 'H26.10#2026-11-20' }, 'bulk'],
  [{ template: 'overdue', dueAt: NOON }, 'normal'],
  [{ template: 'paid', amountVnd: 1 }, 'normal'],
  [{ template: 'result_ready' }, 'normal'],
] as const)('%j waits on the lane %s', (notice, lane) => {
  expect(laneOf(notice)).toBe(lane);
});

test('a lane that only a later release knows is the normal one', () => {
  expect(['urgent', 'bulk', 'express', undefined].map(laneNamed)).toEqual(['urgent', 'bulk', 'normal', 'normal']);
});

test('a message says its lane where that is not the normal one', async () => {
  const { house, messageId } = await withSms();
  const message = await house.message(messageId);
  expect(intendedMilestone(message).data).not.toHaveProperty('lane');
  const intent = { ...message.intent, notice: { template: 'download_code' as const, nonce: 'n' } };
  expect(intendedMilestone({ ...message, intent }).data.lane).toBe('urgent');
});
