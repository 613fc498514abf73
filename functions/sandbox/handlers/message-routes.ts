import * as z from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { problem } from '../../../shared/platform/http-answer.ts';
import { queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { homePage } from '../adapters/pages/home-page.ts';
import { pageHeaders } from '../adapters/pages/layout.ts';
import { recipientOf } from '../domain/recipient.ts';
import type { Inbox, KeptMessage } from '../ports.ts';
import type { Route } from './router.ts';

const Recipient = z.object({ to: z.string().trim().min(1).max(254) });

const messageView = ({ id: _, acceptedAt, ...message }: KeptMessage) => ({
  ...message,
  acceptedAt: toOffsetDateTime(acceptedAt),
});

/** The name of a file for whoever saves it (RFC 6266, RFC 8187). */
const savedAs = (filename: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(filename.toWellFormed()).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

const mediaType = /^[\w.+-]+\/[\w.+-]+$/;

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
  {
    method: 'GET',
    path: /^messages\/([\w-]{1,100})\/attachments\/(\d{1,3})$/,
    async answer({ requestId }, id = '', n = '') {
      const file = await inbox.file(id, Number(n));
      if (!file) return problem({ kind: 'not_found', what: 'attachment' }, requestId);
      const headers = {
        'Content-Type': mediaType.test(file.contentType) ? file.contentType : 'application/octet-stream',
        'Content-Disposition': savedAs(file.filename),
        'Content-Security-Policy': "sandbox; default-src 'none'",
      };
      return { status: 200, bytes: file.content, headers };
    },
  },
];
