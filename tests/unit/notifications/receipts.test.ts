import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { referencesIn } from '../../../functions/notifications/adapters/references.ts';
import { receipts as esms } from '../../../functions/notifications/channels/esms/receipts.ts';
import { receiptsOf } from '../../../functions/notifications/channels/receipts.ts';
import { receiptWebhook } from '../../../functions/notifications/handlers/receipt-webhook.ts';
import type { HeardReceipt } from '../../../functions/notifications/receipt-ports.ts';
import { recordReceipts } from '../../../functions/notifications/usecases/record-receipts.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { receiptUrl } from '../../../shared/platform/receipt-link.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import { NOON, withSms } from '../../support/notifications-house.ts';

const delivered = (carrierMessageId: string, more: Partial<HeardReceipt> = {}): HeardReceipt => ({
  carrierMessageId,
  status: 'delivered',
  ...more,
});

/** A message whose carrier calls it n-1, and the receipts of that carrier. */
const room = async () => {
  const { house, messageId } = await withSms();
  house.sms.answers = [{ taken: true, carrierMessageId: 'n-1' }];
  const references = referencesIn(house.table, () => 0);
  const record = recordReceipts({ ledger: messageLedger(house.table, () => house.at), references });
  return {
    house,
    messageId,
    references,
    hear: (receipt: HeardReceipt) => record('recording', receipt, house.at, 'request'),
    status: async () => (await house.message(messageId)).status,
    counts: () => house.table.peek('CAR#recording', 'COUNT#0'),
    waiting: () => house.table.all().filter(({ listPk }) => listPk === 'RECEIPTS#recording'),
  };
};

describe('a receipt', () => {
  test('is recorded of the leg that its name means, once', async () => {
    const { house, messageId, hear, status, counts } = await room();
    await house.send(messageId);
    expect(await status()).toBe('accepted');
    expect([await hear(delivered('n-1')), await hear(delivered('n-1'))]).toEqual(['matched', 'repeated']);
    expect(await status()).toBe('delivered');
    expect(counts()).toMatchObject({ received: 1, matched: 1 });
  });

  test('costs one read and one conditional put besides its count', async () => {
    const { house, messageId, hear } = await room();
    await house.send(messageId);
    const calls: string[] = [];
    house.onCall = (name) => {
      calls.push(name);
    };
    await hear(delivered('n-1'));
    expect(calls.filter((name) => !name.includes(':'))).toEqual(['get', 'putIfAbsent', 'get', 'putIfVersion']);
  });

  test.each([
    [['delivered', 'network_accepted'], 'delivered'],
    [['network_accepted'], 'network_accepted'],
    [['failed', 'delivered'], 'delivered'],
    [['delivered', 'failed'], 'delivered'],
    [['network_accepted', 'failed'], 'failed'],
    [['bounced', 'delivered'], 'bounced'],
  ] as const)('%j, whatever their order, leave the message %s', async (told, status) => {
    const { house, messageId, hear, status: now } = await room();
    await house.send(messageId);
    for (const each of told) await hear(delivered('n-1', { status: each }));
    expect(await now()).toBe(status);
  });

  test('that comes before its carrier has answered waits, and is recorded when it does', async () => {
    const { house, messageId, hear, status, counts, waiting } = await room();
    expect([await hear(delivered('n-1')), await hear(delivered('n-1'))]).toEqual(['waits', 'repeated']);
    expect(counts()).toMatchObject({ received: 1, matched: 0 });
    expect(waiting()).toMatchObject([{ carrierMessageId: 'n-1', status: 'delivered' }]);
    await house.send(messageId);
    expect(await status()).toBe('delivered');
    expect(counts()).toMatchObject({ received: 1, matched: 1 });
    expect(waiting()).toEqual([]);
    expect(await hear(delivered('n-1'))).toBe('repeated');
  });

  test('of a name that becomes known while it is put aside is recorded', async () => {
    const { house, messageId, hear, references, status, waiting } = await room();
    await house.send(messageId);
    const { table } = house;
    const find = references.find;
    let looked = 0;
    references.find = async (...args) => {
      looked += 1;
      return looked === 1 ? undefined : find(...args);
    };
    expect(await hear(delivered('n-1'))).toBe('matched');
    expect([await status(), waiting().length, table.peek('CREF#recording#n-1', 'WAIT#delivered')]).toEqual([
      'delivered',
      0,
      undefined,
    ]);
  });

  test('that says what we call the message is recorded though its own name means nothing', async () => {
    const { house, messageId, hear, status, waiting } = await room();
    house.sms.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
    await house.send(messageId);
    expect(await hear(delivered('n-9', { ourReference: messageId }))).toBe('matched');
    expect([await status(), waiting()]).toEqual(['delivered', []]);
  });

  test('that names a message which its carrier was never given waits', async () => {
    const { hear, messageId, waiting, house } = await room();
    for (const ourReference of [messageId, 'msg_00000000000000000000000000', 'another system'])
      expect(await hear(delivered(`of ${ourReference}`, { ourReference }))).toBe('waits');
    expect(waiting()).toHaveLength(3);
    expect(house.ids()).toEqual([messageId]);
  });
});

describe('what eSMS tells', () => {
  const read = (query: Readonly<Record<string, string>>) =>
    esms.read({
      query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
      headers: {},
      body: new Uint8Array(),
    });
  const told = { SMSID: 's-1', SendFailed: '0', SendSuccess: '0', RequestId: 'msg_1' };

  test.each([
    [{ SendStatus: '5', SendSuccess: '1' }, 'delivered'],
    // The sample of the documents: sent, and of two none has arrived.
    [{ SendStatus: '5', SendFailed: '2' }, 'failed'],
    [{ SendStatus: '4' }, 'failed'],
    [{ SendStatus: '7' }, 'network_accepted'],
  ] as const)('%j is %s', (said, status) => {
    expect(read({ ...told, ...said })).toMatchObject([{ carrierMessageId: 's-1', ourReference: 'msg_1', status }]);
  });

  test.each([{ SendStatus: '1' }, { SendStatus: '2' }, { SendStatus: '5' }, { SendStatus: '99' }])(
    '%j ends nothing',
    (said) => {
      expect(read({ ...told, ...said })).toEqual([]);
    },
  );

  test.each<Record<string, string>>([
    {},
    { SMSID: '', SendStatus: '5' },
    { SMSID: 's-1', SendStatus: 'x' },
    { SendStatus: '5' },
  ])('%j is no receipt', (query) => {
    expect(read(query)).toBeUndefined();
  });

  test('is what the sandbox says in its place, for every fate', async () => {
    const { carrier, house } = await bothSidesOf('esms', 'https://a.example/r');
    const statusesOf = async (to: string) => {
      house.receipts.length = 0;
      await carrier.send({ channel: 'sms', clientReference: `msg_${to}`, round: 0, leg: 1, to, text: 'x' });
      return house.receipts.map(({ url, notice, afterSeconds }) => {
        const query = 'query' in notice ? Object.fromEntries(new URLSearchParams(notice.query)) : {};
        return [url, read(query)?.[0]?.status, afterSeconds];
      });
    };
    const at = 'https://a.example/r';
    expect(await statusesOf('0900000001')).toEqual([[at, 'delivered', 1]]);
    expect(await statusesOf('0900000002')).toEqual([]);
    expect(await statusesOf('0900000004')).toEqual([[at, 'delivered', 20]]);
    expect(await statusesOf('0900000005')).toEqual([
      [at, 'delivered', 1],
      [at, 'delivered', 2],
    ]);
    expect(await statusesOf('0900000006')).toEqual([
      [at, 'delivered', 1],
      [at, 'network_accepted', 3],
    ]);
    expect(await statusesOf('0900000007')).toEqual([[at, 'network_accepted', 1]]);
    expect(await statusesOf('0900000008')).toEqual([[at, 'delivered', 1]]);
  });
});

describe('the address of receipts', () => {
  const pepper = pepperFrom('a pepper of the tests with more than 32 characters');
  const token = receiptUrl(pepper, '', 'recording').split('/').at(-1) ?? '';

  const webhook = async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: true, carrierMessageId: 'n-1' }];
    await house.send(messageId);
    const handler = receiptWebhook(
      {
        ledger: messageLedger(house.table, () => house.at),
        references: referencesIn(house.table, () => 0),
        pepper: async () => pepper,
        carrierNamed: async (carrier) => {
          const kind = { recording: 'esms', mails: 'smtp' }[carrier];
          return kind === undefined ? undefined : { kind, credentials: async () => [] };
        },
        receiptsOf,
      },
      { now: () => NOON, publicOrigin: 'https://motcua.example.vn' },
    );
    const call = async (carrierName: string, given: string, query: Readonly<Record<string, string>> = {}) => {
      const event = {
        httpMethod: 'GET',
        resource: '/webhooks/messages/{carrierName}/{token}',
        path: '/',
        pathParameters: { carrierName, token: given },
        multiValueQueryStringParameters: Object.fromEntries(Object.entries(query).map(([n, v]) => [n, [v]])),
      } as unknown as APIGatewayProxyEvent;
      const { statusCode, body } = await handler(event, {} as Context);
      return [statusCode, body];
    };
    return { house, messageId, call };
  };

  test('is answered in the carrier’s words once the receipt is recorded', async () => {
    const { house, messageId, call } = await webhook();
    const told = { SMSID: 'n-1', SendStatus: '5', SendSuccess: '1', SendFailed: '0' };
    expect(await call('recording', token, told)).toEqual([200, 'OK']);
    expect((await house.message(messageId)).status).toBe('delivered');
    expect(await call('recording', token, {})).toEqual([400, 'malformed']);
  });

  test('is found by nobody who does not know it', async () => {
    const { call } = await webhook();
    const others = [
      ['recording', token.slice(1)],
      ['recording', `0${token.slice(1)}`],
      ['recording', ''],
      ['another', token],
      ['mails', receiptUrl(pepper, '', 'mails').split('/').at(-1) ?? ''],
    ] as const;
    for (const [carrier, given] of others) expect((await call(carrier, given))[0], carrier).toBe(404);
  });

  test('tells the carrier to come again where a receipt could not be kept', async () => {
    const { house, call } = await webhook();
    house.onCall = () => {
      throw new Error('the table is down');
    };
    expect(await call('recording', token, { SMSID: 'n-1', SendStatus: '7' })).toEqual([500, 'our_fault']);
  });
});
