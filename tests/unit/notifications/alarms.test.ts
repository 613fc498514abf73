import { describe, expect, test } from 'vitest';
import { logSending } from '../../../functions/notifications/handlers/sending-log.ts';
import type { Sending } from '../../../functions/notifications/usecases/send-message.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { alarmed, logged } from '../../support/logged.ts';

const data = {
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  messageId: 'msg_1',
  channel: 'sms',
  template: 'accepted',
} as const;
const event: EventOf<'message.intended'> = { id: 'message:msg_1:intended', type: 'message.intended', at: 1, data };
const line = { aggregate: 'msg_1', dossierCode: data.dossierCode, template: 'accepted', channel: 'sms' };

describe('a message in the queue', () => {
  test('whose carrier left it to the next one wakes a person', async () => {
    const lines = await alarmed(async () => logSending(event, ok('handed_on')));
    expect(lines).toMatchObject([{ message: 'message_handed_on', ...line }]);
  });

  test.each(['taken', 'settled_before', 'given_up', 'held', 'put_off'] as const)(
    'that is %s is written and wakes nobody',
    async (outcome: Sending) => {
      expect(await alarmed(async () => logSending(event, ok(outcome)))).toEqual([]);
      const lines = await logged(() => logSending(event, ok(outcome)));
      expect(lines).toMatchObject([{ message: 'message_handled', ...line, outcome }]);
    },
  );
});
