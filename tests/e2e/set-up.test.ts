import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';
import { faultsOf } from '../support/openapi.ts';

const operator = keys.operator;

/** A call of the operator, whose answer must be as the description says. */
const set = async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await call(method, path, { key: operator, headers, ...(body === undefined ? {} : { body }) });
  const contentType = answer.headers.get('content-type') ?? '';
  expect(faultsOf(method, path, { status: answer.status, contentType, body: answer.body })).toEqual([]);
  return answer;
};

/** All of a list, page by page. */
const listed = async (path: string) => {
  const items: Readonly<Record<string, unknown>>[] = [];
  let cursor = '';
  do {
    const { body } = await set('GET', `${path}?limit=2${cursor}`);
    items.push(...body.items);
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor !== '');
  return items;
};

const freshMerchant = () => `e2e-${randomInt(1e9)}`;

const feeOf = async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  return (await openFee(dossierCode)).body.paymentId as string;
};

describe('what was set up', () => {
  test('an agency is listed and read with its limit and the signs of its receipts', async () => {
    const agencyCode = `X99.${randomInt(1e9)}`;
    const body = {
      name: 'UBND phường Thử Nghiệm',
      refundLimitVnd: 500_000,
      receipt: { taxCode: '0100233488', formSign: '01BLP', receiptSign: 'HN-26E' },
    };
    expect((await set('PUT', `/v1/agencies/${agencyCode}`, body)).status).toBe(201);
    expect((await set('GET', `/v1/agencies/${agencyCode}`)).body).toEqual({ agencyCode, ...body });
    await eventually(async () => expect(await listed('/v1/agencies')).toContainEqual({ agencyCode, ...body }));
    const wrong = { ...body, receipt: { ...body.receipt, taxCode: '0100233489' } };
    expect((await set('PUT', `/v1/agencies/${agencyCode}`, wrong)).body.fields).toMatchObject([
      { path: 'receipt.taxCode' },
    ]);
    expect((await set('GET', '/v1/agencies/X99.0')).status).toBe(404);
  });

  test('API keys are listed by what they may, never as they are', async () => {
    const asked = { permission: 'portal', agencyCodes: ['H26'], kind: 'test', label: 'Cổng thử' };
    const made = await set('POST', '/v1/api-keys', asked, { 'idempotency-key': `k-${randomInt(1e9)}` });
    const { apiKeyId, apiKey } = made.body;
    await eventually(async () => expect(await listed('/v1/api-keys')).toContainEqual({ apiKeyId, ...asked }));
    await set('DELETE', `/v1/api-keys/${apiKeyId}`);
    const read = await set('GET', `/v1/api-keys/${apiKeyId}`);
    expect(read.body).toEqual({ apiKeyId, ...asked, revokedAt: expect.stringMatching(/\+07:00$/) });
    expect(JSON.stringify(await listed('/v1/api-keys'))).not.toContain(String(apiKey).split('.')[1]);
  });

  test('is the operator’s alone to read', async () => {
    for (const path of ['/v1/agencies', '/v1/agencies/H26.10', '/v1/merchants', '/v1/api-keys'])
      for (const key of [keys.backOffice, keys.portal])
        expect((await call('GET', path, { key })).status, path).toBe(403);
  });
});

/** Whom nobody can ask: money comes to a bank account, of which its statement tells. */
const unaskable = ['vietqr'];

describe('a merchant', () => {
  test.each(Object.keys(stack.merchants))(
    'the sample merchant of %s works, and is listed without its secrets',
    async (provider) => {
      const { merchant = '', credentials = {} } = stack.merchants[provider] ?? {};
      const read = await set('GET', `/v1/merchants/${provider}/${merchant}`);
      expect(read.body).toMatchObject({ provider, merchant, webhookUrl: expect.stringContaining(provider) });
      const all = await eventually(async () => {
        const items = await listed('/v1/merchants');
        expect(items).toContainEqual(read.body);
        return items;
      });
      for (const secret of Object.values(credentials).filter((value) => value.length >= 32))
        expect(JSON.stringify(all)).not.toContain(secret);
      expect((await set('POST', `/v1/merchants/${provider}/${merchant}/check`)).body).toEqual({
        works: unaskable.includes(provider) ? null : true,
        detail: expect.any(String),
      });
    },
  );

  test('with a secret that begins with WRONG does not work; one that nobody set up is not found', async () => {
    const merchant = freshMerchant();
    const credentials = { tmnCode: 'E2ECHECK', hashSecret: 'WRONGSECRETWRONGSECRETWRONGSECRE' };
    expect((await set('PUT', `/v1/merchants/vnpay/${merchant}`, { agencyCode: 'X99', credentials })).status).toBe(201);
    expect((await set('POST', `/v1/merchants/vnpay/${merchant}/check`)).body).toMatchObject({ works: false });
    expect((await set('POST', `/v1/merchants/vnpay/${merchant}0/check`)).status).toBe(404);
    const right = { tmnCode: 'E2ECHECK', hashSecret: 'RIGHTSECRETRIGHTSECRETRIGHTSECRE' };
    await set('PUT', `/v1/merchants/vnpay/${merchant}`, { agencyCode: 'X99', credentials: right });
    await eventually(async () =>
      expect((await set('POST', `/v1/merchants/vnpay/${merchant}/check`)).body).toMatchObject({ works: true }),
    );
  });

  test('that is ended opens no attempts until it is set up again', async () => {
    const merchant = freshMerchant();
    const path = `/v1/merchants/vnpay/${merchant}`;
    const setUp = {
      agencyCode: stack.agencies.main,
      credentials: stack.merchants.vnpay?.credentials,
      fee: { perMille: 8.8, fixedVnd: 1000 },
    };
    const made = await set('PUT', path, setUp);
    expect(made.body).toMatchObject({ fee: setUp.fee });
    const paymentId = await feeOf();
    expect((await openAttempt(paymentId, undefined, { merchant })).status).toBe(201);
    const ended = await set('DELETE', path);
    expect(ended.body).toEqual({ ...made.body, endedAt: expect.stringMatching(/\+07:00$/) });
    expect((await set('DELETE', path)).body).toEqual(ended.body);
    expect((await set('GET', path)).body).toEqual(ended.body);
    expect(await openAttempt(paymentId, undefined, { merchant })).toMatchObject({
      status: 409,
      body: { kind: 'merchant_ended' },
    });
    expect((await set('PUT', path, setUp)).body).toEqual(made.body);
    expect((await openAttempt(paymentId, undefined, { merchant })).status).toBe(201);
    await set('DELETE', path);
    expect((await set('DELETE', `${path}0`)).status).toBe(404);
  });
});
