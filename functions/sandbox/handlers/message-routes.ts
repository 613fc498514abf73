import * as z from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { homePage } from '../adapters/pages/home-page.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { recipientOf } from '../domain/recipient.ts';
import type { Inbox, ReceivedMessage } from '../ports.ts';
import type { Route } from './router.ts';

const Recipient = z.object({ to: z.string().trim().min(1).max(254) });

const messageView = ({ acceptedAt, ...message }: ReceivedMessage) => ({
  ...message,
  acceptedAt: toOffsetDateTime(acceptedAt),
});

/** Phone and mailbox: for people at `/sandbox`, for tests at `/sandbox/messages`. */
export const messageRoutes = (inbox: Inbox, publicOrigin: string): readonly Route[] => [
  {
    method: 'GET',
    path: /^$/,
    async answer({ query }) {
      const to = query.to?.at(-1);
      const messages = to ? await inbox.to(recipientOf(to)) : [];
      return { status: 200, text: homePage(publicOrigin, to, messages), headers: pageHeaders };
    },
  },
  {
    method: 'GET',
    path: /^messages$/,
    answer: taking([queryOf(Recipient)], async (_, answer, { to }) => {
      const messages = await inbox.to(recipientOf(to));
      return answer(ok({ messages: messages.map(messageView) }));
    }),
  },
];
