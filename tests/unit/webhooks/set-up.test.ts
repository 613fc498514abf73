import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { paid, webhooksHouse } from '../../support/webhooks-house.ts';

describe('who may set a webhook up', () => {
  test.each([
    ['main', 200],
    ['city', 200],
    ['operator', 200],
    ['other', 404],
    ['portal', 403],
  ] as const)('the key of %s: %i', async (name, status) => {
    const house = await webhooksHouse();
    await house.setUp();
    const headers = { authorization: house.keys[name] };
    const put = await house.call('putWebhook', {
      headers,
      body: { url: 'https://mot-cua.example.vn/hooks', events: ['dossier.*'] },
    });
    expect(put.status).toBe(status);
    for (const route of ['readWebhook', 'listDeliveries', 'rotateWebhook', 'endWebhook'] as const)
      expect((await house.call(route, { headers })).status, route).toBe(status);
  });

  test('without a key: nobody', async () => {
    const house = await webhooksHouse();
    expect((await house.call('readWebhook', { headers: { authorization: '' } })).status).toBe(401);
  });
});

describe('what is set up', () => {
  test.each([
    [{ url: 'http://mot-cua.example.vn/', events: ['dossier.*'] }, ['url']],
    [{ url: 'mot-cua', events: ['dossier.*'] }, ['url']],
    [{ url: 'https://a:b@mot-cua.example.vn/', events: ['dossier.*'] }, ['url']],
    [{ url: 'https://mot-cua.example.vn/#a', events: ['dossier.*'] }, ['url']],
    [{ url: 'https://mot-cua.example.vn/', events: [] }, ['events']],
    [{ url: 'https://mot-cua.example.vn/', events: ['dossier.accepted', 'dossier.accepted'] }, ['events']],
    [{ url: 'https://mot-cua.example.vn/', events: ['*', 'payment.surplus'] }, ['events.0', 'events.1']],
    [{ url: 'https://mot-cua.example.vn/', events: ['dossier.*'], colour: 'red' }, ['colour']],
    [{}, ['url', 'events']],
  ])('%j is wrong at %j', async (body, paths) => {
    const house = await webhooksHouse();
    const { status, body: problem } = await house.call('putWebhook', { body });
    expect(status).toBe(422);
    expect(problem.fields.map(({ path }: { readonly path: string }) => path)).toEqual(paths);
  });

  test('equal set-ups at once get one secret, which no other answer has', async () => {
    const house = await webhooksHouse();
    const answers = await Promise.all(Array.from({ length: 8 }, () => house.setUp()));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const others = [
      await house.call('readWebhook'),
      await house.call('listDeliveries'),
      await house.call('endWebhook'),
    ];
    expect(JSON.stringify(others)).not.toContain('whsec_');
    expect(JSON.stringify(house.table.all())).not.toContain('whsec_');
  });

  test('another set-up keeps the secret; two agencies have two', async () => {
    const house = await webhooksHouse();
    const { secret } = (await house.setUp(['payment.*'])).body;
    expect((await house.setUp(['dossier.*'])).body).toMatchObject({ events: ['dossier.*'], secret });
    expect((await house.setUp(['dossier.*'], 'H26')).body.secret).not.toBe(secret);
  });

  test('unknown ones are 404, a malformed code 422 on writes; an ended one does not rotate', async () => {
    const house = await webhooksHouse();
    for (const route of ['readWebhook', 'rotateWebhook', 'endWebhook', 'listDeliveries'] as const)
      expect((await house.call(route)).status, route).toBe(404);
    expect((await house.call('readWebhook', { agency: 'x' })).status).toBe(404);
    expect((await house.call('endWebhook', { agency: 'x' })).status).toBe(422);
    await house.setUp();
    const ended = await house.call('endWebhook');
    house.clock.now += 1000;
    expect(await house.call('endWebhook')).toEqual(ended);
    expect((await house.call('rotateWebhook')).body).toMatchObject({ status: 409, kind: 'not_allowed_now' });
  });
});

test('after a rotation both secrets sign for 24 hours', async () => {
  const house = await webhooksHouse();
  const before = (await house.setUp()).body.secret;
  const after = (await house.call('rotateWebhook')).body.secret;
  expect(after).not.toBe(before);
  const signaturesAt = async (number: number, afterMs: number) => {
    house.clock.now += afterMs;
    await house.hear({ ...paid(), number }, 'r');
    await house.work();
    return house.posted.at(-1)?.headers['webhook-signature']?.split(' ').length;
  };
  expect(await signaturesAt(1, 0)).toBe(2);
  expect(await signaturesAt(2, DAY_MS - 1)).toBe(2);
  expect(await signaturesAt(3, 1)).toBe(1);
  expect((await house.setUp()).body.secret).toBe(after);
});

test('the log lists deliveries, the newest first, page by page', async () => {
  const house = await webhooksHouse();
  await house.setUp();
  for (const number of [1, 2, 3]) {
    await house.hear({ ...paid(), number }, 'r');
    await house.work();
    house.clock.now += 1000;
  }
  await house.fold();
  const first = (await house.call('listDeliveries', { query: { limit: ['2'] } })).body;
  expect(first.items.map(({ createdAt }: { readonly createdAt: string }) => createdAt.slice(17, 19))).toEqual([
    '02',
    '01',
  ]);
  expect(first.items[0]).toMatchObject({ type: 'payment.paid', state: 'delivered', attempts: [{ status: 204 }] });
  const second = (await house.call('listDeliveries', { query: { limit: ['2'], cursor: [first.nextCursor] } })).body;
  expect(second.items).toHaveLength(1);
  expect(second).not.toHaveProperty('nextCursor');
  expect((await house.call('listDeliveries', { query: { cursor: ['x'] } })).status).toBe(422);
});
