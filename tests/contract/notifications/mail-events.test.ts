import { describe, expect, test } from 'vitest';
import { mailEventIn } from '../../../functions/notifications/channels/events.ts';
import { mailEvents } from '../../support/mail-events.ts';

const MESSAGE = `msg_${'0'.repeat(26)}`;
const ADDRESS = 'anh@example.vn';
const tags = { clientReference: [MESSAGE], carrier: ['mail-1'] };
const events = mailEvents(ADDRESS, tags);

describe('what SES documents of a mail', () => {
  test.each([
    ['hardBounce', 'bounced', 'ses:Permanent.General', 'bounced'],
    ['onTheirList', 'bounced', 'ses:Permanent.OnAccountSuppressionList', 'bounced'],
    ['complaint', 'delivered', undefined, 'complained'],
    ['delivery', 'delivered', undefined, undefined],
    ['reject', 'failed', 'ses:Reject.Bad content', undefined],
  ] as const)('%s says %s', async (name, status, reason, because) => {
    expect(await mailEventIn(events[name])).toEqual({
      carrier: 'mail-1',
      messageId: MESSAGE,
      receipt: { carrierMessageId: 'ses-message-1', ourReference: MESSAGE, status, ...(reason ? { reason } : {}) },
      suppresses: because && { address: ADDRESS, because },
    });
  });

  test.each(['softBounce', 'undetermined', 'delay'] as const)('%s says nothing that lasts', async (name) => {
    expect(await mailEventIn(events[name])).toMatchObject({ receipt: undefined, suppresses: undefined });
  });

  test('of a mail that bears no tags of ours is not ours; what is of no mail, or of another service, is none', async () => {
    const strange: Readonly<Record<string, readonly string[]>>[] = [
      {},
      { carrier: ['mail-1'] },
      { ...tags, clientReference: ['order-7'] },
    ];
    for (const others of strange) expect(await mailEventIn(mailEvents(ADDRESS, others).hardBounce)).toBe('not_ours');
    expect(await mailEventIn({ ...events.hardBounce, source: 'aws.s3' })).toBeUndefined();
    expect(await mailEventIn({ source: 'aws.ses', detail: { eventType: 'Bounce' } })).toBeUndefined();
  });
});
