import { randomInt } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { call, eventually, keys, openFee, registered, sendEvent, stack } from '../support/deployed.ts';

interface Received {
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const name = `e2e-${randomInt(1_000_000_000)}`;
const receiver = `${stack.outputs.PublicOrigin ?? stack.frontDoor}/sandbox/webhooks/${name}`;
const hook = `/v1/agencies/${stack.agencies.main}/webhook`;

const received = async (): Promise<readonly Received[]> =>
  (await call('GET', `/sandbox/webhooks/${name}`)).body.items as readonly Received[];

const answers = async (status: number) =>
  expect((await call('POST', `/sandbox/webhooks/${name}/outcome`, { body: { status } })).status).toBe(200);

const put = () =>
  call('PUT', hook, { key: keys.backOffice, body: { url: receiver, events: ['payment.opened', 'dossier.accepted'] } });

/** Those of one fee. */
const ofFee = (items: readonly Received[], paymentId: string) =>
  items.filter(({ body }) => JSON.parse(body).data.paymentId === paymentId);

const openedFee = async (): Promise<string> => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  return (await openFee(dossierCode)).body.paymentId as string;
};

test('a back office sets its webhook up, is told, tells it again, changes its secret and ends it', async () => {
  expect(
    (await call('PUT', hook, { key: keys.otherBackOffice, body: { url: receiver, events: ['payment.*'] } })).status,
  ).toBe(404);
  expect((await call('PUT', hook, { key: keys.portal, body: { url: receiver, events: ['payment.*'] } })).status).toBe(
    403,
  );
  for (const url of [
    'https://127.0.0.1/',
    'https://localhost/',
    'http://example.vn/',
    'https://10.0.0.1/',
    `${receiver}/../../v1`,
  ])
    expect((await call('PUT', hook, { key: keys.backOffice, body: { url, events: ['payment.*'] } })).status, url).toBe(
      422,
    );
  const set = await put();
  expect(set.status, set.text).toBe(200);
  const first = set.body.secret as string;

  // It fails once, comes back by itself after five seconds, and is verified by the package for receivers.
  await answers(500);
  const paymentId = await openedFee();
  await eventually(async () => expect(ofFee(await received(), paymentId).length).toBeGreaterThan(0));
  await answers(204);
  const told = await eventually(async () => {
    const items = ofFee(await received(), paymentId);
    expect(items.length).toBeGreaterThan(1);
    return items;
  });
  const [one, two] = told as [Received, Received];
  expect(two.body).toBe(one.body);
  expect(two.headers['webhook-id']).toBe(one.headers['webhook-id']);
  expect(new Webhook(first).verify(two.body, two.headers)).toMatchObject({
    type: 'payment.opened',
    data: { paymentId, agencyCode: stack.agencies.main, state: 'created', receivedVnd: 0, refundedVnd: 0 },
  });
  const accepted = (await received())
    .map(({ body }) => JSON.parse(body))
    .find(({ type }) => type === 'dossier.accepted');
  expect(Object.keys(accepted.data).sort()).toEqual(['agencyCode', 'dossierCode', 'dueAt', 'procedureCode', 'status']);

  // The log says so, and the delivery is sent again under a new secret and the one before.
  const deliveryId = two.headers['webhook-id'] ?? '';
  await eventually(async () => {
    const { items } = (await call('GET', `${hook}/deliveries`, { key: keys.backOffice })).body;
    const logged = items.find((item: { readonly deliveryId: string }) => item.deliveryId === deliveryId);
    expect(logged).toMatchObject({
      type: 'payment.opened',
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 204 }],
    });
  });
  const second = (await call('POST', `${hook}/rotate`, { key: keys.backOffice })).body.secret as string;
  const redeliver = `${hook}/deliveries/${deliveryId}/redeliver`;
  expect((await call('POST', redeliver, { key: keys.backOffice })).status).toBe(400);
  const headers = { 'idempotency-key': name };
  expect((await call('POST', redeliver, { key: keys.backOffice, headers })).status).toBe(202);
  const again = await eventually(async () => {
    const items = ofFee(await received(), paymentId);
    expect(items.length).toBe(3);
    return items[2] as Received;
  });
  expect(again.body).toBe(one.body);
  for (const secret of [first, second]) new Webhook(secret).verify(again.body, again.headers);

  // A wait that is longer than a queue's is the sweep's.
  await answers(503);
  const failing = await openedFee();
  await eventually(async () => expect(ofFee(await received(), failing).length).toBe(2));

  // 410 ends it; a PUT begins it again; DELETE ends it for good.
  await answers(410);
  await openedFee();
  await eventually(async () => expect((await call('GET', hook, { key: keys.operator })).body.endedAt).toBeDefined());
  expect((await call('POST', `${hook}/rotate`, { key: keys.backOffice })).status).toBe(409);
  await answers(204);
  expect((await put()).body.secret).not.toBe(second);
  expect((await call('DELETE', hook, { key: keys.backOffice })).body.endedAt).toBeDefined();
});
