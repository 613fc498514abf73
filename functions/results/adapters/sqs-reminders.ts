import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { madeId } from '../../../shared/kernel/ids.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Reminders } from '../ports.ts';

const Reminder = () => z.object({ checkId: madeId('chk'), openedAt: InstantMs });

/** What the queue of signing brings of a checked file. Throws where it is nothing of the kind. */
export const reminderIn = (envelope: { readonly detail?: unknown }) => Reminder().parse(envelope.detail);

/** Reminders by the queue of signing, which other messages of its own come back by, too. */
export const sqsReminders = (client: Pick<SQSClient, 'send'>, queueUrl: string): Reminders => ({
  async remind({ checkId, openedAt }, delaySeconds) {
    const MessageBody = JSON.stringify({ source: 'motcua.results', detail: { checkId, openedAt } });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  },
});
