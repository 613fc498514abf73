import { Readable } from 'node:stream';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { accessTokensIn } from '../../functions/notifications/adapters/access-tokens.ts';
import { smsCarrier } from '../../functions/notifications/channels/aws_sms/client.ts';
import { type CallCarrier, carriersAt, type SetUpCarrier } from '../../functions/notifications/channels/registry.ts';
import { sesCarrier } from '../../functions/notifications/channels/ses/client.ts';
import type { Carrier } from '../../functions/notifications/ports.ts';
import { carrierAccountsIn } from '../../functions/sandbox/adapters/carrier-accounts.ts';
import { carrierJournalIn } from '../../functions/sandbox/adapters/carrier-journal.ts';
import { inboxIn } from '../../functions/sandbox/adapters/inbox.ts';
import { networkMemoryIn } from '../../functions/sandbox/adapters/network-memory.ts';
import { playedCarriers } from '../../functions/sandbox/carriers/registry.ts';
import { carrierRoutes } from '../../functions/sandbox/handlers/carrier-routes.ts';
import { messageRoutes } from '../../functions/sandbox/handlers/message-routes.ts';
import { routed } from '../../functions/sandbox/handlers/router.ts';
import type { PlayedNotice } from '../../functions/sandbox/ports.ts';
import { CARRIERS, type CarrierKind, carrierKey, type SampleCarrier } from '../../shared/kernel/message-carriers.ts';
import type { HttpAnswer } from '../../shared/platform/http-answer.ts';
import { memoryTable } from './memory-table.ts';
import { NOW, ORIGIN } from './sandbox-house.ts';

/** How a test calls a carrier's server. */
export interface CarrierCall {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The sandbox's carriers over tables in memory, below an address; every carrier's secret is kept under its name. */
export const carrierHouse = (origin = ORIGIN) => {
  const notifications = memoryTable();
  const own = memoryTable();
  const secrets = new Map<string, string>();
  let count = 0;
  const unique = () => {
    count += 1;
    return String(count);
  };
  const house = {
    own,
    now: NOW,
    /** What is sent of messages, in the order in which it was decided. */
    receipts: [] as { readonly url: string; readonly notice: PlayedNotice; readonly afterSeconds: number }[],
    /** How often a caller was let wait. */
    dawdled: 0,
    async setUp(kind: string, { carrier, sender, credentials }: SampleCarrier, receiptUrl?: string) {
      secrets.set(carrier, JSON.stringify({ current: credentials, previous: [] }));
      const told = receiptUrl === undefined ? {} : { receiptUrl };
      const row = { kind, sender, ...told, secretId: carrier, listPk: CARRIERS, listSk: carrier };
      await notifications.put({ ...carrierKey(carrier), ...row });
    },
    /** Lets a carrier know other credentials than those that were set up, or no such sender. */
    async forget({ carrier }: SampleCarrier, kind: string) {
      await house.setUp(kind, { carrier, sender: 'OTHER', credentials: { any: 'other' } });
    },
    async call(method: string, address: string, { body = '', headers = {} }: CarrierCall = {}): Promise<HttpAnswer> {
      const url = new URL(address, ORIGIN);
      const query: Record<string, string[]> = {};
      for (const [name, value] of url.searchParams) query[name] = [...(query[name] ?? []), value];
      return handle({
        method,
        path: url.pathname,
        pathParameters: { proxy: decodeURIComponent(url.pathname.replace(/^\/sandbox\/?/, '')) },
        query,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        body: Buffer.from(body),
        sourceIp: '127.0.0.1',
        requestId: 'request',
        now: house.now,
      });
    },
    /** What arrived, in the order in which it did. */
    arrived: () => own.all().filter(({ pk, sk }) => pk.startsWith('MSG#') && sk === 'MSG'),
  };
  const inbox = inboxIn(own);
  const handle = routed([
    ...carrierRoutes({
      playedCarriers,
      carrierAccounts: carrierAccountsIn(notifications, { read: async (secretId) => secrets.get(secretId) }),
      network: networkMemoryIn(own, unique),
      inbox,
      dueReceipts: {
        send: async (url, notice, afterSeconds) => {
          house.receipts.push({ url, notice, afterSeconds });
        },
      },
      journal: carrierJournalIn(own, unique),
      unique,
      dawdle: async () => {
        house.dawdled += 1;
      },
    }),
    ...messageRoutes(inbox, origin),
  ]);
  return house;
};

type House = ReturnType<typeof carrierHouse>;

/** Calls of a carrier, answered by the house that plays it. */
const calling =
  (house: House): CallCarrier =>
  async (url, { method, headers, body }) => {
    const { status, json, text } = await house.call(method, url, { body: body ?? '', headers: headers ?? {} });
    return { status, bytes: Buffer.from(text ?? JSON.stringify(json)) };
  };

/** How a client of the SDK has its requests answered by the house. */
const settingsAt = (house: House, path: string) => ({
  endpoint: `${ORIGIN}/sandbox/${path}`,
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
  requestHandler: {
    async handle(request: { method: string; path: string; body: string }) {
      const { status, json, text, headers = {} } = await house.call(request.method, request.path, request);
      const body = Readable.from([Buffer.from(text ?? JSON.stringify(json))]);
      return { response: { statusCode: status, headers: { 'content-type': 'application/json', ...headers }, body } };
    },
  } as never,
});

/** Carriers that are called through the SDK, over clients whose requests the house answers. */
const throughSdk: Partial<Record<CarrierKind, (house: House, setUp: SetUpCarrier) => Carrier>> = {
  ses: (house, setUp) => sesCarrier(new SESv2Client(settingsAt(house, 'ses')), setUp),
  aws_sms: (house, setUp) =>
    smsCarrier(new PinpointSMSVoiceV2Client(settingsAt(house, 'aws_sms/json')), setUp, () => house.now),
};

/** The tokens of a carrier in a house: of its own, in memory. */
const tokensOf = (house: House, carrier: string) => {
  const table = memoryTable();
  const kept = new Map<string, string>();
  const ready = table.put({ ...carrierKey(carrier), secretId: carrier });
  const tokens = accessTokensIn({
    table,
    secrets: {
      read: async (secretId) => kept.get(secretId),
      write: async (secretId, text) => {
        kept.set(secretId, text);
      },
    },
    now: () => house.now,
    pause: async () => undefined,
  });
  return {
    async token(...asked: Parameters<typeof tokens.token>) {
      await ready;
      return tokens.token(...asked);
    },
  };
};

/** Carriers of the kinds that the sample installation has none of. */
const others: Partial<Record<CarrierKind, SampleCarrier>> = {
  ses: { carrier: 'aws-email', sender: 'mot-cua@sandbox.example', credentials: {} },
  aws_sms: { carrier: 'aws-sms', sender: 'MOTCUA', credentials: {} },
  speedsms: { carrier: 'speed-sms', sender: 'MOTCUA', credentials: { accessToken: 'SANDBOX-TOKEN' } },
  viettel: {
    carrier: 'viettel-sms',
    sender: 'MOTCUA',
    credentials: { url: 'http://10.0.0.1:8998/bulkapi', user: 'mot<cua>', password: 'a&b', cpCode: 'MOTCUA' },
  },
};

/** The sample carrier of a kind. */
export const sampleOf = async (kind: CarrierKind): Promise<SampleCarrier> => {
  const other = others[kind];
  if (other) return other;
  const folder = (await import(`../../functions/sandbox/carriers/${kind}/sample.ts`)) as { sample: SampleCarrier };
  return folder.sample;
};

/** A carrier of a kind and the sandbox that plays it, each by its own code, over the sample account. */
export const bothSidesOf = async (kind: CarrierKind, receiptUrl?: string, house = carrierHouse()) => {
  const sample = await sampleOf(kind);
  await house.setUp(kind, sample);
  const setUp = { name: sample.carrier, ...sample, receiptUrl };
  const tokens = tokensOf(house, sample.carrier);
  const made: Carrier | undefined =
    throughSdk[kind]?.(house, setUp) ?? (await carriersAt(`${ORIGIN}/sandbox`, calling(house), tokens)(kind, setUp));
  if (!made) throw new Error(`nothing makes ${kind}`);
  return { house, sample, carrier: made };
};
