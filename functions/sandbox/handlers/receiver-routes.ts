import * as z from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { ReceivedHooks } from '../ports.ts';
import type { Route } from './router.ts';

/** A status that an HTTP answer can end with. */
const Outcome = z.strictObject({ status: z.int().min(200).max(599) });

/** What a receiver answers until it is told otherwise. */
const TAKEN = 204;

/** Receivers of webhooks: each name is one. What it heard, and what it answers. */
export const receiverRoutes = (hooks: ReceivedHooks): readonly Route[] => [
  {
    method: 'POST',
    path: /^webhooks\/([\w.-]{1,64})$/,
    async answer({ headers, body, now }, name = '') {
      await hooks.keep(name, { at: now, headers, body: body.toString('utf8') });
      return { status: (await hooks.outcome(name)) ?? TAKEN, text: '' };
    },
  },
  {
    method: 'GET',
    path: /^webhooks\/([\w.-]{1,64})$/,
    answer: taking([], async ({ pathParameters }, answer) => {
      const heard = await hooks.of((pathParameters.proxy ?? '').slice('webhooks/'.length));
      return answer(ok({ items: heard.map(({ at, ...hook }) => ({ at: toOffsetDateTime(at), ...hook })) }));
    }),
  },
  {
    method: 'POST',
    path: /^webhooks\/([\w.-]{1,64})\/outcome$/,
    answer: (request, name = '') =>
      taking([jsonBody(Outcome)], async (_, answer, { status }) => {
        await hooks.setOutcome(name, status);
        return answer(ok({ status }));
      })(request),
  },
];
