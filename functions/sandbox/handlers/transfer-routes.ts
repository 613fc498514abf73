import * as z from 'zod';
import { problem } from '../../../shared/platform/http-answer.ts';
import { jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { makeTransfer, type TransferPorts } from '../usecases/make-transfer.ts';
import type { Route } from './router.ts';

const TransferInput = z.strictObject({
  accountNumber: z.string().min(1).max(40),
  content: z.string().max(500),
  amountVnd: z.int().positive().max(499_999_999),
});

/** Transfers to bank accounts, at a provider that watches them. */
export const transferRoutes = (ports: TransferPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/transfers$/,
    async answer(request, name = '') {
      if (!(await ports.providers(name))?.bank) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
      return make(ports)(request);
    },
  },
];

const make = (ports: TransferPorts) =>
  taking([jsonBody(TransferInput)], async ({ now }, answer, asked) =>
    answer(await makeTransfer(ports)(asked, now), 201, ({ transactionId: providerTransactionId }) => ({
      providerTransactionId,
    })),
  );
