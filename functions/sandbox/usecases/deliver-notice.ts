import type { NoticeAnswer, PlayedNotice, PlayedProvider, WebhookCaller } from '../ports.ts';

/** A notice is sent at most this often; the real providers go on for about an hour. */
const TRIES = 3;

/** Sends a notice until the merchant's answer ends it: every answer in order, undefined where none came. */
export const deliverNotice =
  (webhooks: WebhookCaller) =>
  async (
    { isConfirmed }: Pick<PlayedProvider, 'isConfirmed'>,
    webhookUrl: string,
    notice: PlayedNotice,
  ): Promise<readonly (NoticeAnswer | undefined)[]> => {
    const answers: (NoticeAnswer | undefined)[] = [];
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      if (attempt > 1) await webhooks.pause();
      const answer = await webhooks.notify(webhookUrl, notice);
      answers.push(answer);
      if (answer && isConfirmed(answer)) break;
    }
    return answers;
  };
