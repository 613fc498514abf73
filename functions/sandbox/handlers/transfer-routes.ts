import * as z from 'zod';
import { DateFromCaller } from '../../../shared/kernel/time.ts';
import { answerWith, problem } from '../../../shared/platform/http-answer.ts';
import { jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { downloadStatement } from '../usecases/download-statement.ts';
import { makeTransfer, type TransferPorts } from '../usecases/make-transfer.ts';
import type { Route } from './router.ts';

const TransferInput = z.strictObject({
  accountNumber: z.string().min(1).max(40),
  content: z.string().max(500),
  amountVnd: z.int().positive().max(499_999_999),
});

/** Transfers to bank accounts, and the statements of their banks for a day. */
export const transferRoutes = (ports: TransferPorts): readonly Route[] => [
  {
    method: 'POST',
    path: /^([a-z][a-z0-9]*)\/transfers$/,
    async answer(request, name = '') {
      if (!(await ports.providers(name))?.bank) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
      return make(ports)(request);
    },
  },
  {
    method: 'GET',
    path: /^([a-z][a-z0-9]*)\/statements\/([A-Za-z0-9]{1,19})\/(\d{4}-\d{2}-\d{2})\.csv$/,
    async answer({ requestId }, name = '', accountNumber = '', day = '') {
      const date = DateFromCaller.safeParse(day);
      if (!date.success) return problem({ kind: 'not_found', what: 'statement' }, requestId);
      const statement = await downloadStatement(ports)(name, accountNumber, date.data);
      if (!statement.ok) return answerWith(requestId)(statement);
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${accountNumber}-${day}.csv"`,
      };
      return { status: 200, text: statement.value, headers };
    },
  },
];

const make = (ports: TransferPorts) =>
  taking([jsonBody(TransferInput)], async ({ now }, answer, asked) =>
    answer(await makeTransfer(ports)(asked, now), 201, ({ transactionId: providerTransactionId }) => ({
      providerTransactionId,
    })),
  );
