import * as z from 'zod';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import { jsonBody } from '../../../shared/platform/http-request.ts';
import { answerQuestion } from '../usecases/answer-question.ts';
import type { AccountPorts } from '../usecases/find-account.ts';
import type { Route } from './router.ts';

const Asked = z.looseObject({ vnp_TxnRef: z.string().min(1).max(100) });

/** Where merchants ask providers what became of an order. */
export const questionRoutes = (ports: AccountPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^vnpay\/merchant_webapi\/api\/transaction$/,
    async answer(request) {
      const answer = answerWith(request.requestId);
      const asked = jsonBody(request, Asked);
      if (!asked.ok) return answer(asked);
      return answer(await answerQuestion(ports)('vnpay', asked.value.vnp_TxnRef, asked.value));
    },
  },
];
