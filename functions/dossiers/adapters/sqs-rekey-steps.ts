import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import type { RekeyQueue, RekeyStep } from '../calendar-ports.ts';
import { decisionFacts } from '../domain/calendar-decision.ts';
import { decisionBook } from './decision-ledger.ts';

/** A step as the refold queue of dossiers brings it. */
const RekeyMessage = z.object({
  rekey: z.object({
    edition: z.int().min(1),
    pass: z.union([z.literal(1), z.literal(2)]),
    after: z.string().optional(),
  }),
});

/** The step that a message asks for; undefined where it asks for none. */
export const stepAsked = (message: unknown): RekeyStep | undefined => RekeyMessage.safeParse(message).data?.rekey;

/** The first steps after what facts say has changed the calendar. */
export const firstSteps = (facts: readonly Item[]): readonly RekeyStep[] =>
  facts
    .filter(({ pk }) => pk.startsWith(`${decisionBook.prefix}#`))
    .flatMap(({ fact }): RekeyStep[] => {
      const kept = decisionFacts.stored(fact);
      return kept && 'edition' in kept && kept.edition !== undefined ? [{ edition: kept.edition, pass: 1 }] : [];
    });

/** The steps that wait in the refold queue of dossiers. */
export const sqsRekeySteps = (client: Pick<SQSClient, 'send'>, queueUrl: string): RekeyQueue => ({
  async send(rekey, delaySeconds = 0) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ rekey } satisfies z.infer<typeof RekeyMessage>),
        DelaySeconds: delaySeconds,
      }),
    );
  },
});
