import * as z from 'zod';
import { jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { answerQuestion } from '../usecases/answer-question.ts';
import type { AccountPorts } from '../usecases/find-account.ts';
import type { Route } from './router.ts';

const Asked = z.looseObject({ vnp_TxnRef: z.string().min(1).max(100) });

/** Where merchants ask providers what became of an order. */
export const questionRoutes = (ports: AccountPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^vnpay\/merchant_webapi\/api\/transaction$/,
    answer: taking([jsonBody(Asked)], async (_, answer, asked) =>
      answer(await answerQuestion(ports)('vnpay', asked.vnp_TxnRef, asked)),
    ),
  },
];
