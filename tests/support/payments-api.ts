import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { approvalsApiContract } from '../../functions/desk/contract.ts';
import { approvalRoutes } from '../../functions/desk/handlers/approval-routes.ts';
import { calendarsIn } from '../../functions/dossiers/adapters/calendar-log.ts';
import { decisionApprovals, decisionLedger, decisionsIn } from '../../functions/dossiers/adapters/decision-ledger.ts';
import { cardErasures } from '../../functions/payments/adapters/card-erasures.ts';
import { questionsIn } from '../../functions/payments/adapters/fee-timers.ts';
import { ledgerTransfers } from '../../functions/payments/adapters/ledger-transfers.ts';
import { moneyByDay } from '../../functions/payments/adapters/money-by-day.ts';
import { paymentLists } from '../../functions/payments/adapters/payment-lists.ts';
import { receiptNumbersIn } from '../../functions/payments/adapters/receipt-numbers.ts';
import { transferLists } from '../../functions/payments/adapters/transfer-lists.ts';
import { moneyApiContract, paymentsApiContract } from '../../functions/payments/contract.ts';
import { attemptRoutes } from '../../functions/payments/handlers/attempt-routes.ts';
import { decisionRoutes } from '../../functions/payments/handlers/decision-routes.ts';
import { listRoutes } from '../../functions/payments/handlers/list-routes.ts';
import { merchantRoutes } from '../../functions/payments/handlers/merchant-routes.ts';
import { paymentRoutes } from '../../functions/payments/handlers/payment-routes.ts';
import { receiptRoutes } from '../../functions/payments/handlers/receipt-routes.ts';
import { refundRoutes } from '../../functions/payments/handlers/refund-routes.ts';
import { transferListRoutes } from '../../functions/payments/handlers/transfer-list-routes.ts';
import { transferRoutes } from '../../functions/payments/handlers/transfer-routes.ts';
import { webhookHandler } from '../../functions/payments/handlers/webhook.ts';
import type { PaymentProvider } from '../../functions/payments/ports.ts';
import type { AgencyCode } from '../../shared/kernel/ids.ts';
import { officialCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { apiKeyItem, apiKeysIn, newApiKeySecret } from '../../shared/platform/api-keys.ts';
import { apiHandler, type GatewayHandler } from '../../shared/platform/http-handler.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { handedOver } from './gateway-body.ts';
import { memoryTable } from './memory-table.ts';
import { DOSSIER, ITEMS, MERCHANT, PUBLIC_ORIGIN, readyHouse } from './payments.ts';
import { playedReceiptFiles } from './receipts.ts';

/** What a call of the API carries. */
export interface Call {
  readonly body?: unknown;
  readonly raw?: string | Uint8Array;
  readonly query?: Record<string, readonly string[]>;
  readonly headers?: Record<string, string>;
}

/** An event of the gateway for a route. */
export const gatewayEvent = (method: string, resource: string, parameters: Record<string, string>, call: Call) =>
  ({
    httpMethod: method,
    resource,
    path: resource,
    pathParameters: parameters,
    multiValueQueryStringParameters: call.query ?? null,
    headers: { 'content-type': 'application/json', ...call.headers },
    ...handedOver(call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body))),
    requestContext: { requestId: 'r-1', identity: { sourceIp: '203.0.113.7' } },
  }) as unknown as APIGatewayProxyEvent;

const answerOf = async (handler: GatewayHandler, event: APIGatewayProxyEvent) => {
  const { statusCode, body } = await handler(event, {} as Context);
  return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
};

/** The API of fees and the webhook over the payments' house, with keys of several agencies. */
export const paymentsApiRoom = async (others: readonly PaymentProvider[] = []) => {
  const house = await readyHouse(others);
  const now = () => house.clock.now;
  const installation = memoryTable();
  const keyOf = async (
    id: string,
    agencyCode: AgencyCode,
    permission: 'back_office' | 'portal' | 'operator' = 'back_office',
  ) => {
    const { secret, secretHash } = newApiKeySecret();
    const keyId = `key_${id.repeat(26)}` as const;
    const row = { keyId, permission, agencyCodes: [agencyCode], kind: 'test' as const, label: 'test', secretHash };
    await installation.put(apiKeyItem(row));
    return `Bearer ${keyId}.${secret}`;
  };
  const keys = {
    main: await keyOf('a', 'H26.10'),
    renewed: await keyOf('d', 'H26.10'),
    other: await keyOf('b', 'H26.11'),
    portal: await keyOf('c', 'H26.10', 'portal'),
    city: await keyOf('e', 'H26'),
    operator: await keyOf('f', 'H26', 'operator'),
  };
  const pepper = pepperFrom('a pepper of the tests, at least 32 characters');
  const limit: { vnd: number | undefined } = { vnd: undefined };
  const ports = {
    ...house,
    lists: paymentLists(house.table),
    transfers: transferLists(house.table),
    moneyByDay: moneyByDay(house.table),
    transferLedger: ledgerTransfers(house.table, now),
    numbers: receiptNumbersIn(house.table, now),
    receiptFiles: playedReceiptFiles,
    erasures: cardErasures(house.dossierTable),
    pepper: async () => pepper,
    publicOrigin: PUBLIC_ORIGIN,
    queue: house.refundQueue,
    refundLimit: async () => limit.vnd,
    decisions: decisionLedger(decisionsIn(house.dossierTable, now)),
    decisionApprovals: decisionApprovals(house.dossierTable),
    calendars: calendarsIn(house.dossierTable),
    calendar: officialCalendar,
  };
  const contracts = { ...paymentsApiContract.routes, ...moneyApiContract.routes, ...approvalsApiContract.routes };
  const routes = {
    ...paymentRoutes(ports),
    ...listRoutes(ports),
    ...attemptRoutes(ports),
    ...transferListRoutes(ports),
    ...transferRoutes(ports),
    ...merchantRoutes(ports),
    ...receiptRoutes(ports),
    ...refundRoutes(ports),
    ...decisionRoutes(ports),
    ...approvalRoutes(ports),
  };
  const edge = { now, publicOrigin: PUBLIC_ORIGIN };
  const api = apiHandler(contracts, routes, {
    ...edge,
    authoriser: apiKeysIn(installation, 'test', now),
  });
  const webhook = webhookHandler({ ...house, questions: questionsIn(house.table) }, edge);
  const call = (route: keyof typeof contracts, parameters: Record<string, string>, more: Call = {}) => {
    const { method, path } = contracts[route];
    const headers = { authorization: keys.main, 'idempotency-key': 'once', ...more.headers };
    return answerOf(api, gatewayEvent(method, path, parameters, { ...more, headers }));
  };
  return {
    /** Above which sum two persons are needed. */
    limit,
    ...house,
    keys,
    call,
    open: (body: unknown = { items: ITEMS }, headers: Record<string, string> = {}) =>
      call('openPayment', { dossierCode: DOSSIER }, { body, headers }),
    hear: (query: Call['query'], more: Call = {}, merchant = MERCHANT, provider = 'vnpay') =>
      answerOf(
        webhook,
        gatewayEvent(
          'GET',
          '/webhooks/payments/{provider}/{merchant}',
          { provider, merchant },
          { ...more, query: query ?? {} },
        ),
      ),
  };
};
