import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import {
  deliveryFactsIn,
  deliveryLedger,
  deliveryLog,
  deliveryTimers,
} from '../../functions/webhooks/adapters/delivery-ledger.ts';
import { derivedSecrets } from '../../functions/webhooks/adapters/derived-secrets.ts';
import { heardWordsIn } from '../../functions/webhooks/adapters/heard-words.ts';
import { webhooksIn } from '../../functions/webhooks/adapters/webhooks-in-table.ts';
import { webhooksApiContract } from '../../functions/webhooks/contract.ts';
import { deliveryBook } from '../../functions/webhooks/domain/book.ts';
import { webhookRoutes } from '../../functions/webhooks/handlers/webhook-routes.ts';
import type { Receivers, Reply, SentDelivery } from '../../functions/webhooks/ports.ts';
import { hearEvent } from '../../functions/webhooks/usecases/hear-event.ts';
import { sendDelivery } from '../../functions/webhooks/usecases/send-delivery.ts';
import { sweepDeliveries } from '../../functions/webhooks/usecases/sweep-deliveries.ts';
import type { EventOf } from '../../shared/kernel/events.ts';
import type { AgencyCode, DeliveryId } from '../../shared/kernel/ids.ts';
import { apiKeyItem, apiKeysIn, newApiKeySecret } from '../../shared/platform/api-keys.ts';
import { apiHandler } from '../../shared/platform/http-handler.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { memoryTable } from './memory-table.ts';
import { type Call, gatewayEvent } from './payments-api.ts';
import { inVietNam } from './viet-nam-time.ts';

/** One call of a receiver. */
export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly at: number;
}

/** A fee that was paid, as the bus tells it. */
export const paid = (
  number = 1,
  agencyCode: AgencyCode = 'H26.10',
): { event: EventOf<'payment.paid'>; number: number; withdrawn: boolean } => ({
  event: {
    id: 'pay_0123456789abcdefghjkmnpqrs:paid',
    type: 'payment.paid',
    at: inVietNam('2026-11-20 08:59'),
    data: {
      dossierCode: 'H26.10-261120-0007',
      agencyCode,
      paymentId: 'pay_0123456789abcdefghjkmnpqrs',
      amountVnd: 150_000,
      blocksProcessing: true,
      receivedVnd: 150_000,
    },
  },
  number,
  withdrawn: false,
});

/** The room of webhooks in memory: its API with keys of several agencies, its ears, its queue and its sweep, under a clock that stands. */
export const webhooksHouse = async () => {
  const clock = { now: inVietNam('2026-11-20 09:00') };
  const now = () => clock.now;
  const table = memoryTable();
  const installation = memoryTable();
  const posted: Posted[] = [];
  const answers = { next: (_: Posted): Reply | Promise<Reply> => ({ status: 204 }) };
  const queued: { readonly delivery: SentDelivery; readonly from: number }[] = [];
  const receivers: Receivers = {
    refusalOf: (url) => (url.startsWith('https:') ? undefined : 'expected https'),
    async post(url, headers, body) {
      const call = { url, headers, body, at: clock.now };
      posted.push(call);
      return answers.next(call);
    },
  };
  const queue = {
    async send(deliveries: readonly SentDelivery[], delaySeconds = 0) {
      queued.push(...deliveries.map((delivery) => ({ delivery, from: clock.now + delaySeconds * 1000 })));
    },
  };
  const secrets = derivedSecrets(pepperFrom('a pepper of the tests, at least 32 characters'));
  const webhooks = webhooksIn(table);
  const ledger = deliveryLedger(table, now);
  const facts = deliveryFactsIn(table, now);
  const send = sendDelivery({ webhooks, ledger, secrets, receivers, queue, now });
  const dossier = { procedureCode: '2.000635' as const, status: 4 };
  const dossiers = { known: true, read: async () => (dossiers.known ? dossier : undefined) };

  const keyOf = async (id: string, agencyCode: AgencyCode, permission: 'back_office' | 'portal' | 'operator') => {
    const { secret, secretHash } = newApiKeySecret();
    const keyId = `key_${id.repeat(26)}` as const;
    await installation.put(
      apiKeyItem({ keyId, permission, agencyCodes: [agencyCode], kind: 'test', label: 'test', secretHash }),
    );
    return `Bearer ${keyId}.${secret}`;
  };
  const keys = {
    main: await keyOf('a', 'H26.10', 'back_office'),
    other: await keyOf('b', 'H26.11', 'back_office'),
    portal: await keyOf('c', 'H26.10', 'portal'),
    city: await keyOf('e', 'H26', 'back_office'),
    operator: await keyOf('f', 'H26', 'operator'),
  };
  const ports = { webhooks, ledger, log: deliveryLog(table), queue, receivers, secrets: async () => secrets };
  const api = apiHandler(webhooksApiContract.routes, webhookRoutes(ports), {
    now,
    publicOrigin: 'https://motcua.example.vn',
    authoriser: apiKeysIn(installation, 'test', now),
  });

  const house = {
    clock,
    table,
    posted,
    answers,
    queued,
    queue,
    dossiers,
    ledger,
    facts,
    keys,
    secrets,
    send: (deliveryId: DeliveryId) => send({ deliveryId }, 'r'),
    hear: hearEvent({ webhooks, ledger, words: heardWordsIn(table), dossiers, queue, now }),
    /** Handles everything that the queue would bring by now, side by side; answers how many that were. */
    async work(): Promise<number> {
      const due = queued.filter(({ from }) => from <= clock.now);
      queued.splice(0, queued.length, ...queued.filter(({ from }) => from > clock.now));
      await Promise.all(due.map(({ delivery }) => send(delivery, 'r')));
      return due.length;
    },
    /** Folds every delivery into its head and places it, as the stream does. */
    async fold(): Promise<void> {
      const ids = new Set(table.all().flatMap(({ pk }) => (pk.startsWith('DLV#') ? [pk.slice(4)] : [])));
      for (const id of ids) {
        const head = await facts.refold(id);
        if (head) await facts.place(head);
      }
    },
    sweep: (asOf: number) => sweepDeliveries({ timers: deliveryTimers(table), queue })(asOf),
    async call(
      route: keyof typeof webhooksApiContract.routes,
      more: Call & { readonly agency?: string; readonly delivery?: string } = {},
    ) {
      const { method, path } = webhooksApiContract.routes[route];
      const headers = { authorization: keys.main, 'idempotency-key': 'once', ...more.headers };
      const parameters = { agencyCode: more.agency ?? 'H26.10', deliveryId: more.delivery ?? '' };
      const event: APIGatewayProxyEvent = gatewayEvent(method, path, parameters, { ...more, headers });
      const { statusCode, body } = await api(event, {} as Context);
      return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
    },
    setUp: (events: readonly string[] = ['payment.*'], agency = 'H26.10', key = keys.operator) =>
      house.call('putWebhook', {
        agency,
        headers: { authorization: key },
        body: { url: `https://${agency.toLowerCase().replace('.', '-')}.example.vn/hooks`, events },
      }),
  };
  return house;
};

/** The book's prefix, for tests that look into the table. */
export const DELIVERY_PREFIX = deliveryBook.prefix;
