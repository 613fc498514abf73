import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AccessTokenParts, accessTokensIn } from '../../../functions/notifications/adapters/access-tokens.ts';
import { type CallCarrier, carriersAt } from '../../../functions/notifications/channels/registry.ts';
import { receipts } from '../../../functions/notifications/channels/zns/receipts.ts';
import type { Composed } from '../../../functions/notifications/ports.ts';
import type { AccessTokens } from '../../../functions/notifications/token-ports.ts';
import { carrierKey } from '../../../shared/kernel/message-carriers.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import { alarmed } from '../../support/logged.ts';
import { memoryTable } from '../../support/memory-table.ts';

const HOUR_MS = 3_600_000;
const credentials = { appId: 'app', appSecret: 'secret', refreshToken: 'root', oaId: 'oa' };
const zalo: Composed = {
  channel: 'zalo',
  clientReference: 'msg_1',
  round: 0,
  leg: 1,
  to: '0912345678',
  znsTemplateId: '9001',
  parameters: { ten: 'Nguyễn Thị Ánh' },
};

const json = (value: unknown, status = 200) => ({ status, bytes: Buffer.from(JSON.stringify(value)) });
const given: AccessTokens = { token: async () => ({ accessToken: 'token' }) };

const making = (call: CallCarrier, tokens: AccessTokens = given) =>
  carriersAt('live', call, tokens)('zns', { name: 'zalo-1', sender: 'OA', credentials, receiptUrl: undefined });

describe('the codes of Zalo', () => {
  test.each([
    ...['-108', '-109', '-110', '-111', '-112', '-114', '-115', '-117', '-118', '-119', '-139', '-144', '-147'].map(
      (code) => [code, 'permanent'] as const,
    ),
    ...['-100', '-133'].map((code) => [code, 'retryable'] as const),
    ...['-101', '-104', '-105', '-124', '-125', '-135'].map((code) => [code, 'configuration'] as const),
    ['-998', 'unknown'],
  ] as const)('%s is %s', async (error, fault) => {
    const carrier = await making(async () => json({ error: Number(error), message: 'no' }));
    expect(await carrier?.send(zalo)).toEqual({ taken: false, fault, reason: `zns:${error}` });
  });

  test.each([
    [undefined, 'unknown', 'zns:no_answer'],
    [json('', 500), 'unknown', 'zns:unreadable'],
    [json('', 503), 'retryable', 'zns:503'],
    [json('', 429), 'retryable', 'zns:429'],
  ] as const)('the answer %j is %s', async (reply, fault, reason) => {
    expect(await (await making(async () => reply))?.send(zalo)).toEqual({ taken: false, fault, reason });
  });

  test('a message is given as Zalo describes it, under our reference, with the token in a header', async () => {
    const calls: unknown[] = [];
    const carrier = await making(async (url, { headers, body = '' }) => {
      calls.push({ url, headers, body: JSON.parse(body) });
      return json({ error: 0, message: 'Success', data: { msg_id: 'z-1', sent_time: '1' } });
    });
    expect(await carrier?.send(zalo)).toEqual({ taken: true, carrierMessageId: 'z-1' });
    expect(calls).toEqual([
      {
        url: 'https://business.openapi.zalo.me/message/template',
        headers: { 'Content-Type': 'application/json', access_token: 'token' },
        body: {
          phone: '84912345678',
          template_id: '9001',
          template_data: { ten: 'Nguyễn Thị Ánh' },
          tracking_id: 'msg_1',
        },
      },
    ]);
  });
});

/** Zalo's tokens: each refresh token is taken once. `silent`: it is taken, and the answer is lost. */
const oauth = () => {
  const used = new Set<string>();
  const played = {
    exchanges: 0,
    manner: 'answers' as 'answers' | 'silent' | 'busy',
    valid: undefined as string | undefined,
  };
  const call: CallCarrier = async (url, { body = '', headers = {} }) => {
    if (!url.endsWith('/access_token'))
      return headers.access_token === played.valid
        ? json({ error: 0, data: { msg_id: `z-${played.exchanges}` } })
        : json({ error: -124, message: 'Access token invalid' });
    if (played.manner === 'busy') return json('', 503);
    const fields = new URLSearchParams(body);
    const token = fields.get('refresh_token') ?? '';
    if (headers.secret_key !== 'secret' || used.has(token)) return json({ error: -14014, error_name: 'Invalid' });
    used.add(token);
    played.exchanges += 1;
    played.valid = `access-${played.exchanges}`;
    if (played.manner === 'silent') return undefined;
    // Others ask meanwhile.
    for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
    return json({
      access_token: played.valid,
      refresh_token: `refresh-${played.exchanges}`,
      expires_in: '90000',
    });
  };
  return Object.assign(played, { call });
};

/** Workers over one table and one secret store, each with what it has read kept for a while, as functions have. */
const workers = async (changes: Partial<AccessTokenParts> = {}) => {
  const table = memoryTable();
  await table.put({ ...carrierKey('zalo-1'), secretId: 'carriers/zalo-1' });
  const store = new Map<string, string>();
  const clock = { now: 1_000_000 };
  const zaloServer = oauth();
  const tokensOfOne = (): AccessTokens => {
    const kept = new Map<string, string>();
    return accessTokensIn({
      table,
      secrets: {
        async read(secretId, isFresh) {
          const text = isFresh ? store.get(secretId) : (kept.get(secretId) ?? store.get(secretId));
          if (text !== undefined) kept.set(secretId, text);
          return text;
        },
        async write(secretId, text) {
          store.set(secretId, text);
        },
      },
      now: () => clock.now,
      pause: async () => {
        for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
      },
      ...changes,
    });
  };
  const worker = async () => {
    const carrier = await making(zaloServer.call, tokensOfOne());
    if (!carrier) throw new Error('no carrier');
    return carrier;
  };
  return { table, store, clock, zaloServer, worker };
};

describe('the token', () => {
  test('is exchanged once for twenty workers at once, and again by one of them when its time is over', async () => {
    const { zaloServer, worker, clock, store } = await workers();
    const crowd = await Promise.all(Array.from({ length: 20 }, worker));
    for (const exchanges of [1, 2, 3]) {
      const answers = await Promise.all(crowd.map((each) => each.send(zalo)));
      expect(answers.every(({ taken }) => taken)).toBe(true);
      expect(zaloServer.exchanges).toBe(exchanges);
      clock.now += 25 * HOUR_MS;
    }
    expect([...store.keys()]).toEqual(['carriers/zalo-1']);
  });

  test('that is refused before its time is exchanged once for all, and the message given again', async () => {
    const { zaloServer, worker } = await workers();
    const crowd = await Promise.all(Array.from({ length: 5 }, worker));
    await Promise.all(crowd.map((each) => each.send(zalo)));
    zaloServer.valid = 'another';
    const answers = await Promise.all(crowd.map((each) => each.send(zalo)));
    expect(answers.every(({ taken }) => taken)).toBe(true);
    expect(zaloServer.exchanges).toBe(2);
  });

  test('whose exchange was not heard wakes a person and waits for another refresh token', async () => {
    const { zaloServer, worker } = await workers();
    zaloServer.manner = 'silent';
    const [one, other] = [await worker(), await worker()];
    const lost = { taken: false, fault: 'configuration', reason: 'zns:token_exchange_lost' };
    const lines = await alarmed(async () => {
      expect(await one.send(zalo)).toEqual(lost);
      expect(await other.send(zalo)).toEqual(lost);
    });
    expect(lines).toMatchObject([
      { message: 'carrier_token_lost', carrier: 'zalo-1' },
      { message: 'carrier_token_lost', carrier: 'zalo-1' },
    ]);
    expect(zaloServer.exchanges).toBe(1);
  });

  test.each(['before Zalo is asked', 'before its answer is kept'])(
    'whose worker is killed %s is asked for by nobody else',
    async (when) => {
      const { zaloServer, table, store, clock, worker } = await workers();
      const dying = accessTokensIn({
        table,
        secrets: {
          read: async (secretId) => store.get(secretId),
          write: async () => {
            throw new Error('killed');
          },
        },
        now: () => clock.now,
        pause: async () => undefined,
      });
      const killed: CallCarrier =
        when === 'before Zalo is asked'
          ? async () => {
              throw new Error('killed');
            }
          : zaloServer.call;
      await expect((await making(killed, dying))?.send(zalo)).rejects.toThrow('killed');
      const next = await worker();
      expect(await next.send(zalo)).toMatchObject({ fault: 'retryable', reason: 'zns:token_exchange' });
      clock.now += 61_000;
      const lines = await alarmed(async () =>
        expect(await next.send(zalo)).toMatchObject({ fault: 'configuration', reason: 'zns:token_exchange_lost' }),
      );
      expect(lines).toHaveLength(1);
      expect(zaloServer.exchanges).toBe(when === 'before Zalo is asked' ? 0 : 1);
    },
  );

  test('that Zalo was too busy to give is asked for again', async () => {
    const { zaloServer, worker } = await workers();
    zaloServer.manner = 'busy';
    const carrier = await worker();
    expect(await carrier.send(zalo)).toMatchObject({ fault: 'retryable', reason: 'zns:token_503' });
    zaloServer.manner = 'answers';
    expect(await carrier.send(zalo)).toMatchObject({ taken: true });
  });

  test('that is refused waits for the operator, whose other refresh token begins anew', async () => {
    const { zaloServer, worker, table } = await workers();
    const wrong = { ...credentials, appSecret: 'wrong' };
    const made = await carriersAt(
      'live',
      zaloServer.call,
      accessTokensIn({
        table,
        secrets: { read: async () => undefined, write: async () => undefined },
        now: () => 1_000_000,
        pause: async () => undefined,
      }),
    )('zns', { name: 'zalo-1', sender: 'OA', credentials: wrong, receiptUrl: undefined });
    for (let time = 0; time < 2; time += 1)
      expect(await made?.send(zalo)).toMatchObject({ fault: 'configuration', reason: 'zns:token_-14014' });
    expect(await (await worker()).send(zalo)).toMatchObject({ taken: true });
  });

  test('nothing secret stands in the table', async () => {
    const { table, worker } = await workers();
    await (await worker()).send(zalo);
    expect(JSON.stringify(table.all())).not.toMatch(/access-1|refresh-1|root|"secret"/);
  });
});

describe('what Zalo tells', () => {
  const oa = { appId: 'app', oaSecretKey: 'key' };
  const event = (changes: object = {}) =>
    JSON.stringify({
      event_name: 'user_received_message',
      app_id: 'app',
      message: { delivery_time: '1700000000000', msg_id: 'z-1', tracking_id: 'msg_1-2' },
      timestamp: '1700000000000',
      ...changes,
    });
  const raw = (body: string, headers: Readonly<Record<string, string>> = {}) => ({
    query: {},
    headers,
    body: Buffer.from(body),
  });

  test('that a message came to its person is a delivery under its names', () => {
    expect(receipts.read(raw(event()))).toEqual([
      { carrierMessageId: 'z-1', ourReference: 'msg_1', status: 'delivered' },
    ]);
  });

  test.each([
    ['another event', event({ event_name: 'user_send_text' }), []],
    ['a message of no template', event({ message: { msg_id: 'z-1' } }), []],
    ['no event', '{}', undefined],
    ['no JSON', 'x', undefined],
  ])('%s ends nothing', (_, body, heard) => {
    expect(receipts.read(raw(body))).toEqual(heard);
  });

  test('is genuine where its MAC is that of the Official Account, over what came', () => {
    const body = event();
    const mac = createHash('sha256').update(`app${body}1700000000000key`).digest('hex');
    const isGenuine = (text: string, header?: string, known: Readonly<Record<string, string>> = oa) =>
      receipts.isGenuine?.(raw(text, header === undefined ? {} : { 'x-zevent-signature': header }), known);
    expect(isGenuine(body, `mac=${mac}`)).toBe(true);
    expect(isGenuine(body, mac)).toBe(true);
    expect(isGenuine(body.replace('z-1', 'z-2'), `mac=${mac}`)).toBe(false);
    expect(isGenuine(body, `mac=${mac}`, { ...oa, oaSecretKey: 'other' })).toBe(false);
    expect(isGenuine(body, 'mac=')).toBe(false);
    expect(isGenuine(body)).toBe(false);
    expect(isGenuine(body, undefined, { appId: 'app' })).toBe(true);
  });

  test('the sandbox tells what it delivered, signed, and our reader takes it', async () => {
    const { house, carrier, sample } = await bothSidesOf('zns', 'https://a.example/r');
    await house.setUp('zns', sample, 'https://a.example/r');
    const answer = await carrier.send(zalo);
    const [told] = house.receipts;
    if (!told || !('body' in told.notice) || !answer.taken) throw new Error('nothing was told');
    const headers = Object.fromEntries(Object.entries(told.notice.headers).map(([n, v]) => [n.toLowerCase(), v]));
    const heard = raw(told.notice.body, headers);
    expect(receipts.isGenuine?.(heard, sample.credentials)).toBe(true);
    expect(receipts.read(heard)).toMatchObject([{ carrierMessageId: answer.carrierMessageId, ourReference: 'msg_1' }]);
  });
});
