import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { approvalsApiContract } from '../../functions/desk/contract.ts';
import { approvalRoutes } from '../../functions/desk/handlers/approval-routes.ts';
import { calendarsIn } from '../../functions/dossiers/adapters/calendar-log.ts';
import { deadlineIndex } from '../../functions/dossiers/adapters/deadline-index.ts';
import {
  decisionApprovals,
  decisionLedger,
  decisionList,
  decisionsIn,
} from '../../functions/dossiers/adapters/decision-ledger.ts';
import { formLinksAt } from '../../functions/dossiers/adapters/form-links.ts';
import { ratingIndex } from '../../functions/dossiers/adapters/rating-index.ts';
import { dossierFormsContract, dossiersApiContract } from '../../functions/dossiers/contract.ts';
import { apologyRoutes } from '../../functions/dossiers/handlers/apology-routes.ts';
import { calendarRoutes } from '../../functions/dossiers/handlers/calendar-routes.ts';
import { deadlineRoutes } from '../../functions/dossiers/handlers/deadline-routes.ts';
import { dossierRoutes } from '../../functions/dossiers/handlers/dossier-routes.ts';
import { formRoutes } from '../../functions/dossiers/handlers/form-routes.ts';
import { ratingRoutes } from '../../functions/dossiers/handlers/rating-routes.ts';
import { publicationsIn } from '../../functions/figures/adapters/publications-in-table.ts';
import { rowReaderIn } from '../../functions/figures/adapters/rows-in-table.ts';
import { figuresApiContract } from '../../functions/figures/contract.ts';
import { figuresRoutes } from '../../functions/figures/handlers/figures-routes.ts';
import { publicationRoutes } from '../../functions/figures/handlers/publication-routes.ts';
import { agencyStoreIn } from '../../functions/installation/adapters/agency-store.ts';
import { apiKeyStoreIn } from '../../functions/installation/adapters/api-key-store.ts';
import { carrierStoreIn } from '../../functions/installation/adapters/carrier-store.ts';
import { merchantStoreIn } from '../../functions/installation/adapters/merchant-store.ts';
import { procedureStoreIn } from '../../functions/installation/adapters/procedure-store.ts';
import { timestampAuthoritiesIn, trustAnchorsIn } from '../../functions/installation/adapters/trust-stores.ts';
import { installationApiContract } from '../../functions/installation/contract.ts';
import { installationRoutes } from '../../functions/installation/handlers/installation-routes.ts';
import { breakersIn } from '../../functions/notifications/adapters/carrier-breakers.ts';
import { dayCountsIn } from '../../functions/notifications/adapters/day-counts.ts';
import { messageLedger } from '../../functions/notifications/adapters/message-ledger.ts';
import { messageLists } from '../../functions/notifications/adapters/message-lists.ts';
import { ownTemplatesIn } from '../../functions/notifications/adapters/own-templates.ts';
import { suppressionsIn } from '../../functions/notifications/adapters/suppressions.ts';
import { carrierManifestOf } from '../../functions/notifications/channels/manifests.ts';
import { messagesApiContract, templatesApiContract } from '../../functions/notifications/contract.ts';
import { limitRoutes } from '../../functions/notifications/handlers/limit-routes.ts';
import { messageRoutes } from '../../functions/notifications/handlers/message-routes.ts';
import { suppressionRoutes } from '../../functions/notifications/handlers/suppression-routes.ts';
import { templateRoutes } from '../../functions/notifications/handlers/template-routes.ts';
import { cardErasures } from '../../functions/payments/adapters/card-erasures.ts';
import { ledgerTransfers } from '../../functions/payments/adapters/ledger-transfers.ts';
import { moneyByDay } from '../../functions/payments/adapters/money-by-day.ts';
import { paymentLists } from '../../functions/payments/adapters/payment-lists.ts';
import { receiptNumbersIn } from '../../functions/payments/adapters/receipt-numbers.ts';
import { transferLists } from '../../functions/payments/adapters/transfer-lists.ts';
import { moneyApiContract, paymentsApiContract, reconciliationApiContract } from '../../functions/payments/contract.ts';
import { attemptRoutes } from '../../functions/payments/handlers/attempt-routes.ts';
import { decisionRoutes } from '../../functions/payments/handlers/decision-routes.ts';
import { listRoutes } from '../../functions/payments/handlers/list-routes.ts';
import { merchantRoutes } from '../../functions/payments/handlers/merchant-routes.ts';
import { paymentRoutes } from '../../functions/payments/handlers/payment-routes.ts';
import { receiptRoutes } from '../../functions/payments/handlers/receipt-routes.ts';
import { reconciliationRoutes } from '../../functions/payments/handlers/reconciliation-routes.ts';
import { refundRoutes } from '../../functions/payments/handlers/refund-routes.ts';
import { transferListRoutes } from '../../functions/payments/handlers/transfer-list-routes.ts';
import { transferRoutes } from '../../functions/payments/handlers/transfer-routes.ts';
import { manifestOf } from '../../functions/payments/providers/manifests.ts';
import { agencyPlansIn } from '../../functions/results/adapters/table-plans.ts';
import { signersIn } from '../../functions/results/adapters/table-signers.ts';
import { resultsApiContract } from '../../functions/results/contract.ts';
import { checkRoutes } from '../../functions/results/handlers/check-routes.ts';
import { draftRoutes } from '../../functions/results/handlers/draft-routes.ts';
import { readingRoutes } from '../../functions/results/handlers/reading-routes.ts';
import { registryRoutes } from '../../functions/results/handlers/registry-routes.ts';
import { resultRoutes } from '../../functions/results/handlers/result-routes.ts';
import { signatureRoutes } from '../../functions/results/handlers/signature-routes.ts';
import { signerRoutes } from '../../functions/results/handlers/signer-routes.ts';
import { deliveryLedger, deliveryLog } from '../../functions/webhooks/adapters/delivery-ledger.ts';
import { derivedSecrets } from '../../functions/webhooks/adapters/derived-secrets.ts';
import { receiversAt } from '../../functions/webhooks/adapters/receivers.ts';
import { webhooksIn } from '../../functions/webhooks/adapters/webhooks-in-table.ts';
import { webhooksApiContract } from '../../functions/webhooks/contract.ts';
import { webhookRoutes } from '../../functions/webhooks/handlers/webhook-routes.ts';
import type { PersonCaller, Rights } from '../../shared/kernel/callers.ts';
import { officialCalendar as calendar } from '../../shared/kernel/working-time/calendar.ts';
import { agencyDirectoryIn } from '../../shared/platform/agency-directory.ts';
import { apiKeyItem, apiKeysIn, newApiKeySecret } from '../../shared/platform/api-keys.ts';
import { dossierCardsIn } from '../../shared/platform/dossier-card.ts';
import { type Authoriser, apiHandler, type GatewayHandler } from '../../shared/platform/http-handler.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { dossierHouse } from './dossier-house.ts';
import { fileChecks } from './file-checks.ts';
import { handedOver } from './gateway-body.ts';
import { memoryTable } from './memory-table.ts';
import { generousLimits } from './notifications-house.ts';
import { CREDENTIALS, MERCHANT, PUBLIC_ORIGIN, paymentHouse } from './payments.ts';
import { playedReceiptFiles } from './receipts.ts';
import { resultsHouse } from './results-house.ts';
import { reconciliationOf } from './statements.ts';

/** One call of the API. */
export interface ApiCall {
  readonly route: string;
  readonly parameters?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** A text is CSV, anything else JSON. */
  readonly body?: unknown;
}

/** A letter that keys' ids are made of, one for each. */
const letters = 'abcdefghjkmnpqrstvwxyz';

/** Every capability's API over tables in memory, behind the handlers that ask who calls, with one merchant of H26. */
export const apiHouse = async () => {
  const dossiers = dossierHouse();
  const fees = paymentHouse();
  const results = resultsHouse();
  const { installation, clock } = dossiers;
  const now = () => clock.now;
  const calendars = calendarsIn(dossiers.table);
  const index = deadlineIndex(dossiers.table);
  fees.clock.now = clock.now;
  await fees.merchant(MERCHANT, { current: CREDENTIALS, previous: [] });
  const pepper = async () => pepperFrom('a pepper of the tests, at least 32 characters');
  const paymentPorts = {
    ...fees,
    lists: paymentLists(fees.table),
    transfers: transferLists(fees.table),
    moneyByDay: moneyByDay(fees.table),
    transferLedger: ledgerTransfers(fees.table, now),
    numbers: receiptNumbersIn(fees.table, now),
    receiptFiles: playedReceiptFiles,
    erasures: cardErasures(dossiers.table),
    queue: fees.refundQueue,
    refundLimit: async () => undefined,
    dossiers: dossierCardsIn(dossiers.table),
    pepper,
    publicOrigin: PUBLIC_ORIGIN,
  };
  const decisions = decisionLedger(decisionsIn(dossiers.table, now));
  const approvalPorts = {
    ...paymentPorts,
    ...{ decisions, calendars, calendar, decisionApprovals: decisionApprovals(dossiers.table) },
  };
  const files = { ...results.ports.files, downloadUrl: async () => 'https://results.example/file' };
  const { files: _, ...checks } = fileChecks(results.table);
  const resultPorts = {
    ...results.ports,
    ...checks,
    files,
    dossiers: dossierCardsIn(dossiers.table),
    signerRows: signersIn(results.table),
    agencyPlans: agencyPlansIn(results.table),
    signerSecrets: { write: async () => {} },
    sealKeyId: 'seal-key',
    publicOrigin: PUBLIC_ORIGIN,
  };
  const setUpPorts = {
    agencies: agencyStoreIn(installation),
    procedures: procedureStoreIn(installation),
    keys: apiKeyStoreIn(installation),
    takesTestKeys: true,
    manifestOf,
    carrierManifestOf,
    receiptUrlOf: async (carrier: string) => `${PUBLIC_ORIGIN}/webhooks/messages/${carrier}/token`,
    carriers: carrierStoreIn(memoryTable(), 'secrets'),
    carrierSecrets: { read: async () => undefined, write: async () => {} },
    trustAnchors: trustAnchorsIn(results.table),
    timestampAuthorities: timestampAuthoritiesIn(results.table, 'secrets'),
    timestampPasswords: { read: async () => undefined, write: async () => {} },
    merchants: merchantStoreIn(fees.table, 'secrets'),
    secrets: { read: async () => undefined, write: async () => {} },
    pepper,
    publicOrigin: PUBLIC_ORIGIN,
  };
  const hooks = memoryTable();
  const webhookPorts = {
    webhooks: webhooksIn(hooks),
    ledger: deliveryLedger(hooks, now),
    log: deliveryLog(hooks),
    queue: { send: async () => {} },
    receivers: receiversAt(undefined),
    secrets: async () => derivedSecrets(await pepper()),
  };
  const messages = memoryTable();
  const messagePorts = {
    ledger: messageLedger(messages, now),
    agencies: agencyDirectoryIn(installation, now),
    lists: messageLists(messages),
    days: dayCountsIn(messages, () => 0),
    breakers: breakersIn(messages, now),
    limits: generousLimits,
    cards: dossierCardsIn(dossiers.table),
    suppressions: suppressionsIn(messages, pepper),
    later: { again: async () => {} },
    pepper,
  };
  const figures = memoryTable();
  const figurePorts = {
    reader: rowReaderIn(figures),
    publications: publicationsIn(figures),
    calendar,
    pepper,
    publicOrigin: PUBLIC_ORIGIN,
  };
  const directory = agencyDirectoryIn(installation, now);
  const formPorts = async () => ({
    ...dossiers.ports,
    formLinks: formLinksAt(await pepper(), PUBLIC_ORIGIN),
    agencies: directory,
    draw: async () => new Uint8Array(),
  });
  const templatePorts = { templates: ownTemplatesIn(memoryTable(), now), rules: directory, agencies: directory };
  const keys = apiKeysIn(installation, 'test', now);
  const signedIn = new Map<string, PersonCaller>();
  const authoriser: Authoriser = {
    callerOf: async (request) => signedIn.get(request.headers.cookie ?? '') ?? (await keys.callerOf(request)),
  };
  const edge = { authoriser, now, publicOrigin: PUBLIC_ORIGIN };
  const capabilities = [
    [
      dossiersApiContract.routes,
      apiHandler(
        dossiersApiContract.routes,
        {
          ...dossierRoutes(async () => dossiers.ports),
          ...apologyRoutes({ index, calendars }, async () => dossiers.ports),
          ...deadlineRoutes({ index, calendars, agencies: dossiers.ports.agencies }),
          ...ratingRoutes({ ratings: ratingIndex(dossiers.table), ledger: dossiers.ledger }),
          ...calendarRoutes({
            ...{ index, calendars, calendar, timeForPreview: () => () => true },
            ledger: dossiers.ledger,
            decisions,
            list: decisionList(dossiers.table),
          }),
        },
        edge,
      ),
    ],
    [dossierFormsContract.routes, apiHandler(dossierFormsContract.routes, formRoutes(formPorts), edge)],
    [
      paymentsApiContract.routes,
      apiHandler(
        paymentsApiContract.routes,
        {
          ...paymentRoutes(paymentPorts),
          ...listRoutes(paymentPorts),
          ...attemptRoutes(paymentPorts),
          ...merchantRoutes(paymentPorts),
        },
        edge,
      ),
    ],
    [
      moneyApiContract.routes,
      apiHandler(
        moneyApiContract.routes,
        {
          ...transferListRoutes(paymentPorts),
          ...transferRoutes(paymentPorts),
          ...receiptRoutes(paymentPorts),
          ...refundRoutes(paymentPorts),
          ...decisionRoutes(paymentPorts),
        },
        edge,
      ),
    ],
    [approvalsApiContract.routes, apiHandler(approvalsApiContract.routes, approvalRoutes(approvalPorts), edge)],
    [
      reconciliationApiContract.routes,
      apiHandler(reconciliationApiContract.routes, reconciliationRoutes(reconciliationOf(fees).ports), edge),
    ],
    [
      resultsApiContract.routes,
      apiHandler(
        resultsApiContract.routes,
        {
          ...resultRoutes(resultPorts),
          ...draftRoutes(resultPorts),
          ...signatureRoutes(resultPorts),
          ...signerRoutes(resultPorts),
          ...registryRoutes(resultPorts),
          ...checkRoutes(resultPorts),
          ...readingRoutes(resultPorts),
        },
        edge,
      ),
    ],
    [installationApiContract.routes, apiHandler(installationApiContract.routes, installationRoutes(setUpPorts), edge)],
    [
      messagesApiContract.routes,
      apiHandler(
        messagesApiContract.routes,
        { ...messageRoutes(messagePorts), ...suppressionRoutes(messagePorts), ...limitRoutes(messagePorts) },
        edge,
      ),
    ],
    [
      figuresApiContract.routes,
      apiHandler(figuresApiContract.routes, { ...figuresRoutes(figurePorts), ...publicationRoutes(figurePorts) }, edge),
    ],
    [webhooksApiContract.routes, apiHandler(webhooksApiContract.routes, webhookRoutes(webhookPorts), edge)],
    [templatesApiContract.routes, apiHandler(templatesApiContract.routes, templateRoutes(templatePorts), edge)],
  ] as const;
  const handlers = new Map<string, GatewayHandler>(
    capabilities.flatMap(([routes, handler]) =>
      Object.values(routes).map(({ method, path }) => [`${method} ${path}`, handler] as const),
    ),
  );
  let count = 0;

  return {
    dossiers,
    /** The tables of facts. */
    tables: [dossiers.table, fees.table, results.table, hooks, messages] as const,
    messages: messagePorts,
    deliveries: webhookPorts.ledger,
    registry: resultPorts.registry,
    derived: resultPorts.derived,
    /** The headers of a key that is this caller's. */
    async keyOf({ permission, agencyCodes }: Rights) {
      const keyId = `key_${(letters[count] ?? '').repeat(26)}` as const;
      count += 1;
      const { secret, secretHash } = newApiKeySecret();
      await installation.put(apiKeyItem({ keyId, permission, agencyCodes, kind: 'test', label: 'test', secretHash }));
      return { authorization: `Bearer ${keyId}.${secret}` };
    },
    /** The headers of a person who is signed in and has these rights. */
    signIn({ permission, agencyCodes }: Rights, subject = '248289761001') {
      const session = `session-${signedIn.size}`;
      signedIn.set(session, { person: 'Trần Thị Chín', subject, session, permission, agencyCodes });
      return { cookie: session };
    },
    async call({ route, parameters = {}, query = {}, body }: ApiCall, headers: Record<string, string>) {
      const handler = handlers.get(route);
      if (!handler) throw new Error(`no handler of ${route}`);
      const [httpMethod, resource] = route.split(' ');
      const event = {
        httpMethod,
        resource,
        path: resource,
        pathParameters: parameters,
        multiValueQueryStringParameters: Object.fromEntries(
          Object.entries(query).map(([name, value]) => [name, [value]]),
        ),
        headers: {
          'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
          'idempotency-key': 'once',
          ...headers,
        },
        ...handedOver(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)),
        requestContext: { requestId: 'r-1', identity: { sourceIp: '203.0.113.7' } },
      } as unknown as APIGatewayProxyEvent;
      const { statusCode, headers: answered = {}, body: text } = await handler(event, {} as Context);
      const isJson = /json/.test(String(answered['Content-Type']));
      return { status: statusCode, body: isJson ? JSON.parse(text) : text || undefined };
    },
  };
};
