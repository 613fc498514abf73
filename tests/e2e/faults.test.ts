import { expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  ipnFields,
  keys,
  messagesTo,
  openAttempt,
  openFee,
  registered,
  sendEvent,
  sendIpn,
  vnpaySigned,
} from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';
import {
  comeAgainAfter,
  deleteItem,
  environmentOf,
  putItem,
  queuesOf,
  send,
  switchStream,
  take,
  waitingIn,
} from '../support/plumbing.ts';

const acceptedWithFee = async () => {
  const { dossierCode, phone } = await registered({ notify: { sms: true, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const fee = await openFee(dossierCode);
  expect(fee.status, fee.text).toBe(201);
  return { dossierCode, phone, paymentId: fee.body.paymentId as string };
};

const pay = async (paymentId: string) => {
  const attempt = await openAttempt(paymentId);
  expect(await sendIpn(vnpaySigned(ipnFields(attempt.body)))).toBe('00');
};

/** A dossier's history without what the sweep adds to it at a minute of its own: the promised date lies in the past. */
const heardBy = async (dossierCode: string) => {
  const { timeline } = (await dossierOf(dossierCode)) as { readonly timeline: readonly { readonly type: string }[] };
  return timeline.filter(({ type }) => type !== 'due_soon' && type !== 'overdue');
};

test('a poison message is parked after its tries; the messages around it are handled', async () => {
  const { queueUrl, deadLetterUrl } = await queuesOf('notificationsEventHeard');
  await comeAgainAfter(queueUrl, 2);
  const poison = `poison ${performance.now()}`;
  await send(queueUrl, poison);
  const { phone } = await acceptedWithFee();
  await eventually(async () => expect((await messagesTo(phone)).length).toBeGreaterThanOrEqual(2));
  const parked: string[] = [];
  await eventually(async () => {
    parked.push(...(await take(deadLetterUrl)));
    expect(parked).toContain(poison);
  });
});

test('a poison fact parks its own payment only; taken away and redriven, the payment goes on', async () => {
  const table = (await environmentOf('paymentsFactsRecorded')).PAYMENTS_TABLE ?? '';
  const { queueUrl, deadLetterUrl } = await queuesOf('paymentsFactsRecorded');
  await comeAgainAfter(queueUrl, 2);
  const bad = await acceptedWithFee();
  await eventually(async () => expect((await dossierOf(bad.dossierCode)).status.number).toBe(6));
  const fact = { pk: `PAY#${bad.paymentId}`, sk: 'FACT#from-the-future' };
  await putItem(table, {
    ...fact,
    fact: { kind: 'from_the_future' },
    digest: 'x',
    recordedAt: 1,
    recordedBy: 'test',
    requestId: 'test',
  });

  const good = await acceptedWithFee();
  await pay(good.paymentId);
  await eventually(async () => expect((await dossierOf(good.dossierCode)).status.number).toBe(2));
  const parked: string[] = [];
  await eventually(async () => {
    parked.push(...(await take(deadLetterUrl)));
    expect(parked.some((body) => body.includes(bad.paymentId))).toBe(true);
  });

  await deleteItem(table, fact.pk, fact.sk);
  for (const body of parked) await send(queueUrl, body);
  await pay(bad.paymentId);
  await eventually(async () => expect((await dossierOf(bad.dossierCode)).status.number).toBe(2));
});

test('the stream consumer is down while a payment comes, then up: all is announced, once', async () => {
  const { dossierCode, phone, paymentId } = await acceptedWithFee();
  await eventually(async () => expect((await messagesTo(phone)).length).toBe(2));
  await switchStream('paymentsFactsRecorded', false);
  try {
    await pay(paymentId);
    expect((await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body.state).toBe('paid');
  } finally {
    await switchStream('paymentsFactsRecorded', true);
  }
  await eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(2));
  await eventually(async () => expect((await messagesTo(phone)).length).toBe(3));
  const before = await eventually(async () => {
    const timeline = await heardBy(dossierCode);
    expect(timeline.filter(({ type }) => type === 'message_sent')).toHaveLength(3);
    return timeline;
  });

  // rebuilding everything tells nobody anything again
  await invoke('rebuild', {});
  for (const name of ['rebuild', 'dossiersFactsRecorded', 'paymentsFactsRecorded', 'notificationsFactsRecorded']) {
    const { queueUrl } = await queuesOf(name);
    // Everything that every test before this one has made is folded anew.
    await eventually(async () => expect(await waitingIn(queueUrl), name).toBe(0), 600);
  }
  const later = await acceptedWithFee();
  await eventually(async () => expect((await messagesTo(later.phone)).length).toBe(2));
  expect(await messagesTo(phone)).toHaveLength(3);
  expect(await heardBy(dossierCode)).toEqual(before);
});
